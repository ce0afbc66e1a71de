"""A folder of finished pages is read as the values that a build has: pages, addresses, titles, files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from link_checks.built_site import ARTICLE, BuiltSite, document_files, read_built_site, split_content
from link_checks.page import write_content
from link_checks.project import read_project

MADE = {True: "{}index.html", False: "{}.html"}


def finished(title: str, content: str) -> str:
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f'{head}<body><title>No title</title><article class="{ARTICLE}">{content}</article></body></html>'


@pytest.fixture(params=[True, False], ids=["folders", "files"])
def site(request: pytest.FixtureRequest, tmp_path: Path) -> BuiltSite:
    """A site built of files in two folders, as folders or as files."""
    folders = request.param
    config = tmp_path / "mkdocs.yml"
    config.write_text(f"site_name: Words\nuse_directory_urls: {str(folders).lower()}\n", encoding="utf-8")
    sources = {
        "README.md": "# Front\n",
        "b.md": "# B\n\n[z](sub/z.md#p)\n",
        "a b.md": "# A b\n",
        "sub/z.md": "# Z\n",
        "sub/index.md": "# Sub\n",
        "OLD.HTML": "<p id='old'>é</p>",
        "pic.svg": "<svg xmlns='http://www.w3.org/2000/svg'><a href='gone'/></svg>",
        "x.css": "p { background: url(gone.png) }\n",
        ".hidden.md": "# Hidden\n",
        ".git/c.md": "# Hidden\n",
    }
    made = {
        "index.html": finished("Words", "<h1 id='front'> Front\n</h1>"),
        "b/index.html": finished("B - Words", '<h1>B</h1><p><a href="../sub/z/#p">z</a></p>'),
        "a b/index.html": finished("A b - Words", "<h1>A b</h1>"),
        "sub/z/index.html": finished("Z - Words", "<h1>Z</h1>"),
        "sub/index.html": finished("Sub - Words", "<h1>Sub</h1>"),
        **{name: sources[name] for name in ("OLD.HTML", "pic.svg", "x.css")},
        "404.html": finished("Words", "<h1>Not found</h1>"),
    }
    if not folders:
        stay = ("index.html", "sub/index.html")
        made = {
            path if path in stay else path.replace("/index.html", ".html"): text.replace("../sub/z/#", "sub/z.html#")
            for path, text in made.items()
        }
    write(tmp_path / "docs", sources)
    write(tmp_path / "site", made)
    return read_built_site(read_project(config), tmp_path / "site", "site")


def write(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
        os.utime(file, (0, 0))


def test_the_pages_stand_in_order_under_their_addresses_and_titles(site: BuiltSite) -> None:
    as_folders = [
        ("README.md", "", "Front"),
        ("a b.md", "a%20b/", "A b"),
        ("b.md", "b/", "B"),
        ("sub/index.md", "sub/", "Sub"),
        ("sub/z.md", "sub/z/", "Z"),
    ]
    as_files = [
        ("README.md", "index.html", "Front"),
        ("a b.md", "a%20b.html", "A b"),
        ("b.md", "b.html", "B"),
        ("sub/index.md", "sub/index.html", "Sub"),
        ("sub/z.md", "sub/z.html", "Z"),
    ]
    found = [(page.path, page.url, page.title) for page in site.site.pages]
    assert found == (as_folders if site.project.pages_are_folders else as_files)
    assert site.problems == []
    (link,) = site.site.links(site.site.by_path["b.md"])
    assert (link.target.kind, link.target.path, link.target.fragment) == ("page", "sub/z.md", "p")


def test_what_is_published_as_it_stands_is_read_as_well(site: BuiltSite) -> None:
    (old,) = site.site.static_pages
    assert (old.path, old.file, old.url) == ("OLD.HTML", "docs/OLD.HTML", "OLD.HTML")
    assert old.root.text_content() == "é"
    assert [drawing.path for drawing in site.site.drawings] == ["pic.svg"]
    assert {"OLD.HTML", "pic.svg", "x.css"} <= set(site.site.file_addresses)
    assert not {page.url for page in site.site.pages} & set(site.site.file_addresses)


def test_what_is_wrong_beside_the_pages_is_told_in_its_own_file(site: BuiltSite) -> None:
    reported = sorted(str(problem) for problem in site.check())
    assert [line.partition(" ")[0] for line in reported] == [
        "docs/b.md:3:1:",
        "docs/pic.svg:1:41:",
        "docs/x.css:1:17:",
    ]
    assert "broken link: sub/z.md has no anchor '#p'" in reported[0]
    assert "style sheet loads missing file 'gone.png'" in reported[2]


def test_files_stand_an_index_first_then_by_name_and_hidden_ones_are_none(tmp_path: Path) -> None:
    names = ["z.md", "index.md", "a.md", ".x.md", "sub/README.md", "sub/A.md", ".git/config", "a.txt"]
    write(tmp_path, dict.fromkeys(names, ""))
    assert list(document_files(tmp_path)) == [
        "index.md",
        "a.md",
        "a.txt",
        "z.md",
        "sub/README.md",
        "sub/A.md",
    ]


def test_a_file_without_a_page_and_a_page_that_is_older_are_told(site: BuiltSite) -> None:
    docs = site.project.documents
    write(docs, {"new.md": "# New\n", "b.md": "# B\n"})
    os.utime(docs / "b.md")
    built = read_built_site(site.project, site.project.folder / "site", "built")
    remedy = "build the site again"
    assert [str(problem) for problem in built.problems] == [
        f"docs/b.md: this file was changed after built/ was built ({remedy}) [not-built]",
        f"docs/new.md: built/ has no page that was made of this file ({remedy}) [not-built]",
    ]


@pytest.mark.parametrize(
    "inside",
    [
        '\n<a href="#a" class="md-skip">Skip</a>\n<a class="md-content__button" href="x">e</a> <h1>A</h1>',
        '<a class="md-content__button" href="x">edit</a> words <b>c</b> <form class="md-feedback"></form>\n',
        "<p>a</p> <form class='md-feedback'></form> <aside class='md-source-file'>x</aside>",
        "words alone",
        "",
    ],
)
def test_nothing_of_an_article_is_lost_where_it_is_taken_apart(inside: str) -> None:
    before, root, after = split_content(inside)
    again = before + write_content(root) + after
    assert again.replace('"', "'").split() == inside.replace('"', "'").split()
    assert "md-" not in write_content(root)
