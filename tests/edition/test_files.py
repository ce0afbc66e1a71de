"""Which files the documents' folder may contain, and how the others are reported."""

from __future__ import annotations

from pathlib import Path

import pytest

from reading_edition.checks.files import DocsFile, check_files, is_link

DRAWING = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
FOR_HOST = "configures the site's host (rename it or delete it) [file-of-host]"
NAME = "(use letters, digits, and hyphens) [file-name]"
OTHER = "(only text, data, pictures, sound, video, and books are; delete it if an editor left it) [file-type]"
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
    "_headers": f"'_headers' {FOR_HOST}",
    "CNAME": f"'CNAME' {FOR_HOST}",
    "sub/Web.Config": f"'Web.Config' {FOR_HOST}",
    ".well-known/a.txt": f"'a.txt' {FOR_HOST}",
    "Functions/a.md": f"'a.md' {FOR_HOST}",
    "a<b.md": f"the file's name contains '<' {NAME}",
    "a>/b.md": f"the file's name contains '>' {NAME}",
    'a".md': f"the file's name contains '\"' {NAME}",
    "a\x7f.md": f"the file's name contains '\\x7f' {NAME}",
    "a\n.md": f"the file's name contains '\\n' {NAME}",
    "a.html": "a file of type '.html' is not published: an HTML page can run programs "
    "(write a page of Markdown) [file-type]",
    "a.HTM": "a file of type '.htm' is not published: an HTML page can run programs "
    "(write a page of Markdown) [file-type]",
    "a.js": "a file of type '.js' is not published: a script runs in every reader's browser "
    "(name it under extra_javascript) [file-type]",
    "a.css": "a file of type '.css' is not published: a style sheet changes every page "
    "(name it under extra_css in mkdocs.yml) [file-type]",
    "a.swf": "a file of type '.swf' is not published: a program runs in the reader's browser (delete it) [file-type]",
    "a.xsl": "a file of type '.xsl' is not published: a style sheet of XML can run programs (delete it) [file-type]",
    "a.svgz": "a file of type '.svgz' is not published: a packed picture cannot be checked "
    "(unpack it, as .svg) [file-type]",
    "a.php": "a file of type '.php' is not published: a host may run a program (delete it) [file-type]",
    "a.md~": f"a file of type '.md~' is not published {OTHER}",
    "a.b/README": f"a file without an ending is not published {OTHER}",
    "end.": f"a file without an ending is not published {OTHER}",
}


def problems_of(path: str, content: bytes = b"", *, link: bool = False, named: tuple[str, ...] = ()) -> list[str]:
    """The problems of one file, which contributors know as docs/ and its path."""
    file = DocsFile(path, link, lambda: content)
    return [str(problem) for problem in check_files([file], named, lambda name: f"docs/{name}")]


@pytest.mark.parametrize("path", PASS)
def test_accepts_a_harmless_file_with_a_plain_name(path: str) -> None:
    assert problems_of(path) == []


@pytest.mark.parametrize(("path", "words"), REFUSED.items())
def test_refuses_a_file_and_reports_what_it_could_do(path: str, words: str) -> None:
    assert problems_of(path) == [f"docs/{path}: {words}"]


@pytest.mark.parametrize("path", ["a.js", "sub/a.css"])
def test_accepts_what_the_settings_name_under_that_path_alone(path: str) -> None:
    assert problems_of(path, named=(path,)) == []
    assert len(problems_of(f"more/{path}", named=(path,))) == 1


def test_reports_a_symbolic_link_before_anything_else() -> None:
    words = "a symbolic link can lead out of the folder (put the file itself here) [symbolic-link]"
    assert problems_of("_headers", link=True) == [f"docs/_headers: {words}"]


@pytest.mark.parametrize("ending", "svg SVG xml rdf atom rss tei".split())
def test_checks_the_content_of_a_file_of_xml(ending: str) -> None:
    found = problems_of(f"a.{ending}", DRAWING)
    assert found
    assert all(line.startswith(f"docs/a.{ending}:1:") for line in found)


def test_reads_no_other_file() -> None:
    def read() -> bytes:
        raise AssertionError("it was read")

    files = [DocsFile(path, False, read) for path in ("a.md", "a.png", "a.txt", "a.pdf", "a.js")]
    assert len(list(check_files(files, (), str))) == 1


def test_reports_each_file_by_itself() -> None:
    files = [DocsFile(path, False, lambda: b"") for path in ("a.js", "a.md", "b.css")]
    assert [problem.file for problem in check_files(files, (), lambda path: f"x/{path}")] == [
        "x/a.js",
        "x/b.css",
    ]


def test_sees_a_symbolic_link_in_the_file_and_its_folders_but_not_above(tmp_path: Path) -> None:
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
