"""Which elements and attributes of HTML lead to, or load, something else.

After the attributes of the HTML standard whose value is a URL, or a list of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lxml.html import HtmlElement

from .addresses import WHITE_SPACE, css_addresses, srcset_addresses

LINKING = {
    "a": ("href",),
    "area": ("href",),
    "audio": ("src",),
    "blockquote": ("cite",),
    "button": ("formaction",),
    "del": ("cite",),
    "embed": ("src",),
    "form": ("action",),
    "frame": ("src",),
    "iframe": ("src",),
    "image": ("href", "xlink:href"),
    "img": ("src", "srcset", "longdesc"),
    "input": ("src", "formaction"),
    "ins": ("cite",),
    "link": ("href", "imagesrcset"),
    "object": ("data",),
    "q": ("cite",),
    "script": ("src",),
    "source": ("src", "srcset"),
    "track": ("src",),
    "use": ("href", "xlink:href"),
    "video": ("src", "poster"),
}
ATTRIBUTES = frozenset({attribute for attributes in LINKING.values() for attribute in attributes})
_SETS = frozenset({"srcset", "imagesrcset"})
_IMAGES = frozenset(
    {("img", "src"), ("input", "src"), ("image", "href"), ("image", "xlink:href"), ("video", "poster")}
)

# What the footnotes extension writes by itself (marks and ways back) is not a written link.
FOOTNOTE_CLASSES = frozenset({"footnote-ref", "footnote-backref"})


def addresses_in(tag: str, attributes: Iterable[tuple[str, str | None]]) -> Iterator[tuple[str, str]]:
    """The addresses in an element's attributes, each with its attribute, in the order of writing."""
    linking = LINKING.get(tag, ())
    for name, value in attributes:
        if value is None:
            continue
        if name in linking:
            addresses = srcset_addresses(value) if name in _SETS else [value.strip(WHITE_SPACE)]
            yield from ((name, address) for address in addresses)
        elif name == "style" and "url" in value.lower():
            yield from ((name, address) for address in css_addresses(value))


def linking_elements(root: HtmlElement) -> Iterator[tuple[HtmlElement, str, str]]:
    """The elements that lead to, or load, something else, each with the attribute and its address."""
    for element in root.iter():
        tag = element.tag
        if not isinstance(tag, str):
            continue
        if tag == "style":
            yield from ((element, "style", address) for address in css_addresses(element.text or ""))
        elif (tag in LINKING or "style" in element.attrib) and not is_of_footnotes(element):
            for attribute, address in addresses_in(tag, element.items()):
                yield element, attribute, address


def is_of_footnotes(element: HtmlElement) -> bool:
    """Whether the footnotes extension wrote an element by itself."""
    classes = element.get("class")
    return bool(classes) and not FOOTNOTE_CLASSES.isdisjoint(classes.split())


def is_image(element: HtmlElement, attribute: str) -> bool:
    """Whether an address is that of an image."""
    if attribute in _SETS:
        return True
    return (element.tag, attribute) in _IMAGES
