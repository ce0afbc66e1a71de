"""The texts of a rendered page, one for each block: links that were not rendered are found here."""

from collections.abc import Iterator

from lxml import etree
from lxml.html import HtmlElement

from link_checks.elements import INLINE, VERBATIM

# Replaces code and links in a text, which are not words of it.
THING = "\ufffc"


def is_bare(link: HtmlElement) -> bool:
    """Whether an ``<a>`` shows its own address: extensions make one of an address in the text."""
    words = link.text or ""
    own = (words, f"http://{words}", f"mailto:{words}")
    return bool(words) and len(link) == 0 and link.get("href") in own


def texts_of(root: HtmlElement) -> Iterator[str]:
    """The texts of a page, one for each block, with a sign in place of code and of links.

    Emphasis inside a text does not end it, and an address that was made a link is text.
    """
    text: list[str] = []
    depth = 0  # of elements that are not text
    for event, element in etree.iterwalk(root, events=("start", "end", "comment", "pi")):
        if event in ("comment", "pi"):
            text.append("" if depth else element.tail or "")
            continue
        tag = element.tag
        is_thing = _is_thing(element)
        if event == "start":
            if not depth and tag not in INLINE and tag not in VERBATIM and text:
                yield "".join(text)
                text = []
            depth += is_thing
            if not depth:
                text.append(element.text or ("\n" if tag == "br" else ""))
            continue
        depth -= is_thing
        if depth:
            continue
        if is_thing or tag == "img":
            text.append(THING)
        elif tag not in INLINE:
            yield "".join(text)
            text = []
        if element is not root:
            text.append(element.tail or "")


def _is_thing(element: HtmlElement) -> bool:
    is_formula = "arithmatex" in element.get("class", "").split()  # of pymdownx.arithmatex
    is_link = element.tag == "a" and element.get("href") is not None and not is_bare(element)
    return element.tag in VERBATIM or is_formula or is_link
