"""What a plugin writes, copies, or moves is reported in the file that a contributor can fix."""

from __future__ import annotations

from pathlib import Path

import yaml
from mkdocs.config import load_config
from mkdocs.structure.files import File

from link_checks.mkdocs_site import folders_of
from support.sites import HOOKS, build_site

# A hook that writes a link into a page, as a plugin for charts, macros, or source code does.
WRITER = """
def on_page_content(html, **_):
    return html.replace("(here)", '<a href="gone.pdf">a</a>')
"""


def test_a_link_from_a_file_that_the_page_names_is_reported_there(tmp_path: Path) -> None:
    hook = tmp_path / "writer.py"
    hook.write_text(WRITER, encoding="utf-8")
    files = {
        "docs/index.md": '# One\n\n{% include "parts/my links.txt" %} (here)\n',
        "docs/two.md": "# Two\n\n(here) parts/other.yml\n",
        "docs/three.md": "# Three\n\n(here)\n",
        "docs/parts/my links.txt": "Words.\n\n[a](../gone.pdf)\n",
        "docs/parts/other.yml": "- a: gone.pdf\n",
    }
    hooks = [str(HOOKS / "check_links.py"), str(hook)]
    why = "(add the file, or write its path relative to this file, such as report.pdf or ../files/report.pdf; {}) "
    why += "[missing-file]"
    assert build_site(tmp_path, files, hooks=hooks, use_directory_urls=False).problems == [
        "docs/parts/my links.txt:3:1: broken link: there is no file '../gone.pdf' "
        + why.format("used in docs/index.md"),
        "docs/parts/other.yml:1:6: broken link: there is no file 'gone.pdf' " + why.format("used in docs/two.md"),
        "writer.py:3:36: broken link: there is no file 'gone.pdf' " + why.format("used in docs/three.md"),
    ]


def test_documents_outside_of_the_project_are_named_by_their_folder(tmp_path: Path) -> None:
    files = {"../words/index.md": "# One\n\n[a](gone.md)\n"}
    (found,) = build_site(tmp_path / "book", files, docs_dir="../words").problems
    assert found.startswith("words/index.md:3:1: broken link: there is no page 'gone.md'")


def test_documents_that_a_plugin_copies_keep_their_names(tmp_path: Path) -> None:
    for settings in ({}, {"docs_dir": "words"}):
        name = settings.get("docs_dir", "docs")
        (tmp_path / name).mkdir()
        (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump({"site_name": "A", **settings}), encoding="utf-8")
        config = load_config(str(tmp_path / "mkdocs.yml"))
        config.docs_dir = str(tmp_path.parent / "copied")
        folders, file = folders_of(config), File("sub/a.md", config.docs_dir, "site", use_directory_urls=True)
        assert (folders.name_of(file), folders.is_own(file)) == (f"{name}/sub/a.md", True)
