"""What contributed markup may do in a reader's browser: show words, pictures and links, and nothing else.

Elements are allowed by name, so that what a browser learns tomorrow is refused today; attributes are refused
by what they do. After the HTML standard (https://html.spec.whatwg.org/), SVG 2, MathML Core and, for what an
address is, the URL standard (https://url.spec.whatwg.org/).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape

from link_checks.suggestions import closest

HTML = frozenset(
    """
    a abbr acronym address article aside audio b bdi bdo big blockquote br caption center cite code col
    colgroup data dd del details dfn dir div dl dt em figcaption figure font footer h1 h2 h3 h4 h5 h6 header
    hgroup hr i img ins kbd li main map area mark menu nav nobr ol p picture pre q rp rt ruby s samp search
    section small source span strike strong sub summary sup table tbody td tfoot th thead time tr track tt u
    ul var video wbr
    """.split()
)
SVG = frozenset(
    """
    svg g path rect circle ellipse line polyline polygon text tspan textpath desc defs symbol use image
    lineargradient radialgradient stop pattern clippath mask marker filter feblend fecolormatrix
    fecomponenttransfer fecomposite feconvolvematrix fediffuselighting fedisplacementmap fedistantlight
    fedropshadow feflood fefunca fefuncb fefuncg fefuncr fegaussianblur femerge femergenode femorphology
    feoffset fepointlight fespecularlighting fespotlight fetile feturbulence switch view
    """.split()
)
MATHML = frozenset(
    """
    math mrow mi mn mo ms mtext mspace mfrac msqrt mroot mstyle merror mpadded mphantom mfenced menclose
    msub msup msubsup munder mover munderover mmultiscripts mprescripts none mtable mtr mtd semantics
    annotation
    """.split()
)
# In a file of SVG these do no harm; in a page a parser may take them for something else.
SVG_FILE = SVG | frozenset("a title style metadata animate animatemotion animatetransform mpath set".split())

_SCRIPT_HINT = "scripts belong to the theme; a page holds words, pictures and links"
_FORM_HINT = "a page asks nothing of its readers; give an address to write to, [words](mailto:...)"
_FRAME_HINT = "link to it instead, [words](https://...)"
_HEAD_HINT = "what stands in a page's head is the theme's"
_STYLE_HINT = "styles stand in the style sheets that mkdocs.yml names"
_FORM = """
    form input button select option optgroup datalist textarea label fieldset legend output progress meter
    keygen isindex dialog
    """.split()
_FRAMES = """
    iframe frame frameset noframes object embed applet param portal fencedframe noembed webview
    """.split()
_REFUSED = {
    "script": ("runs a program in the reader's browser", _SCRIPT_HINT),
    "template": ("may hold what no check sees", _SCRIPT_HINT),
    "noscript": ("is read differently with and without scripts", "write what it holds without it"),
    "style": ("changes the whole page, and may load what it likes", _STYLE_HINT),
    "foreignobject": ("puts a page into a picture", "use <text>"),
    "title": ("may be taken for the page's own title", 'name the picture with aria-label="..."'),
    **dict.fromkeys(("link", "meta", "base", "head", "body", "html"), ("changes the whole page", _HEAD_HINT)),
    **dict.fromkeys(_FORM, ("belongs to a form", _FORM_HINT)),
    **dict.fromkeys(_FRAMES, ("shows something else inside the page", _FRAME_HINT)),
    **dict.fromkeys(
        ("animate", "animatemotion", "animatetransform", "animatecolor", "set", "discard"),
        ("changes other elements of the page", "use a picture that stands still"),
    ),
}

# Attributes that load, send, or run something, wherever they stand.
_ACTING = frozenset(
    """
    action formaction formtarget background ping srcdoc manifest lowsrc dynsrc classid codebase archive
    profile data http-equiv shadowrootmode shadowrootclonable shadowrootdelegatesfocus
    shadowrootserializable attributionsrc nonce is xml:base imagesrcset blocking
    datasrc datafld behavior implementation autofocus
    """.split()
)
_LOADING = frozenset({"src", "srcset", "poster"})
_MEDIA = {"img": "this image", "image": "this image", "audio": "this sound", "video": "this video"}
_CITING = frozenset({"href", "xlink:href", "cite", "longdesc"})
_LINKS = frozenset({"a", "area", "blockquote", "q", "ins", "del", "img"})
_NAME = re.compile(r"[a-z_][a-z0-9_.:-]*", re.IGNORECASE)
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_RUNNING = frozenset(
    """
    javascript vbscript livescript mocha data blob filesystem about view-source jar mhtml ms-its mk res
    wyciwyg
    """.split()
)
_CSS_FETCHING = ("@import", "@font-face", "@charset", "@namespace", "image-set(", "cross-fade(", "paint(")
_CSS_RUNNING = ("expression(", "behavior:", "behaviour:", "-moz-binding", "javascript:", "vbscript:")
_CSS_COMMENT = re.compile(r"/\*.*?(?:\*/|\Z)", re.DOTALL)
_CSS_ADDRESS = re.compile(r"(?:url|src|image)\(\s*[\"']?([^\"')]*)", re.IGNORECASE)
_CONTROL = "".join(map(chr, range(0x21)))


@dataclass(frozen=True)
class Harm:
    """What is wrong with an element: ``attribute`` and ``value`` are empty where it is the element itself."""

    code: str
    message: str
    hint: str
    tag: str
    attribute: str = ""
    value: str = ""


def harms_of_element(tag: str, attributes: Mapping[str, str]) -> Iterator[Harm]:
    """What an element of a page may not be or do. ``tag`` and the attributes' names are in lower case."""
    if tag not in HTML and tag not in SVG and tag not in MATHML:
        yield harm_of_name(tag)
        return
    for name, value in attributes.items():
        yield from harms_of_attribute(tag, name, value)


def harm_of_name(tag: str, where: str = "page") -> Harm:
    """Why an element is refused, in a page or in a picture."""
    if tag in _REFUSED:
        what, hint = _REFUSED[tag]
        return Harm("unsafe-element", f"<{tag}> {what}", hint, tag)
    hint = f"for the words write &lt;{tag}&gt;" if where == "page" else "take it out"
    if guess := closest(tag, HTML if where == "page" else SVG_FILE):
        hint += f"; or did you mean <{guess}>?"
    return Harm("unsafe-element", f"<{tag}> is no element of a {where}", hint, tag)


def harms_of_attribute(tag: str, name: str, value: str) -> Iterator[Harm]:
    """What an attribute may not be or do."""

    def harm(code: str, message: str, hint: str) -> Harm:
        return Harm(code, message, hint, tag, name, value)

    if not _NAME.fullmatch(name):
        yield harm(
            "unsafe-attribute", f"<{tag}> has an attribute of the name '{name}'", "is a quotation mark wrong?"
        )
    elif name.rpartition(":")[2].startswith("on"):
        yield harm(
            "unsafe-attribute", f"'{name}' on <{tag}> runs a program in the reader's browser", _SCRIPT_HINT
        )
    elif name in _ACTING:
        yield harm(
            "unsafe-attribute", f"'{name}' on <{tag}> loads, sends or starts something", "leave it out"
        )
    elif name == "style":
        if why := fault_of_style(value):
            yield harm("unsafe-style", f"the style of <{tag}> {why}", _STYLE_HINT)
    elif name in _LOADING or (tag in ("image", "feimage") and name in _CITING):
        yield from _harms_of_loading(tag, name, value)
    elif name in _CITING and tag in _LINKS:
        if scheme := running_scheme(value):
            hint = "link to a page, a file, or https://..."
            yield harm(
                "unsafe-address", f"address '{_short(value)}' with '{scheme}:' runs or holds a program", hint
            )
    elif name in _CITING and not value.strip().startswith("#"):
        hint = f'only what stands in the same picture, {name}="#..."'
        yield harm("remote-load", f"<{tag}> takes in '{_short(value)}'", hint)
    elif "url(" in value.lower() and tag in SVG and (why := fault_of_style(value)):
        yield harm(
            "unsafe-style", f"'{name}' on <{tag}> {why}", "only what stands in the same picture, url(#...)"
        )


def _harms_of_loading(tag: str, name: str, value: str) -> Iterator[Harm]:
    for address in value.replace(",", " ").split() if name == "srcset" else [value]:
        if scheme := running_scheme(address):
            message = f"address '{_short(address)}' with '{scheme}:' runs or holds a program"
            hint = "put the picture into a file of its own, and name the file"
            yield Harm("unsafe-address", message, hint, tag, name, value)
        elif is_elsewhere(address):
            what = _MEDIA.get(tag, f"<{tag}>")
            message = (
                f"{what} is loaded from elsewhere, '{_short(address)}', which would learn of every reader"
            )
            hint = "put the file beside the page, and name it; or link to it, [words](https://...)"
            yield Harm("remote-load", message, hint, tag, name, value)
        else:
            continue
        return


def _short(value: str, longest: int = 60) -> str:
    plain = " ".join(value.split())
    return plain if len(plain) <= longest else f"{plain[: longest - 1]}…"


def _as_read(address: str) -> str:
    """An address as a browser reads it: no white space around it, no tabs and line ends in it."""
    address = address.strip(_CONTROL)
    return address.replace("\t", "").replace("\n", "").replace("\r", "")


def _readings(address: str) -> tuple[str, str]:
    """An address, and what comes of it if its entities are undone once more."""
    return _as_read(address), _as_read(unescape(address))


def running_scheme(address: str) -> str:
    """The scheme of an address that runs a program or holds a whole document, or nothing."""
    for reading in _readings(address):
        match = _SCHEME.match(reading)
        if match and match[1].lower() in _RUNNING:
            return match[1].lower()
    return ""


def is_elsewhere(address: str) -> bool:
    """Whether what an address names is not beside the page: it has a scheme, or a host."""
    return any(
        _SCHEME.match(reading) or reading[:2] in ("//", "\\\\", "/\\", "\\/")
        for reading in _readings(address)
    )


def fault_of_style(style: str) -> str:
    """What a style does that it may not: it runs, loads from elsewhere, or hides what it says. Or nothing."""
    if "\\" in style:
        return "has a backslash in it, which can hide what it does"
    plain = _CSS_COMMENT.sub("", unescape(style)).lower()
    packed = "".join(plain.split())
    for word in _CSS_RUNNING:
        if word in packed:
            return f"holds '{word}', which can run a program"
    for word in _CSS_FETCHING:
        if word in packed:
            return f"holds '{word}', which can load what it likes"
    for match in _CSS_ADDRESS.finditer(plain):
        if is_elsewhere(match[1]):
            return f"loads '{_short(match[1])}'"
    return ""
