"""Find broken tags in raw HTML, such as those with an unclosed quotation mark or a misspelled attribute.

A parser misreads or drops such tags, so the checks search for them in the Markdown, outside code.
"""

import re
from collections.abc import Iterator

from markdown.inlinepatterns import HTML_RE

from link_checks.checks.link_faults import corrected_target
from link_checks.page import Finder, Page
from link_checks.problem import Problem
from link_checks.site import Site

_WANTED = {"a": "href", "area": "href"} | dict.fromkeys(
    ("img", "iframe", "source", "video", "audio", "embed", "track"), "src"
)
_LEADING = "|".join(_WANTED)
# The start of a tag with a link. _BROKEN finds it only where Markdown finds no valid tag.
_SHOWN = re.compile(
    rf"<\s?(?:(?:{_LEADING})\b[^<>]{{0,200}}?\s|a|img)?\s?(?:href|src|herf|scr)(?=\s*[=:\"'“”])"
    rf"|<\s?(?:a|img)\s?=?\s?(?=[\"'“”])",
    re.IGNORECASE,
)
_BROKEN = re.compile(rf"(?!{HTML_RE})(?:{_SHOWN.pattern})", re.IGNORECASE)
# A tag with a quotation mark that is not closed before the tag ends.
_UNQUOTED = re.compile(
    rf"<(?:{_LEADING})\s[^<>\"']*?(?:href|src)\s*=\s*([\"'])[^<>\"'\n]*>(?![^<>\"'\n]*\1[\s/>])",
    re.IGNORECASE,
)
_BARE_IMAGE = re.compile(r"<img\b(?![^<>]*\b(?:src|srcset|href|scr|id|class)\b)(?![^<>]*[-:@{])[^<>]*>", re.IGNORECASE)
# An image with any other attribute may get its src from a script.
_OF_IMAGES = frozenset({"alt", "title", "width", "height", "loading", "decoding", "align", "border"})


def check_tags(site: Site, page: Page) -> Iterator[Problem]:
    """Report tags of raw HTML that are shown as text, that have no address, or that are not closed."""
    if "<" not in page.source.text:
        return
    yield from _shown_as_text(page)
    yield from _misspelled(site, page)
    yield from _without_source(page)
    yield from _unclosed(site, page)


def _shown_as_text(page: Page) -> Iterator[Problem]:
    code = [str(element.text_content()) for element in page.root.iter("code", "pre")]
    found = page.source.find_markup(_UNQUOTED)
    unquoted = {location: written for written, location in found if not any(written in text for text in code)}
    for location, written in unquoted.items():
        yield page.problem(location, "broken-tag/quotation-mark", written=written)
    count = sum(len(_SHOWN.findall(text)) for text in page.texts if "<" in text)
    for written, location in page.source.find_markup(_BROKEN)[:count] if count else ():
        if location not in unquoted:
            yield page.problem(location, "broken-tag", written=f"{written}...")


def _misspelled(site: Site, page: Page) -> Iterator[Problem]:
    """Report misspelled attributes of elements without a correct one."""
    finder = Finder(page)
    for element in page.root.iter(*_WANTED):
        wanted = _WANTED[element.tag]
        if wanted in element.attrib or "srcset" in element.attrib:
            continue
        for name in element.attrib:
            if not _is_misspelling(name, wanted):
                continue
            pattern = re.compile(rf"<{element.tag}\s[^<>]*?(?<![\w-]){re.escape(name)}\s*=", re.IGNORECASE)
            if (found := finder.next(page.source.find_markup, pattern)) is not None:
                target = corrected_target(site, page, element.get(name) or "", "html")
                guess = f'<{element.tag} {wanted}="{target}">' if target else ""
                details = {"tag": element.tag, "name": name, "wanted": wanted, "guess": guess}
                yield page.problem(found.location, "broken-tag/misspelled", **details)


def _is_misspelling(name: str, wanted: str) -> bool:
    """Return whether a name has the letters of another, or one more or fewer, or is the wrong one of href and src."""
    if name in ("href", "src") or sorted(name) == sorted(wanted):
        return True
    if not name.isalpha() or name == "ref":  # an attribute of a framework
        return False
    longer, shorter = (name, wanted) if len(name) > len(wanted) else (wanted, name)
    without_one = (longer[:at] + longer[at + 1 :] for at in range(len(longer)))
    return len(longer) - len(shorter) == 1 and shorter in without_one


def _without_source(page: Page) -> Iterator[Problem]:
    images = page.root.xpath(".//img[not(ancestor::picture)]")
    count = sum(_OF_IMAGES.issuperset(image.keys()) for image in images)
    for written, location in page.source.find_markup(_BARE_IMAGE)[:count]:
        yield page.problem(location, "broken-tag/source", written=written)


def _unclosed(site: Site, page: Page) -> Iterator[Problem]:
    """Report unclosed links of raw HTML. Skip pages with Jinja tags, which may close a link."""
    unclosed = [] if "{%" in page.source.text else page.source.html.unclosed_links
    rendered = {link.location for link in site.links(page)} if unclosed else ()
    for location in unclosed:
        if location in rendered:
            yield page.problem(location, "broken-tag/unclosed-link")
