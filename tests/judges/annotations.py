"""``python tests/judges/annotations.py SITE``: checks that Apache Annotator finds each annotation's words.

Resolves each annotation in the built page, in Chromium. Its passage must be one element, and its quotation must be
unique in the passage. The words found must be the text of its link, or end at the reference of its note. The position
of the annotation in the plain text must have the same words.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

from playwright.sync_api import Browser, Page, sync_playwright
from served import served

sys.path.insert(0, str(Path(__file__).parents[1]))
from support import chromium

HERE = Path(__file__).parent
ESBUILD = HERE / "node_modules/.bin/esbuild"
DATA = "data/annotations.jsonld"
_QUOTE = 0  # the target in the page; the other target of an annotation is in the plain text


def main(site: str) -> int:
    annotations = json.loads(Path(site, DATA).read_text(encoding="utf-8"))["first"]["items"]
    path = chromium.find()
    if path is None:
        raise SystemExit(f"no Chromium was found; install one: {chromium.INSTALL_HINT}")
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(chromium.FLAGS))
        try:
            wrong = [*checked(annotations, address, browser)]
        finally:
            browser.close()
    for line in wrong:
        print(line)
    print(f"Apache Annotator: {len(annotations)} annotations, {len(wrong)} wrong")
    return 1 if wrong or not annotations else 0


def bundled() -> str:
    """Bundles Apache Annotator and annotations.mjs into one script."""
    command = [str(ESBUILD), str(HERE / "annotations.mjs"), "--bundle", "--format=iife", "--log-level=error"]
    try:
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout
    except FileNotFoundError:
        raise SystemExit("esbuild is not installed: make tests/judges/node_modules/ready") from None
    except subprocess.CalledProcessError as error:
        raise SystemExit(f"esbuild: {error.stderr}") from None


def checked(annotations: list[Any], address: str, browser: Browser) -> Iterator[str]:
    """Yields the errors of annotations, page by page."""
    root = _root(annotations)
    script = bundled()
    by_page: dict[str, list[Any]] = {}
    for annotation in annotations:
        for target in annotation["target"]:
            by_page.setdefault(target["source"]["id"], []).append((annotation, target["selector"]))
    for source, asked in by_page.items():
        page = browser.new_page(bypass_csp=True)  # the Content Security Policy of the page forbids the script
        page.goto(urljoin(address, _path(source, root)))
        page.add_script_tag(content=script)
        for annotation, selector in asked:
            wrong = _wrong(page, annotation, selector, address, root)
            if wrong:
                yield f"{annotation['id'].rpartition('#')[2]}: {wrong}"
        page.close()


def _root(annotations: list[Any]) -> str:
    """Returns the address of the site in the annotations; empty if they are relative."""
    first = str(annotations[0]["id"]) if annotations else ""
    return first.partition(DATA)[0]


def _path(source: str, root: str) -> str:
    """Returns the path in the site of the source of an annotation."""
    return urljoin(f"{root or 'site:/'}{DATA}", source).removeprefix(root) if root else urljoin(DATA, source)


def _wrong(page: Page, annotation: Any, selector: Any, address: str, root: str) -> str:
    """Returns the error in one target of an annotation, or an empty string."""
    exact = annotation["target"][_QUOTE]["selector"]["refinedBy"]["exact"]
    if selector["type"] == "TextPositionSelector":
        found = page.evaluate("selector => window.wordsAt(selector)", selector)
        words = [" ".join(each.split()) for each in found]  # the plain text keeps the lines of verse
        return "" if words == [" ".join(exact.split())] else f"the plain text has {found}, not “{exact}”"
    found = page.evaluate("selector => window.found(selector)", selector)
    if found["passages"] != 1 or len(found["ranges"]) != 1:
        return f"{found['passages']} passages, {len(found['ranges'])} quotations with the words “{exact}”"
    return _wrong_range(found["ranges"][0], annotation, exact, address, root)


def _wrong_range(found: Mapping[str, Any], annotation: Any, exact: str, address: str, root: str) -> str:
    if found["words"] != exact:
        return f"“{found['words']}” was found, not “{exact}”"
    name = str(annotation["id"]).rpartition("#")[2]
    if name.startswith("note."):
        note = f"#fn:{name.removeprefix('note.')}"
        return "" if note in found["marks"] else f"no reference to {note} follows the words: {found['marks']}"
    target = urljoin(address, _path(annotation["body"][0]["source"], root))
    links = [unquote(link) for link in found["links"]]
    return "" if unquote(target) in links else f"no link to {target} has these words: {links}"


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1]))
