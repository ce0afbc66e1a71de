"""Extracts the content of a built page as values that tests can compare."""

from __future__ import annotations

import json
import posixpath
from pathlib import Path

import lxml.html
from lxml.html import HtmlElement

from link_checks.built_site import find_content, split_content
from link_checks.page import write_content

Facts = dict[str, str]
_OF_THE_THEME = "assets/"


def pages_of(site: Path) -> dict[str, Path]:
    """Returns the pages of a site, by address."""
    files = {file.relative_to(site).as_posix(): file for file in sorted(site.rglob("*.html"))}
    return {path.removesuffix("index.html"): file for path, file in files.items()}


def facts_of(file: Path) -> Facts:
    """Returns the facts of a page, by name: its content and elements, its head, and its navigation."""
    html = file.read_text(encoding="utf-8")
    span = find_content(html)
    assert span is not None, f"{file}: no content"
    before, root, after = split_content(html[slice(*span)])
    whole = lxml.html.document_fromstring(html[: span[0]] + before + after + html[span[1] :])
    return {
        "content": write_content(root),
        "ids": _lines(root.xpath(".//@id")),
        "paragraphs": _lines(f"{each.get('id')}: {each.text_content()}" for each in _numbered(root)),
        "tooltips": _elements(root, ".//*[starts-with(@id, 'tooltip-')]"),
        "notes": _elements(root, ".//aside"),
        "mentions": _elements(root, ".//ul[contains(@class, 'mentions')]"),
        "title": whole.findtext(".//title") or "",
        "places": _lines(_link(each) for each in whole.xpath("//header//a")),
        "section": _lines(_link(each) for each in whole.xpath("//nav[@class='edition-section']//a")),
        "footer": _lines(_link(each) for each in whole.xpath("//footer//a")),
        "layers": str(len(whole.xpath("//input[@name='layer']"))),
        **{f"head: {name}": value for name, value in _head(whole)},
    }


def search_entries(site: Path) -> list[tuple[str, str, str]]:
    """Returns the entries of the search index: address, title, and text."""
    data = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    return [(entry["location"], entry["title"], entry["text"]) for entry in data["docs"]]


def _numbered(root: HtmlElement) -> list[HtmlElement]:
    return [each for each in root.xpath(".//p | .//li") if (each.get("id") or "")[:1] == "p"]


def _elements(root: HtmlElement, path: str) -> str:
    return _lines(lxml.html.tostring(each, encoding="unicode", with_tail=False) for each in root.xpath(path))


def _link(link: HtmlElement) -> str:
    """Returns the text of a link, its normalized target, and whether it is the current page."""
    address = _plain(link.get("href") or "")
    return f"{' '.join(link.text_content().split())} -> {address} {link.get('aria-current', '')}".strip()


def _plain(address: str) -> str:
    """Normalizes an address: "./a/", "a/", and "a" are equal."""
    return address if "://" in address else posixpath.normpath(address or ".")


def _head(whole: HtmlElement) -> list[tuple[str, str]]:
    """Returns the elements of the head, without the style sheets and scripts of the theme."""
    found = []
    for element in whole.find("head").iter("meta", "link", "script"):
        name = element.get("name") or element.get("property") or element.get("http-equiv") or ""
        address = element.get("href") or element.get("src") or ""
        if _OF_THE_THEME in address and "assets/css/" not in address and "assets/js/" not in address:
            continue
        if element.tag == "link":
            found.append((f"link {element.get('rel')}", _plain(address)))
        elif element.tag == "meta":
            found.append((f"meta {name}", _as_json(element.get("content") or "")))
        else:
            kind = f"script {element.get('type') or ''}".strip()
            found.append((kind, _plain(address) if address else element.text or ""))
    return found


def _as_json(words: str) -> str:
    """Normalizes JSON; returns any other text unchanged."""
    try:
        return json.dumps(json.loads(words), sort_keys=True)
    except ValueError:
        return words


def _lines(texts: object) -> str:
    return "\n".join(str(text) for text in texts)  # type: ignore[attr-defined]
