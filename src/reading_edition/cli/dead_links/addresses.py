"""The addresses outside of the site to which it leads, and what stands or falls with each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from link_checks.location import Location
from reading_edition.model.edition import Edition, Entry, Page, Reference, Source
from reading_edition.model.names import owner_name
from reading_edition.render.entries import archive_address

_WEB = ("http://", "https://")


@dataclass(frozen=True, order=True)
class Support:
    """A place that rests on a source, or that holds a link: where it is written, and where it is read."""

    file: str
    line: int
    column: int
    name: str = ""
    address: str = ""

    def __str__(self) -> str:
        where = ":".join([self.file, *(str(number) for number in (self.line, self.column) if number)])
        name = f": {self.name}" if self.name else ""
        return f"{where}{name}" + (f" ({self.address})" if self.address else "")


@dataclass(frozen=True)
class OutsideLink:
    """An address, the source to which it belongs (if to any), and its archive's address.

    ``supports`` are the passages, notes and entries that cite the source; for any other link the places
    where it is written, or the pages on which it is found where nobody wrote it.
    """

    address: str
    source: Source | None = None
    archive: str = ""
    file: str = ""  # where a source is listed, with its line
    supports: Sequence[Support] = field(default_factory=tuple)


def outside_links(
    edition: Edition, pages: Mapping[str, HtmlElement], *, own: Sequence[str] = ()
) -> list[OutsideLink]:
    """Every address outside to which a built site leads: sources first, then whatever else there is.

    ``pages`` are the finished pages by their path; addresses that begin with one of ``own`` are the site
    and its repository, and are not asked. The links to archives are not asked either, as long as their
    sources answer.
    """
    archives = {_archive(source) for source in edition.sources}
    found: dict[str, OutsideLink] = {}
    for link in (*_of_sources(edition), *_written(edition), *_found(pages)):
        if link.address not in archives and not link.address.startswith(tuple(each for each in own if each)):
            found.setdefault(link.address, link)
    return list(found.values())


def _archive(source: Source) -> str:
    return archive_address(source.csl.get("URL", ""), source.csl.get("issued", ""))


def _of_sources(edition: Edition) -> Iterator[OutsideLink]:
    sources = {source.id: source for source in edition.sources}
    file = edition.file(edition.settings.sources)
    for entry in edition.of_kind("source"):
        source = sources[entry.id]
        where = f"{file}:{source.location.line}" if source.location else file
        section = next(entry.element.iterancestors("section"), entry.element)
        for address in web_addresses(section):
            yield OutsideLink(address, source, _archive(source), where, _supports(edition, entry))


def _supports(edition: Edition, entry: Entry) -> Sequence[Support]:
    references = edition.references_to(entry)
    return tuple(sorted({_support(edition, reference) for reference in references}))


def _support(edition: Edition, reference: Reference) -> Support:
    owner, location = reference.owner, reference.location or Location(0, 0)
    if isinstance(owner, Page):
        address = f"{edition.address}{owner.url}" or "./"
        return Support(owner.file, location.line, location.column, owner.title, address)
    address = f"{edition.address}{owner.page.url}#{owner.id}"
    return Support(owner.page.file, location.line, location.column, owner_name(owner), address)


def _written(edition: Edition) -> Iterator[OutsideLink]:
    """The links that stand in the pages' own Markdown."""
    locations: dict[str, list[Support]] = {}
    for page in edition.pages:
        for link in edition.site.links(page.rendered):
            if link.target.kind == "outside" and link.address.startswith(_WEB):
                location = link.location or Location(0, 0)
                support = Support(page.file, location.line, location.column)
                locations.setdefault(link.address, []).append(support)
    for address, supports in locations.items():
        yield OutsideLink(address, supports=tuple(sorted(supports)))


def _found(pages: Mapping[str, HtmlElement]) -> Iterator[OutsideLink]:
    """The links of the finished pages, those of the theme's templates included."""
    paths: dict[str, list[str]] = {}
    for path, root in pages.items():
        for address in dict.fromkeys(web_addresses(root)):
            paths.setdefault(address, []).append(path)
    for address, on in paths.items():
        pages_more = f"{len(on) - 1} more page{'' if len(on) == 2 else 's'}"
        more = f", and on {pages_more}" if len(on) > 1 else ""
        yield OutsideLink(address, supports=(Support(on[0], 0, 0, f"made by a template{more}"),))


def web_addresses(root: HtmlElement) -> Iterable[str]:
    """The addresses with http or https to which a reader is led.

    What a page's head links to are names, such as those of schemas; nobody follows them.
    """
    for element in root.iter("a", "area"):
        address = (element.get("href") or "").strip()
        if address.startswith(_WEB):
            yield address
