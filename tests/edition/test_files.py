"""Which files may stand in the documents' folder, and what is said of the others."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading_edition.checks.files import DocsFile, check_files, is_link

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
OF_HOST = "(such files are not contributed; rename it) [file-of-host]"
EDITORS = "is it a copy that an editor left?"
NOT_PUBLISHED = f"(text, data, pictures, sound, film and books are published; {EDITORS}) [file-type]"
PASS = [
    "essay/part-1.md",
    "data.YAML",
    "a.b/c d.PNG",
    "talk.mp3",
    "film.webm",
    "book.epub",
    "é.txt",
    "well-known/x.txt",
    "functions.md",
    "more/_headers.txt",
]
REFUSED = {
    "_headers": f"'_headers' tells a host what to do with the site {OF_HOST}",
    "CNAME": f"'CNAME' tells a host what to do with the site {OF_HOST}",
    "sub/Web.Config": f"'Web.Config' tells a host what to do with the site {OF_HOST}",
    ".well-known/a.txt": f"'a.txt' tells a host what to do with the site {OF_HOST}",
    "Functions/a.md": f"'a.md' tells a host what to do with the site {OF_HOST}",
    "a<b.md": "the file's name holds '<' (letters, digits and hyphens are plain) [file-name]",
    "a>/b.md": "the file's name holds '>' (letters, digits and hyphens are plain) [file-name]",
    'a".md': "the file's name holds '\"' (letters, digits and hyphens are plain) [file-name]",
    "a\x7f.md": "the file's name holds '\\x7f' (letters, digits and hyphens are plain) [file-name]",
    "a\n.md": "the file's name holds '\\n' (letters, digits and hyphens are plain) [file-name]",
    "a.html": "a page of HTML runs whatever it holds: .html is refused "
    "(write it as a page of Markdown, .md) [file-type]",
    "a.HTM": "a page of HTML runs whatever it holds: .htm is refused "
    "(write it as a page of Markdown, .md) [file-type]",
    "a.xhtml": "a page of HTML runs whatever it holds: .xhtml is refused "
    "(pages are Markdown, .md) [file-type]",
    "a.js": "a script runs in every reader's browser: .js is refused "
    "(scripts are those that mkdocs.yml names under extra_javascript) [file-type]",
    "a.css": "a style sheet changes every page: .css is refused "
    "(style sheets are those that mkdocs.yml names under extra_css) [file-type]",
    "a.swf": "a program runs in the reader's browser: .swf is refused (pages are Markdown, .md) [file-type]",
    "a.xsl": "a style sheet of XML may run whatever it holds: .xsl is refused "
    "(pages are Markdown, .md) [file-type]",
    "a.svgz": "what is packed cannot be looked into: .svgz is refused (unpack it, as .svg) [file-type]",
    "a.php": "a program may be run by a host: .php is refused (pages are Markdown, .md) [file-type]",
    "a.md~": f"files of the kind '.md~' are refused {NOT_PUBLISHED}",
    "a.b/README": f"a file without an ending is refused {NOT_PUBLISHED}",
    "end.": f"a file without an ending is refused {NOT_PUBLISHED}",
}


def said(path: str, content: bytes = b"", *, link: bool = False, named: tuple[str, ...] = ()) -> list[str]:
    """What is said of one file; the name by which a contributor calls it is docs/ and its path."""
    file = DocsFile(path, link, lambda: content)
    return [str(problem) for problem in check_files([file], named, lambda name: f"docs/{name}")]


@pytest.mark.parametrize("path", PASS)
def test_a_harmless_file_with_a_plain_name_passes(path: str) -> None:
    assert said(path) == []


@pytest.mark.parametrize(("path", "words"), REFUSED.items())
def test_a_file_is_refused_with_what_it_could_do(path: str, words: str) -> None:
    assert said(path) == [f"docs/{path}: {words}"]


@pytest.mark.parametrize("path", ["a.js", "sub/a.css"])
def test_what_the_settings_name_passes_under_that_path_alone(path: str) -> None:
    assert said(path, named=(path,)) == []
    assert len(said(f"more/{path}", named=(path,))) == 1


def test_a_link_is_told_before_whatever_it_leads_to() -> None:
    words = "a symbolic link can lead out of the folder (put the file itself here) [symbolic-link]"
    assert said("_headers", link=True) == [f"docs/_headers: {words}"]


@pytest.mark.parametrize("ending", "svg SVG xml rdf atom rss tei".split())
def test_a_file_of_xml_is_looked_into(ending: str) -> None:
    found = said(f"a.{ending}", DRAWING)
    assert found
    assert all(line.startswith(f"docs/a.{ending}:1:") for line in found)


def test_other_files_are_not_read() -> None:
    def read() -> bytes:
        raise AssertionError("it was read")

    files = [DocsFile(path, False, read) for path in ("a.md", "a.png", "a.txt", "a.pdf", "a.js")]
    assert len(list(check_files(files, (), str))) == 1


def test_each_file_is_told_by_itself() -> None:
    files = [DocsFile(path, False, lambda: b"") for path in ("a.js", "a.md", "b.css")]
    assert [problem.file for problem in check_files(files, (), lambda path: f"x/{path}")] == [
        "x/a.js",
        "x/b.css",
    ]


def test_a_link_is_seen_in_the_file_and_in_its_folders_but_not_above(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "a.md").write_text("", encoding="utf-8")
    folder = tmp_path / "docs"
    folder.symlink_to(outside)
    (outside / "sub").symlink_to(outside)
    (outside / "b.md").symlink_to(outside / "a.md")
    assert not is_link(folder, "a.md")
    assert is_link(folder, "b.md")
    assert is_link(folder, "sub/a.md")
