"""The pages of the editors: each that the settings name is there, and the guide has a sentence for each paragraph."""

from collections import Counter
from collections.abc import Iterator

from link_checks.problem import Problem
from link_checks.suggestions import closest, closest_path
from reading_edition.model.edition import Edition
from reading_edition.model.problems import problem, problem_in


def check_editors_pages(edition: Edition) -> Iterator[Problem]:
    """Every page that the settings name and that is missing, and every problem with the guide."""
    settings = edition.settings
    named = {"guide": [settings.guide], "introduction": settings.introduction, "appendix": settings.appendix}
    for setting, paths in named.items():
        for path in filter(None, paths):
            if path not in edition.page_by_path:
                guess = closest_path(path, edition.page_by_path)
                yield problem_in("mkdocs.yml", None, "missing-named-page", guess=guess, setting=setting, path=path)
    yield from _check_guide(edition)


def _check_guide(edition: Edition) -> Iterator[Problem]:
    """Every paragraph without a sentence or with several, and every sentence that is about none."""
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
