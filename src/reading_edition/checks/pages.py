"""Check pages: named pages exist, the guide is complete, images have alternative text, no placeholder is left."""

from collections import Counter
from collections.abc import Iterator

from link_checks.problem import Problem
from link_checks.suggestions import closest, closest_path
from reading_edition.model.edition import Edition
from reading_edition.model.names import MARK
from reading_edition.model.problems import problem, problem_in


def check_pages(edition: Edition) -> Iterator[Problem]:
    for check in (_check_named_pages, _check_guide, _check_images, _check_placeholders):
        yield from check(edition)


def _check_named_pages(edition: Edition) -> Iterator[Problem]:
    """Report each page that the settings name and that does not exist."""
    settings = edition.settings
    named = {"guide": [settings.guide], "introduction": settings.introduction, "appendix": settings.appendix}
    for setting, paths in named.items():
        for path in filter(None, paths):
            if path not in edition.page_by_path:
                guess = closest_path(path, edition.page_by_path)
                yield problem_in("mkdocs.yml", None, "missing-named-page", guess=guess, setting=setting, path=path)


def _check_guide(edition: Edition) -> Iterator[Problem]:
    """Report paragraphs without exactly one sentence in the guide, and sentences with a wrong id or link."""
    page = edition.guide.page
    if page is None:
        return
    locations = {named.name: named.location for named in page.source.ids}
    paragraphs = {passage.id: passage for passage in edition.passages if passage.is_paragraph}
    counts = Counter(item.id for item in edition.guide.items)
    for name, paragraph in paragraphs.items():
        if counts[name] != 1:
            yield problem(edition, page, "guide-sentence", number=paragraph.number, id=name, count=counts[name])
    for item in edition.guide.items:
        where = {"location": locations.get(item.id)}
        if item.id not in paragraphs:
            guess = item.leads_to if item.leads_to in paragraphs else closest(item.id, paragraphs)
            yield problem(edition, page, "guide-sentence/unknown", guess=guess, id=item.id, **where)
        elif item.leads_to != item.id:
            yield problem(edition, page, "guide-sentence/link", id=item.id, number=paragraphs[item.id].number, **where)


def _check_images(edition: Edition) -> Iterator[Problem]:
    """Report Markdown images without alternative text; in HTML, an empty one may be intended."""
    for page in edition.pages:
        for location in page.source.find_all("![]("):
            yield problem(edition, page, "image-text", location=location)


def _check_placeholders(edition: Edition) -> Iterator[Problem]:
    """Report each placeholder for text that is still to be written. The essay has none."""
    essay = {part.page for part in edition.parts}
    for note in edition.notes:
        if note.page in essay and MARK in f"{note.opening} {note.words}":
            yield problem(edition, note, "placeholder", mark=MARK, where=f"in note '{note.name}'")
    for source in edition.sources:
        if MARK in repr(source):  # in any of its fields
            yield problem(edition, source, "placeholder", mark=MARK, where=f"in source '{source.id}'")
    for page in edition.pages:
        if page not in essay and edition.settings.kind_of(page.path) != "source":
            for location in page.source.find_all(MARK):
                yield problem(edition, page, "placeholder", location=location, mark=MARK, where="here")
