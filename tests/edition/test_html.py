"""Runs as HTML: the same words on any page, with links that lead to the same places."""

from __future__ import annotations

from functools import partial

import lxml.html
from hypothesis import given
from hypothesis import strategies as st

from link_checks.markdown_source import MarkdownSource
from link_checks.page import Page as RenderedPage
from link_checks.page import parse_content
from link_checks.site import Site
from reading_edition.load.runs import Walker
from reading_edition.load.settings import read_settings
from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.model.runs import Run
from reading_edition.render.html import html_of

URLS = ["", "essay/", "essay/part-1/", "glossary/", "a/b.html"]
WORDS = st.text(st.characters(exclude_categories=["C"]), max_size=20)


def read(html: str, origin: str) -> tuple[tuple[Run, ...], Edition]:
    """The runs of some HTML of a page, and an edition with a page at each address."""
    sources = {url: MarkdownSource("") for url in URLS}
    rendered = [RenderedPage(url, url, url, url, sources[url], parse_content("")) for url in URLS]
    site = Site(rendered, {"map 1.png": "map 1.png"})
    walker = Walker(partial(site.resolve, site.by_path[origin]))
    pages = [Page(url, url, url, url, sources[url]) for url in URLS]
    settings = read_settings({"parts": ["a.md"], "received": "received.txt"})
    return walker.runs(parse_content(html)), Edition(settings=settings, pages=pages)


@given(origin=st.sampled_from(URLS), there=st.sampled_from(URLS), here=st.sampled_from(URLS), words=WORDS)
def test_links_lead_to_the_same_places_from_any_page(origin: str, there: str, here: str, words: str) -> None:
    link = lxml.html.Element("a", href=relative_url(origin, there, "x"))
    link.text = link.tail = words
    runs, edition = read(lxml.html.tostring(link, encoding="unicode"), origin)
    moved = lxml.html.fragment_fromstring(html_of(runs, here, edition), create_parent="p")
    assert moved.text_content() == words + words
    assert moved.find("a").get("href") == relative_url(here, there, "x")


def test_words_and_links_stay_and_ids_classes_and_note_references_go() -> None:
    html = (
        'See <a class="ref" id="c" href="../../glossary/#y" title="&quot;">x &amp; y</a>'
        '<sup id="fnref:n"><a class="footnote-ref" href="#fn:n">1</a></sup>, <em>once</em>.<br>'
    )
    runs, edition = read(html, "essay/part-1/")
    assert html_of(runs, "glossary/", edition) == ('See <a href="#y" title="&quot;">x &amp; y</a>, <em>once</em>.<br>')


def test_links_out_of_the_site_and_files_keep_their_addresses() -> None:
    html = '<a href="https://example.org/?a=1&amp;b=2">x</a> <img src="../map%201.png" alt="A map">'
    runs, edition = read(html, "essay/")
    assert html_of(runs, "essay/part-1/", edition) == (
        '<a href="https://example.org/?a=1&amp;b=2">x</a> <img src="../../map%201.png" alt="A map">'
    )
