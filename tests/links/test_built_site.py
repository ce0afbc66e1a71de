"""A folder of finished pages is read as the values that a build has: pages, addresses, titles, files."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from link_checks.built_site import (
    ARTICLE,
    BuiltSite,
    document_files,
    find_content,
    is_published,
    read_built_site,
    split_content,
    title_of,
)
from link_checks.page import parse_content, write_content
from link_checks.project import read_project

MADE = {True: "{}index.html", False: "{}.html"}


def finished(title: str, content: str, after: str = "") -> str:
    head = f"<!doctype html><html><head><title>{title}</title></head>"
    return f'{head}<body><title>No title</title><article class="{ARTICLE}">{content}</article>{after}</body></html>'


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
        "sub/index.md": "---\nlang: a: b\n---\n# Sub\n",
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
    (old,) = site.site.static_pages.values()
    assert (old.path, old.file, old.url) == ("OLD.HTML", "docs/OLD.HTML", "OLD.HTML")
    assert old.root.text_content() == "é"
    assert list(site.site.drawings) == ["pic.svg"]
    assert {"OLD.HTML", "pic.svg", "x.css"} <= set(site.site.file_addresses)
    assert not {page.url for page in site.site.pages} & set(site.site.file_addresses)


def test_what_is_wrong_beside_the_pages_is_told_in_its_own_file(site: BuiltSite) -> None:
    reported = sorted(str(problem) for problem in site.check())
    assert [line.partition(" ")[0] for line in reported] == [
        "docs/b.md:3:1:",
        "docs/pic.svg:1:41:",
        "docs/sub/index.md:2:8:",
        "docs/x.css:1:17:",
    ]
    assert "broken link: sub/z.md has no anchor '#p'" in reported[0]
    assert "style sheet loads missing file 'gone.png'" in reported[3]


def test_links_around_the_content_count_from_the_page_on_which_they_are(site: BuiltSite) -> None:
    path, above = ("sub/z/index.html", "../../") if site.project.pages_are_folders else ("sub/z.html", "../")
    shown = f'<a href="{above}x.css">a</a><a href="{above}gone.css">b</a>'
    write(site.project.folder / "site", {path: finished("Z - Words", "<h1>Z</h1>", shown)})
    again = read_built_site(site.project, site.project.folder / "site", "site")
    others = {"404.html": '<a href="/x.css">a</a><a href="/lost.css">b</a>'}
    missing = (
        "mkdocs.yml: broken link: there is no page or file '{}' (the theme writes it into its pages, first into {};"
    )
    assert [str(problem).partition(" a setting")[0] for problem in again.check_page_shells(others)] == [
        missing.format("gone.css", path),
        missing.format("lost.css", "404.html"),
    ]


CONFIG = """\
site_name: Words
site_url: https://example.org/
use_directory_urls: {}
theme: {{name: material, custom_dir: own}}
exclude_docs: draft.md
nav: [index.md, lost.md]
"""


@pytest.mark.parametrize("folders", [True, False])
def test_settings_and_templates_of_a_built_site_are_checked_as_mkdocs_does(folders: bool, tmp_path: Path) -> None:
    (tmp_path / "mkdocs.yml").write_text(CONFIG.format(str(folders).lower()), encoding="utf-8")
    draft, home = "draft/" if folders else "draft.html", "https://example.org/"
    text = "[a](draft.md) and\n[b](https://example.org/)\n"
    content = f'<p><a href="{draft}">a</a> and <a href="{home}">b</a></p>'
    write(tmp_path / "docs", {"index.md": text, "draft.md": "# Draft\n"})
    write(tmp_path / "own", {"main.html": '<p>\n<a href="gone/">c</a>'})
    write(tmp_path / "site", {"index.html": finished("Words", content, '<a href="gone/">c</a>')})
    site = read_built_site(read_project(tmp_path / "mkdocs.yml"), tmp_path / "site", "site")
    reported = map(str, [*site.check(), *site.check_page_shells({})])
    assert [f"{line.partition(': ')[0]} {line.rpartition(' ')[2]}" for line in reported] == [
        "docs/index.md:1:1 [unpublished-page]",
        "docs/index.md:2:1 [own-address]",
        "mkdocs.yml:6:17 [missing-page]",
        "own/main.html:2:9 [missing-page]",
    ]


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
        "<p>a</p> words\n",
        "words alone",
        "",
    ],
)
def test_nothing_of_an_article_is_lost_where_it_is_taken_apart(inside: str) -> None:
    before, root, after = split_content(inside)
    again = before + write_content(root) + after
    assert again.replace('"', "'").split() == inside.replace('"', "'").split()
    assert "md-" not in write_content(root)


def test_a_page_without_an_article_and_a_file_that_is_not_utf_8_are_reported(site: BuiltSite) -> None:
    project = site.project
    made = next(page.path for page in site.pages.values() if page.page.path == "b.md")
    write(project.folder / "site", {made: "<!doctype html><title>B</title><p>b</p>"})
    (project.documents / "a b.md").write_bytes(b"# A\xff\n")
    for file in project.documents.rglob("*.md"):
        os.utime(file, (0, 0))
    first, second = map(str, read_built_site(project, project.folder / "site", "site").problems)
    assert first == "docs/a b.md:1:1: this file is not UTF-8 (save it as UTF-8) [encoding]"
    assert second.startswith("docs/b.md: ")
    assert made in second
    assert second.endswith(" [no-content]")


def test_addresses_that_a_generator_made_of_missing_pages_are_those_that_were_written(site: BuiltSite) -> None:
    project, folders = site.project, site.project.pages_are_folders
    gone, lost = ("../sub/gone/#x", "../lost/") if folders else ("sub/gone.html#x", "lost.html")
    here, there = ("../sub/z/", "/sub/gone/#x") if folders else ("sub/z.html", "/sub/gone.html#x")
    links = "".join(f'<a href="{address}">a</a>' for address in (gone, here, there, "#p", lost))
    path = "b/index.html" if folders else "b.html"
    write(project.documents, {"b.md": "[a](sub/gone.md#x) [a](sub/z.md) [a](#p) [a](lost.md)\n"})
    os.utime(project.documents / "b.md", (0, 0))
    write(project.folder / "site", {path: finished("B - Words", f"<h1>B</h1><p>{links}</p>")})
    page = read_built_site(project, project.folder / "site", "site").pages["b.md"].page
    assert [link.get("href") for link in page.root.iter("a")] == ["sub/gone.md#x", here, there, "#p", "lost.md"]


ARTICLE_TAG = f'<article class="a {ARTICLE}">'


@pytest.mark.parametrize(
    ("html", "inside"),
    [
        (f"<p>{ARTICLE_TAG}x</article>", "x"),
        (f"<script>'{ARTICLE_TAG}no</article>'</script>{ARTICLE_TAG}yes</article>", "yes"),
        (f"<style>{ARTICLE_TAG}</style><article>other</article>{ARTICLE_TAG}a<article>b</article>c</article>d", "a<article>b</article>c"),
        (f"{ARTICLE_TAG}never closed", None),
        (f"<article>x</article>{ARTICLE_TAG}never closed", None),
        ("</article><article>x</article>", None),
    ],
)  # fmt: skip
def test_the_content_is_inside_of_the_themes_article(html: str, inside: str | None) -> None:
    span = find_content(html)
    assert (html[slice(*span)] if span else None) == inside


@pytest.mark.parametrize(
    ("before", "content", "after"),
    [
        ("<h1>The theme's</h1>", '<h2 id="a">A</h2>', ""),
        ("", '<h1 id="a">A</h1>', '<form class="md-feedback">f</form>'),
        ("", '<!-- c --><p>words</p> and more <aside class="md-source">s</aside> words', ""),
        ("", 'words <aside class="md-source">s</aside>', ""),
    ],
)
def test_what_the_theme_wrote_is_apart_from_the_content(before: str, content: str, after: str) -> None:
    found = split_content(before + content + after)
    assert (found[0].strip(), write_content(found[1]), found[2].strip()) == (before, content, after)


@pytest.mark.parametrize(
    ("head", "content", "title"),
    [
        ("<title>A \n b - Words</title>", "<h1>C</h1>", "A b"),
        ("<title>Words</title>", "<h2>No</h2><div><h1>C <i>d</i></h1></div>", "C d"),
        ("<title>Words</title>", "<p>C</p>", "Words"),
        ("", "<h1>C</h1>", ""),
    ],
)
def test_the_title_of_a_page_is_that_of_its_head_or_else_its_heading(head: str, content: str, title: str) -> None:
    html = f"<html><head>{head}</head><body><title>No</title>{content}</body></html>"
    assert title_of(html, parse_content(content), "Words") == title


@pytest.mark.parametrize(
    ("address", "is_there"),
    [
        ("a/", True),
        ("a", True),
        ("a/index.html#x", True),
        ("a/#gone", False),
        ("A/", False),
        ("a/index.html/", False),
        ("b%20c.txt", True),
        ("b%20c.txt#x", False),
        ("moved.html#x", True),
        ("moved.html#gone", False),
        ("outside.html#any", True),
        ("round.html#x", False),
        ("../secret.txt", False),
        ("", False),
    ],
)
def test_an_address_is_published_if_its_file_and_anchor_exist(tmp_path: Path, address: str, is_there: bool) -> None:
    write(
        tmp_path,
        {
            "secret.txt": "",
            "site/a/index.html": "<p id=x>",
            "site/b c.txt": "",
            "site/moved.html": "<meta http-equiv=refresh content='0; url=a/#y'>",
            "site/outside.html": "<meta http-equiv=refresh content='0; url=https://example.org/'>",
            "site/round.html": "<meta http-equiv=refresh content='0; url=round.html'>",
        },
    )
    assert is_published(tmp_path / "site", address) is is_there
