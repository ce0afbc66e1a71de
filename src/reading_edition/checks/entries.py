"""The entries: named once, gisted, sourced, and pointed to."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from textwrap import shorten

from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.masking import mask
from link_checks.problem import Problem, problem_at
from link_checks.suggestions import closest
from reading_edition.checks.headings_without_id import Nameless
from reading_edition.checks.locations import HEADINGS, location_of_block, passage_location
from reading_edition.checks.notes import cited_sources, has_dead_citation
from reading_edition.checks.received_text import unlisted_parts
from reading_edition.cli.scaffold.names import proposed_name
from reading_edition.load.sources import ID
from reading_edition.model.edition import TERM_TYPES, TOOLTIP_PREFIX, Edition, Entry, Page

# An id as it is often meant, in whatever brackets, at a heading's end.
_MEANT_ID = re.compile(r"[\[({]?:?\s*#([A-Za-z][A-Za-z0-9-]*)\s*[\])}]?\s*$")
_UNSPACED = re.compile(r" {1,3}(##+)(?=[^#])|(##+)(?=[^\s#])")
_SHOWN = 50
_NAMES = {"term": "glossary entry", "person": "person", "event": "event", "source": "source"}


def check_entries(edition: Edition, nameless: Sequence[Nameless] = ()) -> Iterator[Problem]:
    """Every problem with the entries of an edition; ``nameless`` are the headings without an id."""
    yield from _check_ids(edition)
    yield from _check_headings(edition, nameless)
    ids = Counter(entry.id for entry in edition.entries)
    # What points from beside the paragraphs does so as well: what is wrong with them is told there.
    essay = {*edition.settings.parts, *unlisted_parts(edition)}
    meant = _meant_by_dead_links(edition) | _meant_by_nameless(edition, nameless)
    for entry in edition.entries:
        if entry.kind != "source":
            yield from _check_gist(edition, entry)
            if _lacks_sources(edition, entry):
                yield problem_of(
                    edition,
                    entry,
                    "unsourced",
                    f"{_NAMES[entry.kind]} '{entry.id}' has no source",
                    hint="end it with **Sources.** and a link to each",
                )
        yield from _check_type(edition, entry)
        if ids[entry.id] == 1 and entry.id not in meant:
            yield from _check_pointed_to(edition, entry, essay)


def _lacks_sources(edition: Edition, entry: Entry) -> bool:
    """Whether an entry cites nothing; a dead citation, or a broken list of sources, is told as that."""
    if not edition.sources or cited_sources(edition, entry):
        return False
    return not has_dead_citation(edition, entry)


def problem_of(
    edition: Edition, entry: Entry, code: str, message: str, *, guess: str = "", hint: str = ""
) -> Problem:
    """A problem at the place where an entry is written."""
    file = edition.file(edition.settings.sources) if entry.kind == "source" else entry.page.file
    return problem_at(file, entry.location, code, message, guess=guess, hint=hint)


def _check_ids(edition: Edition) -> Iterator[Problem]:
    """Ids of entries are unique in the whole edition, for print and book join all pages."""
    first: dict[str, tuple[str, int]] = {}
    for passage in edition.passages:
        location = passage_location(passage)
        first.setdefault(passage.id, (passage.page.file, location.line if location else 0))
    for entry in edition.entries:
        if not ID.fullmatch(entry.id) or entry.id.startswith(TOOLTIP_PREFIX):
            yield problem_of(
                edition,
                entry,
                "entry-id",
                f"id '{entry.id}' cannot be used",
                hint=f"lower-case letters, digits and hyphens, a letter first; not '{TOOLTIP_PREFIX}...'",
            )
        file = edition.file(edition.settings.sources) if entry.kind == "source" else entry.page.file
        line = entry.location.line if entry.location else 0
        if entry.id in first and first[entry.id] != (file, line):
            other, other_line = first[entry.id]
            yield problem_of(
                edition,
                entry,
                "duplicate-id",
                f"id '{entry.id}' is used already in {other}:{other_line}",
                hint="ids are unique in the whole edition",
            )
        first.setdefault(entry.id, (file, line))


def _check_headings(edition: Edition, nameless: Sequence[Nameless]) -> Iterator[Problem]:
    """On a page of entries every heading is of level 2 and has its own id, or its entry would be lost."""
    for page in edition.pages:
        if edition.settings.kind_of(page.path) not in ("", "source"):
            yield from _check_levels(page)
            yield from _check_spaces(page)
    for found in nameless:
        if not found.heading.get("data-date"):  # told with its date
            yield problem_at(
                found.page.file,
                _location_of_heading(found.page, found.heading),
                "entry-without-id",
                f"heading '{found.title}' has no id of its own",
                hint=f"an entry's heading ends in its id: {_with_id(found.title, found.lost)}",
                fixes=found.fixes,
            )


def _location_of_heading(page: Page, heading: HtmlElement) -> Location | None:
    """Where a heading stands: in the line with its sign; or, if underlined, where its words stand first."""
    words = str(heading.text_content())
    above = heading.itersiblings(*HEADINGS, preceding=True)
    number = sum(other.text_content() == words for other in above)
    location = location_of_block(page.source, heading, number=number)
    return location or page.source.find(" ".join(words.split()))


def _with_id(title: str, lost: str) -> str:
    """The heading that was probably meant: with the id that it lost or seems to have, or one of its words."""
    if written := _MEANT_ID.search(title):
        return f"## {title[: written.start()].strip()} {{ #{written[1].lower()} }}"
    return f"## {title} {{ #{lost or proposed_name(title) or 'its-id'} }}"


def _check_levels(page: Page) -> Iterator[Problem]:
    """The first ``h1`` is the page's title; every other heading that may be an entry is an ``h2``."""
    ids = {named.name: named.location for named in reversed(page.source.ids)}
    titles = list(page.root.iterchildren("h1"))
    for heading in [*titles[1:], *page.root.iterchildren("h3", "h4", "h5", "h6")]:
        name, title = heading.get("id") or "", " ".join(heading.text_content().split())
        if name not in ids and heading.tag != "h1":
            continue  # told as a heading without an id
        level = int(heading.tag[1])
        yield problem_at(
            page.file,
            ids.get(name) or _location_of_heading(page, heading),
            "entry-level",
            f"heading '{title}' is of level {level}, and entries are of level 2",
            hint="begin it with ##, or, if it is no entry, make a paragraph of it",
        )


def _check_spaces(page: Page) -> Iterator[Problem]:
    """A heading without its space, or indented: for some readers of Markdown it is but words."""
    for number, line in enumerate(mask(page.source.text).split("\n"), 1):
        if found := _UNSPACED.match(line):
            words = page.source.text.split("\n")[number - 1].strip(" #")
            message = f"the heading '{shorten(words, _SHOWN, placeholder=' ...')}' has no space after its #"
            if line[0] == " ":
                message = (
                    f"the line '## {shorten(words, _SHOWN, placeholder=' ...')}' is indented, and no heading"
                )
            yield problem_at(
                page.file,
                Location(number, (found.start(1) if found[1] else 0) + 1),
                "heading-form",
                message,
                hint="an entry's heading begins its line: ##, a space, the words",
            )


def _check_gist(edition: Edition, entry: Entry) -> Iterator[Problem]:
    gist, limit = entry.summary_element, edition.settings.summary_words
    if gist is None:
        yield problem_of(
            edition,
            entry,
            "missing-gist",
            f"{_NAMES[entry.kind]} '{entry.id}' has no text",
            hint=f"its first paragraph, of {limit} words at the most, is its gist",
        )
        return
    count = len(gist.text_content().split())
    if count > limit:
        yield problem_of(
            edition,
            entry,
            "gist-length",
            f"the first paragraph of '{entry.id}' has {count} words, {limit} at the most",
            hint="it is shown in the tooltip; put the rest into a second paragraph",
        )
    cited = [
        reference
        for reference in edition.references_from(entry)
        if isinstance(reference.target, Entry) and reference.target.kind == "source"
    ]
    inside = {id(link) for link in gist.iter("a")}
    in_gist = [reference for reference in cited if id(reference.element) in inside]
    if in_gist and len(in_gist) < len(cited):  # an entry of one paragraph has no other place for them
        yield problem_at(
            entry.page.file,
            in_gist[0].location or entry.location,
            "gist-citation",
            f"the first paragraph of '{entry.id}' cites a source",
            hint="it is shown in the tooltip; its sources stand in the last paragraph, after **Sources.**",
        )


def _check_type(edition: Edition, entry: Entry) -> Iterator[Problem]:
    """What a term names may be said for other programs; there it must be one of a few words."""
    said = entry.data.get("type")
    if entry.kind == "term" and said is not None and said not in TERM_TYPES:
        yield problem_of(
            edition,
            entry,
            "term-type",
            f"glossary entry '{entry.id}' has an unknown type '{said}'",
            guess=closest(said, TERM_TYPES),
            hint=f"data-type is {' or '.join(TERM_TYPES)}, or is left out",
        )


def _meant_by_dead_links(edition: Edition) -> set[str]:
    """The ids that links to nothing most likely mean; each such link is told by itself."""
    site, meant, ids = edition.site, set(), {entry.id for entry in edition.entries}
    for page in edition.pages:
        for link in site.links(page.rendered):
            fragment = link.target.fragment
            if not fragment or link.target.kind not in ("page", "file", "missing"):
                continue
            if link.target.kind == "missing":
                meant.add(fragment)
                continue
            other = site.page_at(link.target.path)
            if other is not None and fragment not in other.anchors:
                meant.add(closest(fragment, ids))
    return meant


def _meant_by_nameless(edition: Edition, nameless: Sequence[Nameless]) -> set[str]:
    """The ids to which pages with a heading without an id lead: some of it stands in the entry it lost."""
    site, pages = edition.site, {found.page.path: found.page for found in nameless}
    return {link.target.fragment or "" for page in pages.values() for link in site.links(page.rendered)}


def _check_pointed_to(edition: Edition, entry: Entry, essay: set[str]) -> Iterator[Problem]:
    pointing = [
        reference
        for reference in edition.references_to(entry)
        if reference.owner is not entry
        and (not isinstance(reference.owner, Page) or reference.owner.path in essay)
    ]
    if pointing:
        return
    if entry.kind == "source":
        yield problem_of(
            edition, entry, "uncited-source", f"nobody cites source '{entry.id}'", hint="cite it or remove it"
        )
    else:
        yield problem_of(
            edition,
            entry,
            "orphan-entry",
            f"nothing points to {_NAMES[entry.kind]} '{entry.id}'",
            hint="link to it from a paragraph, a note or another entry",
        )
