"""Nothing in a page runs a program, loads from another host, or asks its readers for anything.

What is refused is told, never cleaned in silence. The decision is made on the rendered page, for that is
what a browser is given; the Markdown says where it was written.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from html import unescape

import lxml.etree
import lxml.html
from lxml.html import HtmlElement

from link_checks.location import Location
from link_checks.markdown_source import MarkdownSource
from link_checks.masking import mask
from link_checks.problem import Problem, problem_at
from link_checks.raw_html import TagReader
from reading_edition.checks.front_matter import is_markup
from reading_edition.checks.unsafe_markup import Harm, harm_of_name, harms_of_element
from reading_edition.model.edition import Edition, Page, Source

# Elements that a parser of HTML takes out of a page's content by itself; a browser need not.
_VANISHING = ("html", "head", "body", "frameset", "frame")
_COMMENT_ENDS = re.compile(r"^-?>|--!?>|--!?$|<!--")


def check_safety(edition: Edition) -> Iterator[Problem]:
    """The problems of every page, and of the citations that are made of the list of sources."""
    for page in edition.pages:
        yield from _check_page(edition, page)
        if "title" not in edition.front_matter.get(page.path, {}):  # that one is told by its own check
            yield from _check_title(page)


def check_citations(edition: Edition, file: str) -> Iterator[Problem]:
    """The problems of citations: the processor lets some markup of the list of sources through."""
    for source in edition.sources:
        citation = edition.citations_html.get(source.id, "")
        for harm in harms_of_content(lxml.html.fragment_fromstring(citation, create_parent="div")):
            yield problem_at(file, source.location, harm.code, harm.message, hint=harm.hint)


def harms_of_content(root: HtmlElement) -> Iterator[Harm]:
    """What the elements and comments inside of a page's content may not be or do."""
    for node in root.iterdescendants():
        if isinstance(node.tag, str):
            yield from harms_of_element(node.tag.lower(), dict(node.attrib.items()))
        elif node.tag is not lxml.etree.Comment or _COMMENT_ENDS.search(node.text or ""):
            message = "a comment or instruction that browsers do not agree upon"
            yield Harm(
                "unsafe-comment", message, "a comment is written <!-- words -->", "!--", value=node.text or ""
            )


def _check_page(edition: Edition, page: Page) -> Iterator[Problem]:
    harms = [*harms_of_content(page.root), *harms_of_source(page)]
    finder = Finder(page.source) if harms else None
    for harm in harms:
        location = finder.location(harm) if finder else None
        source = _source_of(edition, page, harm) if location is None else None
        file = page.file if source is None else edition.file(edition.settings.sources)
        yield problem_at(
            file, source.location if source else location, harm.code, harm.message, hint=harm.hint
        )


def harms_of_source(page: Page) -> Iterator[Harm]:
    """Tags of the page itself that were written into its content; the parser took them away."""
    text = page.source.text.lower()
    if not any(f"<{tag}" in text for tag in _VANISHING):
        return
    shown = " ".join(page.rendered.texts).lower()  # behind a backslash it is words, and no tag
    written = Counter(tag for tag, _, _ in RawHtml(mask(page.source.text)).tags if tag in _VANISHING)
    for tag, count in written.items():
        for _ in range(count - len(re.findall(rf"<{tag}(?![\w-])", shown))):
            yield harm_of_name(tag)


def _source_of(edition: Edition, page: Page, harm: Harm) -> Source | None:
    """The source in whose label something was written, where a page of sources has it in a heading."""
    if edition.settings.kind_of(page.path) != "source":
        return None
    written = [word for word in (f"<{harm.tag}", harm.attribute, harm.value) if len(word) > 1]
    labels = ((source, source.label.lower()) for source in edition.sources)
    return next((source for source, label in labels if any(word.lower() in label for word in written)), None)


def _check_title(page: Page) -> Iterator[Problem]:
    """A title goes into the page's head and into other pages, where templates may undo its entities."""
    if _hides_markup(unescape(page.title)):
        lines = enumerate(page.source.text.split("\n"), 1)
        location = next(
            (Location(number, 1) for number, line in lines if _hides_markup(unescape(line))), None
        )
        message, hint = "the page's title holds what looks like a tag", "title it without < and >"
        yield problem_at(page.file, location, "unsafe-title", message, hint=hint)


def _hides_markup(text: str) -> bool:
    """Whether a text holds a tag, or will where its entities are undone."""
    return is_markup(text) or is_markup(unescape(text))


class RawHtml(TagReader):
    """The tags of the raw HTML in a Markdown text: name, attributes, and ``(line, column)``, from 1."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str], Location]] = []
        if "<" in text:
            self.feed(text)
            self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        line, column = self.getpos()
        self.tags.append((tag, {name: value or "" for name, value in attrs}, Location(line, column + 1)))


class Finder:
    """Where what was refused was written; of what was written twice, each place once."""

    def __init__(self, source: MarkdownSource) -> None:
        self._source = source
        masked = mask(source.text)
        self._masked = masked.lower()
        self._tags = RawHtml(masked).tags
        self._used: dict[tuple[str, str], set[Location]] = defaultdict(set)

    def location(self, harm: Harm) -> Location | None:
        """The first place that fits, and was not given before for the same."""
        used = self._used[harm.tag, harm.attribute]
        for location in self._locations(harm):
            if location not in used:
                used.add(location)
                return location
        return next(self._locations(harm), None)

    def _locations(self, harm: Harm) -> Iterator[Location]:
        yield from (location for tag, attributes, location in self._tags if _fits(harm, tag, attributes))
        if harm.attribute in ("href", "src"):
            yield from (link.location for link in self._source.links if _same(link.target, harm.value))
        words = [f"{harm.attribute}=", harm.value] if harm.attribute else []
        for text in (self._masked, self._source.text.lower()):  # a comment may be one for the mask alone
            for word in (*words, f"<{harm.tag}"):
                yield from self._written(text, word.lower())

    def _written(self, text: str, words: str) -> Iterator[Location]:
        start = text.find(words) if words else -1
        while start >= 0:
            if not (words.startswith("<") and _goes_on(text, start + len(words))):
                yield self._source.location(start)
            start = text.find(words, start + 1)


def _goes_on(text: str, end: int) -> bool:
    """Whether the name of a tag is longer than what was sought: ``<frame`` stands in ``<frameset``."""
    return text[end : end + 1].isalnum() or text[end : end + 1] == "-"


def _fits(harm: Harm, tag: str, attributes: dict[str, str]) -> bool:
    return tag == harm.tag and (not harm.attribute or attributes.get(harm.attribute) == harm.value)


def _same(written: str, rendered: str) -> bool:
    """Whether an address as written is one as rendered, entities and white space apart."""
    return "".join(unescape(written).split()) == "".join(unescape(rendered).split())
