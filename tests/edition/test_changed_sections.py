"""A preview converts only the changed sections of a page, and shows the same as if it converted the whole page."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from mkdocs.structure.toc import get_toc

from reading_edition.changed_sections import Parsed, parse_changed
from support.sites import PROJECT

# Those of the edition, and the others whose pages are cached.
EXTENSIONS = "attr_list footnotes md_in_html tables toc abbr admonition codehilite def_list fenced_code sane_lists smarty".split()
LISTS = ["glossary", "people", "timeline/before-1992", "timeline/1992-2007", "timeline/2008-2010", "timeline/since"]
# Pieces of Markdown, many of which let one section change another.
PIECES = [
    "## One { #one }", "## Two { #two data-date=\"2010\" }", "## Three {#three .later}", "## Three again { #three }",
    "## No id", "## Broken { #", "##Close { #close }", "## ", "# Page", "# Other { #other }", "### Inner { #inner }",
    "### Inner", "Setext\n---", "Setext\n===", "words of a paragraph", "words with *emphasis* and `code`",
    "[a link](#one) and [a reference][ref]", "[ref]: #two", "[^1] a note", "[^1]: The note.", "*[HTML]: Markup", "HTML",
    "[TOC]", "- item\n## In a list { #in-list }", "- item\n\n  more", "    ## code", "```", "~~~\n## fenced", "<div>",
    "</div>", "<div markdown>", "<!-- a comment -->", "<!-- an open", "comment -->", "a <b>bold</b> word",
    'a <span class="x">word', 'an <a href="x', "</span>", "1 < 2", "a <!-- b --> c", "<?php", "<![CDATA[", "{ #par }",
    "{ #page }", "> quote\n## in a quote", "!!! note\n    ## inside", "term\n: definition", "| a | b |\n| - | - |\n| c |",
    "&lt;h2&gt;", "<h2>", "text <h2 id=\"raw\">raw</h2>", "\\## escaped", "line  \n## after a break { #break }", "",
]  # fmt: skip
pages = st.lists(st.sampled_from(PIECES), max_size=8).map(lambda pieces: "\n\n".join(["# Page", *pieces]))


def parse(markdown: str) -> Parsed:
    """Converts a page like MkDocs."""
    converter = Markdown(extensions=EXTENSIONS)
    content = converter.convert(markdown)
    return Parsed(content, get_toc(converter.toc_tokens), None, set(re.findall(r'id="([^"]*)"', content)))


def is_same(markdown: str, last: str) -> bool:
    """Returns whether the changed sections were converted alone; fails if that gives anything but the whole page."""
    found, whole = parse_changed(markdown, last, parse(last), parse), parse(markdown)
    if found is not None:
        assert found.content == whole.content
        assert str(found.toc) == str(whole.toc)
        assert (whole.anchors or set()) <= (found.anchors or set())
    return found is not None


@given(pages, pages)
def test_any_two_versions_of_a_page_give_the_same_as_the_whole_page(last: str, markdown: str) -> None:
    is_same(markdown, last)


@given(pages, st.data())
def test_any_edit_of_a_page_gives_the_same_as_the_whole_page(last: str, data: st.DataObject) -> None:
    pieces = last.split("\n\n")
    at = data.draw(st.integers(0, len(pieces)))
    new = data.draw(st.lists(st.sampled_from(PIECES), max_size=2))
    is_same("\n\n".join([*pieces[:at], *new, *pieces[at + data.draw(st.integers(0, 2)) :]]), last)


def test_a_section_may_be_changed_added_moved_or_removed() -> None:
    page, one, two, three = (
        "# Page\n\nWords.",
        "One { #one }\n\n### Inner { #inner }",
        "Two { #two }",
        "Three { #three }",
    )
    versions = ([one, f"{two}\n\nMore."], [one, two, three], [three, one, two], [two, one], [two], [], [three, two])
    last = "\n\n## ".join([page, one, two])
    assert [is_same("\n\n## ".join([page, *sections]), last) for sections in versions] == [True] * len(versions)


@pytest.mark.this_text
@pytest.mark.parametrize("name", LISTS)
def test_an_edit_of_a_list_of_entries_converts_only_the_changed_section(name: str) -> None:
    page = (PROJECT / f"docs/{name}.md").read_text(encoding="utf-8")
    assert is_same(page.replace("**Sources.**", "More.\n\n**Sources.**", 2), page)


def test_a_changed_introduction_converts_the_whole_page() -> None:
    assert not is_same("# Page\n\nNew.\n\n## One { #one }", "# Page\n\nOld.\n\n## One { #one }")
