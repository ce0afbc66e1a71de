"""The checks of an edition: each takes an Edition and yields Problems."""

from collections.abc import Iterator

from link_checks.problem import Problem
from reading_edition.checks.citations import check_labels
from reading_edition.checks.dates import check_dates
from reading_edition.checks.entries import check_entries
from reading_edition.checks.front_matter import check_front_matter
from reading_edition.checks.headings import check_headings, find_headings_without_id
from reading_edition.checks.names import check_names
from reading_edition.checks.notes import check_notes
from reading_edition.checks.pages import check_pages
from reading_edition.checks.permalinks import check_permalinks
from reading_edition.checks.received_text import check_text
from reading_edition.checks.tables import check_tables
from reading_edition.model.dates import Day
from reading_edition.model.edition import Edition

# Each code, with the codes that describe the same mistake more exactly.
MORE_EXACT = {
    "address-without-scheme": ("remote-load", "unsafe-element", "unsafe-style"),
    "missing-file": ("unsafe-style",),  # if the file existed, it would be refused as well
    "front-matter": ("yaml-tag",),
    "missing-page": ("moved-target",),
}
# The codes of problems that often follow from another mistake, each after those that may have caused it: an id that is
# missing or wrong leaves links without a target, and a link that is written wrong changes the text.
_CONSEQUENCES = (
    "missing-passage entry-without-id",
    "missing-page missing-anchor citation-label stray-words",
    "text-differs unsourced orphan-entry uncited-source guide-sentence permalink",
)
CONSEQUENCES = {code: rank for rank, codes in enumerate(_CONSEQUENCES, 1) for code in codes.split()}


def check_edition(edition: Edition, latest: Day | None = None) -> Iterator[Problem]:
    """Yield every problem with the edition; a date after ``latest``, the latest possible today, is in the future."""
    without_id = find_headings_without_id(edition)
    for check in (check_text, check_names, check_notes, check_labels, check_front_matter, check_pages, check_tables):
        yield from check(edition)
    for check_with_headings in (check_headings, check_entries, check_permalinks):
        yield from check_with_headings(edition, without_id)
    yield from check_dates(edition, without_id, latest)
