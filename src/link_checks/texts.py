"""The texts of a rendered page, a block each: where links that stayed words are looked for."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

# What stands in a text for code and for links, which are no words of it.
THING = "\ufffc"
_VERBATIM = frozenset("code pre script style textarea svg math kbd samp var tt xmp template".split())
_INLINE = frozenset(
    "a abbr b bdi bdo big br cite del dfn em font i img ins label mark q s small span strike strong sub sup "
    "time u wbr".split()
)


def _is_formula(element: HtmlElement) -> bool:
    return "arithmatex" in element.get("class", "").split()  # of pymdownx.arithmatex


def _is_link(element: HtmlElement) -> bool:
    return element.tag == "a" and element.get("href") is not None and not is_bare(element)


def is_bare(link: HtmlElement) -> bool:
    """Whether an ``<a>`` shows its own address: extensions make one of an address in the words."""
    words = link.text or ""
    return (
        bool(words) and len(link) == 0 and link.get("href") in (words, f"http://{words}", f"mailto:{words}")
    )


def texts_of(root: HtmlElement) -> Iterator[str]:
    """The texts of a page, a block each, with a sign in place of code and of links.

    Emphasis inside of a text does not end it, and an address that was made a link as it stands is words.
    """
    text: list[str] = []
    depth = 0  # of what is no words
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            text.append("" if depth else element.tail or "")
            continue
        tag = element.tag
        apart = tag in _VERBATIM or _is_formula(element) or _is_link(element)
        if event == "start":
            if not depth and tag not in _INLINE and tag not in _VERBATIM and text:
                yield "".join(text)
                text = []
            depth += apart
            if not depth:
                text.append(element.text or ("\n" if tag == "br" else ""))
        else:
            depth -= apart
            if depth:
                continue
            if apart or tag == "img":
                text.append(THING)
            elif tag not in _INLINE:
                yield "".join(text)
                text = []
            if element is not root:
                text.append(element.tail or "")
