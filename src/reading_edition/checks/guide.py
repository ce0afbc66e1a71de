"""The guide: one sentence for each paragraph, which leads to its paragraph."""

from collections import Counter
from collections.abc import Iterator

from link_checks.problem import Problem
from link_checks.suggestions import closest, closest_path
from reading_edition.checks.problems import problem, problem_in
from reading_edition.model.edition import Edition


def check_guide(edition: Edition) -> Iterator[Problem]:
    """Every paragraph without a sentence or with several, and every sentence that is about none."""
    page = edition.guide.page
    if page is None:
        if edition.settings.guide:
            guess = closest_path(edition.settings.guide, edition.page_by_path)
            yield problem_in("mkdocs.yml", None, "missing-guide", guess=guess, path=edition.settings.guide)
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
            guess = closest(item.id, paragraphs)
            yield problem(edition, page, "guide-sentence/unknown", guess=guess, id=item.id, **where)
        elif item.leads_to != item.id:
            yield problem(edition, page, "guide-sentence/link", id=item.id, number=paragraphs[item.id].number, **where)
