"""The pages of a site, and the targets of the addresses in them."""

import html
import posixpath
from collections import Counter, defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from typing import Any
from urllib.parse import unquote, urljoin, urlsplit

from lxml.html import HtmlElement

from link_checks.addresses import WHITE_SPACE, leads_outside
from link_checks.elements import StyleSheet, as_browsers_read, is_around_image, linking_elements
from link_checks.hosts import host_of, is_own_machine
from link_checks.location import Location, WrittenLink
from link_checks.page import Finder, Link, Page, Target, Written, written_path
from link_checks.site_paths import joined, normal_address, split_path, split_url, without_dots
from link_checks.sources import SourceFile

NOT_FOUND = "404.html"  # the page that servers show for a missing address
_RESOLVED = 50_000  # size of the cache of resolved addresses; all addresses of a large site would fill the memory
_REPEATED = Written(syntax="repeated")  # a link that a plugin put around an image: only the image is in the Markdown


@dataclass
class Site:
    """A site: its pages, and the other files of the documents' folder by path and by address.

    ``unpublished`` maps the files that are not published to the reasons. With ``absolute_is_docs``, ``/path`` in
    Markdown starts at the documents' folder. A ``portable`` site works at any address, so it must not contain its
    own. ``static_pages`` (HTML), ``drawings`` (SVG) and ``style_sheets`` are published unchanged. ``reported``
    contains the addresses that were reported before the pages were rendered. ``how_to_add`` maps patterns of pages
    that are generated from a list to hints on how to add to the list. ``named`` returns the path of the file that a
    plugin uses for a path. ``sources_of`` returns the files from which plugins write into a page or, for None, into
    the navigation. A large site releases the trees of its pages to save memory.
    """

    pages: list[Page]
    file_addresses: dict[str, str]  # address in the site -> path in the documents' folder
    folder: str = "docs"  # name of the documents' folder in messages
    address: str = ""  # of the published site, if known
    unpublished: Mapping[str, str] = field(default_factory=dict)
    unpublished_addresses: Mapping[str, str] = field(default_factory=dict)  # address -> path
    absolute_is_docs: bool = False
    portable: bool = False
    has_footnotes: bool = True
    footnotes: Mapping[str, Any] = field(default_factory=dict)  # options of the footnotes extension
    has_attribute_lists: bool = True
    static_pages: dict[str, Page] = field(default_factory=dict)  # by path, like drawings
    drawings: dict[str, Page] = field(default_factory=dict)
    style_sheets: list[StyleSheet] = field(default_factory=list)
    of_theme: frozenset[str] = frozenset()  # paths of the theme's files
    reported: frozenset[str] = frozenset()
    how_to_add: Mapping[str, str] = field(default_factory=dict)
    named: Callable[[str], str] = str
    is_large: bool = False
    sources_of: Callable[[Page | None], Iterable[SourceFile]] = lambda _page: ()

    _links: dict[str, list[Link]] = field(default_factory=dict, init=False, repr=False)
    _targets: dict[Target, Target] = field(default_factory=dict, init=False, repr=False)
    _found: dict[tuple[str, bool], Target] = field(default_factory=dict, init=False, repr=False)

    def file(self, path: str) -> str:
        """Return a path in the documents' folder as it appears in messages, with the folder's name."""
        return f"{self.folder}/{path}"

    def release(self, page: Page) -> None:
        """Release the tree of a page if the site is large."""
        if self.is_large:
            page.release()
            self._links.pop(page.path, None)

    def in_turn(self) -> Iterator[Page]:
        """Yield the pages. A large site releases each page before the next."""
        for page in self.pages:
            yield page
            self.release(page)

    @cached_property
    def by_path(self) -> dict[str, Page]:
        return {page.path: page for page in self.pages}

    @cached_property
    def by_url(self) -> dict[str, Page]:
        return {normal_address(page.url): page for page in self.pages}

    @cached_property
    def file_paths(self) -> set[str]:
        return set(self.file_addresses.values())

    @cached_property
    def own_files(self) -> set[str]:
        """The files in the documents' folder, without the theme's files: a link may have been meant for one of them."""
        return self.file_paths - self.of_theme

    def page_at(self, path: str) -> Page | None:
        return self.by_path.get(path) or self.static_pages.get(path)

    def redirects_from(self, page: Page) -> list[Page]:
        """Return the page and the pages to which it redirects, in order. In a loop, the last page occurs twice."""
        found = [page]
        while (address := found[-1].redirect) and found[-1] not in found[:-1]:
            target = self.resolve(found[-1], address)
            following = self.page_at(target.path) if target.exists else None
            if following is None:
                break
            found.append(following)
        return found

    def url_of(self, path: str) -> str:
        if page := self.by_path.get(path):
            return page.url
        addresses = (*self.file_addresses.items(), *self.unpublished_addresses.items())
        return next((url for url, other in addresses if other == path), path)

    def published(self, target: Target) -> str:
        """Return the address that a target has, or should have, from the site's root, or an empty string."""
        is_known = target.exists or target.kind == "unpublished"
        address = self.url_of(target.path) if is_known else target.address
        return "" if address is None else f"{address}#{target.fragment or ''}"

    @cached_property
    def base(self) -> str:
        """The path under which the site is published on its host, with a slash at both ends."""
        return f"/{urlsplit(self.address).path.strip('/')}/".replace("//", "/")

    @cached_property
    def _host(self) -> str | None:
        own = split_url(self.address)
        return own and host_of(own)

    def own_path(self, address: str) -> str | None:
        """Return an address of the site, with ``http`` or ``https``, as a path from the host's root, or else None."""
        if not self.address or address[:4].lower() != "http":
            return None
        other = split_url(address)
        if other is None or self._host is None or host_of(other) != self._host:
            return None
        path = without_dots(other.path or "/")
        if not f"{path}/".startswith(self.base):
            return None
        query = f"?{other.query}" if other.query else ""
        return path + query + (f"#{other.fragment}" if "#" in address else "")

    def from_host(self, address: str) -> str:
        """Return an address of the site as a path from the host's root, and any other address unchanged."""
        own = self.own_path(address)
        return address if own is None else own

    def preview_path(self, address: str) -> str:
        """Return the path of the page or file at an address of a preview on the local machine, or an empty string.

        Ignore the address of the home page: an address without a path may belong to any program.
        """
        parts = split_url(address)
        if parts is None or not is_own_machine(parts) or parts.path.rstrip("/") in ("", self.base.rstrip("/")):
            return ""
        found = self._resolve("", unquote(parts.path))
        return found.path if found.exists else ""

    def resolve(self, page: Page, address: str) -> Target:
        """Return the target of an address in the rendered HTML of a page."""
        if page.base is None or leads_outside(address):
            return self.resolve_from(page.url, address, page.path)
        try:
            based = urljoin(urljoin(f"{self.base}{page.url}", page.base), address)
        except ValueError:  # the page's own <base> is malformed
            return Target("missing", address)
        return self.resolve_from("", based)

    @cached_property
    def resolve_from(self) -> Callable[..., Target]:
        """A cached function that resolves an address in a page or template at a given URL of the site."""
        return lru_cache(_RESOLVED)(self._resolve_from)  # several steps of a build resolve the same address

    def _resolve_from(self, url: str, address: str, own_path: str = "") -> Target:
        if (parts := split_path(self.from_host(address))) is None:
            return Target("outside", address)
        path, fragment = parts
        found = self._resolve(posixpath.dirname(f"{url}x"), path) if path else Target("page", own_path)
        target = found._replace(fragment=fragment)
        return self._targets.setdefault(target, target)  # many links share a target

    def _resolve(self, folder: str, path: str) -> Target:
        address = posixpath.join(folder, path)
        if path.startswith("/"):
            path_from_host = without_dots(path)
            if not f"{path_from_host}/".startswith(self.base):
                return Target("missing", path)
            address = path_from_host[len(self.base) :]
        normal, is_folder = posixpath.normpath(address), f"/{address}".endswith(("/", "/.", "/.."))
        if f"{normal}/".startswith("../"):
            return Target("above", path)
        if (normal, is_folder) not in self._found:
            target = self._at(address, is_folder=is_folder)
            if target is None:
                return Target("missing", path, address=address)
            self._found[normal, is_folder] = target
        return self._found[normal, is_folder]

    def _at(self, address: str, *, is_folder: bool) -> Target | None:
        """Return the target at an address from the site's root, or None if it is missing."""
        url = normal_address(address)
        page = self.by_url.get(url)
        found = page.path if page else self.file_addresses.get(url) or self.unpublished_addresses.get(url)
        if found is None or f"/{address}".endswith("/index.html/"):
            return None
        if found in self.unpublished:
            return Target("unpublished", found)
        is_index = posixpath.basename(page.url if page else found) in ("", "index.html")
        if is_folder and not is_index:
            return None
        return Target("page" if page else "file", found)

    def resolve_written(self, page: Page, target: str) -> Target:
        """Resolve a target in the Markdown of a page, relative to the page's file."""
        parts = None if "\\" in target else split_path(target)  # MkDocs takes no path with a backslash as a file
        if parts is not None:
            path, fragment = parts
            if not path:
                return Target("page", page.path, fragment)
            if (found := self._find(page.path, path)) is not None:
                return found._replace(fragment=fragment)
        return self.resolve(page, as_browsers_read(html.unescape(target)))

    def _find(self, page_path: str, path: str) -> Target | None:
        """Return the file that a path in the Markdown of a page names, or None."""
        if path.startswith("/") and not self.absolute_is_docs:
            return None
        found = self.named(joined("" if path.startswith("/") else page_path, path.lstrip("/")))
        if found in self.unpublished:
            return Target("unpublished", found)
        if found in self.by_path:
            return Target("page", found)
        return Target("file", found) if found in self.file_paths else None

    def links(self, page: Page) -> list[Link]:
        """Return the links and images of a page. Their locations in the Markdown are found on demand."""
        if page.path not in self._links:
            links = [(*link, self.resolve(page, link[2])) for link in linking_elements(page.root)]
            all_written = cache(lambda: list(self._locate(page, links)))  # without Links, which would form a cycle

            def written(number: int) -> Written:
                return all_written()[number]

            found = [Link(page, *link, partial(written, number)) for number, link in enumerate(links)]
            self._links[page.path] = [
                link for link in found if not is_around_image(link.element, link.address) or link.find() != _REPEATED
            ]
        return self._links[page.path]

    def _locate(self, page: Page, links: Sequence[tuple[HtmlElement, str, str, Target]]) -> Iterator[Written]:
        """Yield where each link is written: the n-th HTML link to a target matches the n-th in Markdown or the last."""
        waiting: dict[Target, deque[WrittenLink]] = defaultdict(deque)
        for written in page.source.links:
            resolve = self.resolve if written.syntax == "html" else self.resolve_written
            waiting[resolve(page, written.target.strip(WHITE_SPACE))].append(written)
        finder = Finder(page)
        remaining = Counter(target for *_, target in links)
        for element, _, address, target in links:
            remaining[target] -= 1
            if queue := waiting.get(target):
                if remaining[target] >= len(queue) and is_around_image(element, address):
                    yield _REPEATED
                    continue
                written = queue.popleft() if len(queue) > 1 else queue[0]  # a plugin may repeat a link
                yield Written(written.location, written.syntax, written.defined)
            elif element.get("class") == "wikilink":  # from the extension wikilinks
                yield Written(finder.location(f"[[{element.text or ''}]]"), "wiki")
            else:
                yield Written(self._find_address(page, element, address, target))

    def _find_address(self, page: Page, element: HtmlElement, address: str, target: Target) -> Location | None:
        """Find an address that is not in a Markdown link: as it is, or as the path of a file."""
        if element.tag == "style":
            return page.source.in_styles(address)
        return page.source.find_address(address) or page.source.find_address(written_path(page, target))
