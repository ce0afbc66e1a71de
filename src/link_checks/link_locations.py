"""Joins each link of a rendered page with the location at which it was written.

The n-th link to a target in the HTML is the n-th link to it in the Markdown.
"""

from collections import defaultdict, deque
from collections.abc import Callable, Iterator
from urllib.parse import unquote

from link_checks.addresses import WHITE_SPACE
from link_checks.elements import linking_elements
from link_checks.location import Location, WrittenLink
from link_checks.page import Link, Page, Target

Resolve = Callable[[str], Target]


def locate_links(page: Page, resolve: Resolve, resolve_written: Resolve) -> Iterator[Link]:
    """The links and images of a page with their locations.

    ``resolve`` says where an address in HTML leads, ``resolve_written`` where a target in Markdown does.
    """
    waiting: dict[Target, deque[WrittenLink]] = defaultdict(deque)
    for written in page.source.links:
        address = written.target.strip(WHITE_SPACE)
        waiting[(resolve if written.syntax == "html" else resolve_written)(address)].append(written)
    wiki_links: dict[str, Iterator[Location]] = {}
    for element, attribute, address in linking_elements(page.root):
        target = resolve(address)
        if waiting.get(target):
            written = waiting[target].popleft()
            yield Link(element, address, target, written.location, attribute, written.syntax, written.defined)
        elif element.get("class") == "wikilink":  # of the extension wikilinks
            name = element.text or ""
            locations = wiki_links.setdefault(name, iter(page.source.find_all(f"[[{name}]]")))
            yield Link(element, address, target, next(locations, None), attribute, "wiki")
        else:
            in_style = element.tag == "style"
            location = page.source.in_styles(address) if in_style else _location_of(page, address)
            yield Link(element, address, target, location, attribute)


def _location_of(page: Page, address: str) -> Location | None:
    """Where an address is in a page's Markdown, for links that Markdown makes in other ways."""
    source = page.source
    if len(address) < 2:
        return None
    return source.find(address) or source.find(unquote(address)) or source.find_anywhere(address)
