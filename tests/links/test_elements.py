"""Which elements and attributes of HTML lead to, or load, something else."""

from __future__ import annotations

import lxml.html
import pytest

from link_checks.elements import (
    LINKING,
    LINKING_TAGS,
    addresses_in,
    as_browsers_read,
    is_hint,
    is_image,
    linking_elements,
)
from link_checks.page import parse_content

IN_ATTRIBUTES = [
    # element, attributes, (attribute, address) of each
    ("a", {"href": "b"}, [("href", "b")]),
    ("a", {"src": "b"}, []),
    ("p", {"href": "b"}, []),
    ("a", {"href": " b\n/c\t"}, [("href", "b/c")]),
    ("a", {"href": None, "id": "x"}, []),
    ("a", {"href": ""}, [("href", "")]),
    ("a", {"xlink:href": "b"}, [("xlink:href", "b")]),
    ("a", {"xlink:href": "b", "href": "c"}, [("href", "c")]),
    ("a", {"href": "c", "xlink:href": "b"}, [("href", "c")]),
    ("img", {"src": "a", "srcset": "b 1x, c 2x"}, [("src", "a"), ("srcset", "b"), ("srcset", "c")]),
    (
        "img",
        {"srcset": "b 1x", "src": "a", "longdesc": "c"},
        [("srcset", "b"), ("src", "a"), ("longdesc", "c")],
    ),
    (
        "link",
        {"imagesrcset": "a 1x, b 2x", "href": "c, d"},
        [("imagesrcset", "a"), ("imagesrcset", "b"), ("href", "c, d")],
    ),
    ("video", {"poster": "a", "src": "b"}, [("poster", "a"), ("src", "b")]),
    ("input", {"src": "a", "formaction": "b"}, [("src", "a"), ("formaction", "b")]),
    ("p", {"style": "background: url(a.png)"}, [("style", "a.png")]),
    ("p", {"style": "background: URL('a.png')"}, [("style", "a.png")]),
    (
        "p",
        {"style": "background: image-set('a.png' 1x, 'b.png' 2x)"},
        [("style", "a.png"), ("style", "b.png")],
    ),
    ("p", {"style": "background: IMAGE-SET('a.png' 1x)"}, [("style", "a.png")]),
    ("p", {"style": "color: red"}, []),
    ("p", {"title": "url(a.png)"}, []),
    ("p", {"style": None}, []),
    ("a", {"style": "background: url(a.png)", "href": "b"}, [("style", "a.png"), ("href", "b")]),
    (
        "iframe",
        {"srcdoc": "<a href='b'>c</a><img src='d.png'><a href='#e'>f</a>"},
        [("srcdoc", "b"), ("srcdoc", "d.png")],
    ),
    ("iframe", {"srcdoc": " \n"}, []),
    ("iframe", {"srcdoc": "words"}, []),
    ("iframe", {"srcdoc": "<!-- -->"}, []),
    ("iframe", {"srcdoc": "\x00"}, []),
    ("p", {"srcdoc": "<a href='b'>c</a>"}, []),
    ("meta", {"http-equiv": "refresh", "content": "0; url=a/"}, [("content", "a/")]),
    ("meta", {"http-equiv": "Refresh", "content": "0;URL='a/'"}, [("content", "a/")]),
    ("meta", {"http-equiv": "refresh", "content": '1.5, url = "a/ "'}, [("content", "a/")]),
    ("meta", {"http-equiv": "refresh", "content": "0; a/"}, [("content", "a/")]),
    ("meta", {"http-equiv": "refresh", "content": "0 a/"}, [("content", "a/")]),
    ("meta", {"http-equiv": "refresh", "content": "5"}, []),
    ("meta", {"http-equiv": "refresh"}, []),
    ("meta", {"http-equiv": "refresh", "content": None}, []),
    ("meta", {"content": "0; url=a/"}, []),
    ("meta", {"property": "og:image", "content": " a.png "}, [("content", "a.png")]),
    ("meta", {"property": "og:url", "content": "a/"}, [("content", "a/")]),
    ("meta", {"name": "twitter:image", "content": "a.png"}, [("content", "a.png")]),
    ("meta", {"property": "og:title", "name": "og:image", "content": "a"}, []),
    ("meta", {"property": "og:image", "content": None}, [("content", "")]),
    ("meta", {"property": "og:image"}, [("content", "")]),
    ("meta", {"name": "author", "content": "a"}, []),
    ("meta", {}, []),
]


@pytest.mark.parametrize(("tag", "attributes", "found"), IN_ATTRIBUTES)
def test_the_addresses_of_an_element_are_told_with_their_attributes(
    tag: str, attributes: dict[str, str | None], found: list[tuple[str, str]]
) -> None:
    assert list(addresses_in(tag, attributes.items())) == found


# After the HTML and SVG standards: every attribute that names one address.
ONE_ADDRESS = {
    "a": "href xlink:href",
    "area": "href",
    "audio": "src",
    "blockquote": "cite",
    "button": "formaction",
    "del": "cite",
    "embed": "src",
    "feimage": "href xlink:href",
    "form": "action",
    "frame": "src",
    "iframe": "src",
    "image": "href xlink:href",
    "img": "src longdesc",
    "input": "src formaction",
    "ins": "cite",
    "link": "href",
    "object": "data",
    "q": "cite",
    "script": "src",
    "source": "src",
    "table": "background",
    "td": "background",
    "textpath": "href xlink:href",
    "th": "background",
    "track": "src",
    "use": "href xlink:href",
    "video": "src poster",
}


@pytest.mark.parametrize(("tag", "attributes"), ONE_ADDRESS.items())
def test_every_attribute_that_names_an_address_is_read(tag: str, attributes: str) -> None:
    for attribute in attributes.split():
        element = lxml.html.fromstring("<div></div>").makeelement(tag, {attribute: "b/c"})
        root = lxml.html.fromstring("<div></div>")
        root.append(element)
        found = [(one.tag, name, address) for one, name, address in linking_elements(root)]
        assert found == [(tag, attribute, "b/c")]


def test_no_other_element_is_read() -> None:
    assert ONE_ADDRESS.keys() == LINKING_TAGS


WITHIN = [
    ("<a href='b'>c</a> <img src='d'>", [("a", "href", "b"), ("img", "src", "d")]),
    ("<style>a { b: url(c.png) }</style>", [("style", "style", "c.png")]),
    ("<style></style>", []),
    ("<meta http-equiv='refresh' content='0; url=a/'>", [("meta", "content", "a/")]),
    ("<p style='b: url(c.png)'><i style='color: red'>d</i></p>", [("p", "style", "c.png")]),
    ("<a href='b' style='b: url(c.png)'>d</a>", [("a", "href", "b"), ("a", "style", "c.png")]),
    ("<template><a href='b'>c</a><p style='b: url(c.png)'><style>b { c: url(d) }</style></template>", []),
    ("<template><a href='d'>e</a></template><a href='b'>c</a>", [("a", "href", "b")]),
    ("<template></template><a href='b'>c</a>", [("a", "href", "b")]),
    ("<template style='b: url(c.png)'></template>", []),
    ("<a class='footnote-ref' href='#b'>c</a><a class='x footnote-backref' href='#b'>c</a>", []),
    ("<a class='footnote' href='#b'>c</a>", [("a", "href", "#b")]),
    ("<!-- <a href='b'> --><?php a ?>", []),
]


@pytest.mark.parametrize(("markup", "found"), WITHIN)
def test_the_elements_that_lead_somewhere_are_found(markup: str, found: list[tuple[str, str, str]]) -> None:
    linking = linking_elements(parse_content(markup))
    assert [(element.tag, attribute, address) for element, attribute, address in linking] == found


def test_white_space_that_browsers_drop_is_dropped() -> None:
    assert as_browsers_read(" \t\r\n\f a\tb\r\nc d \f") == "abc d"
    assert as_browsers_read("\u00a0a") == "\u00a0a"


@pytest.mark.parametrize(
    ("markup", "hint"),
    [
        ("<link rel='preconnect' href='//a.example'>", True),
        ("<link rel='x DNS-Prefetch'>", True),
        ("<link rel='stylesheet'>", False),
        ("<link>", False),
        ("<a rel='preconnect'>b</a>", False),
    ],
)
def test_a_hint_names_a_host_alone(markup: str, hint: bool) -> None:
    assert is_hint(parse_content(markup)[0]) is hint


IMAGES = {
    ("img", "src"),
    ("img", "srcset"),
    ("source", "srcset"),
    ("link", "imagesrcset"),
    ("input", "src"),
    ("image", "href"),
    ("image", "xlink:href"),
    ("video", "poster"),
    ("table", "background"),
    ("td", "background"),
    ("th", "background"),
}


def test_images_are_told_from_other_addresses() -> None:
    for attribute, tags in LINKING.items():
        for tag in tags:
            element = lxml.html.fromstring("<div></div>").makeelement(tag)
            assert is_image(element, attribute) is ((tag, attribute) in IMAGES), (tag, attribute)
