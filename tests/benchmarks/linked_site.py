"""Synthetic sites with many links, to measure the link checks. The output is deterministic.

A page has an image and 20 links: to other pages, to anchors, to external addresses, and by reference. All links are
valid, so a strict build succeeds. ``plain.yml`` builds the same site without the link checks.
"""

from __future__ import annotations

import random
from pathlib import Path

import yaml

SECTIONS, IN_A_FOLDER = 5, 50
LINKS = 20  # on a page
_WORDS = "about bridge carry distant early field ground harbor island journey kind letter market north open".split()
_IMAGE = '<svg xmlns="http://www.w3.org/2000/svg" width="8" height="8"><path d="M0 0h8v8H0z"/></svg>\n'


class LinkedSite:
    """A site with a given number of pages; :meth:`write` writes it to a folder."""

    def __init__(self, pages: int, theme: str = "material") -> None:
        self._paths = ["index.md", *(_path(number) for number in range(1, pages))]
        self._theme = theme
        self._random = random.Random(pages)  # seeded, so that the same site is generated every time

    def write(self, folder: Path) -> None:
        """Writes the pages, ``mkdocs.yml`` with the link checks, and ``plain.yml`` without them."""
        docs = folder / "docs"
        for number, path in enumerate(self._paths):
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(self._page(path, number), encoding="utf-8")
        (docs / "square.svg").write_text(_IMAGE, encoding="utf-8")
        for name, plugins in {"mkdocs.yml": ["search", "link-checks"], "plain.yml": ["search"]}.items():
            settings = {
                "site_name": "Links",
                "site_url": "https://example.org/links/",
                "theme": {"name": self._theme},
                "plugins": plugins,
                "markdown_extensions": ["attr_list", "footnotes", {"toc": {"permalink": True}}],
            }
            (folder / name).write_text(yaml.safe_dump(settings), encoding="utf-8")

    def _page(self, path: str, number: int) -> str:
        links = [self._link(path, each) for each in range(LINKS)]
        each = LINKS // SECTIONS
        sections = [self._section(index, links[index * each : (index + 1) * each]) for index in range(SECTIONS)]
        image = f"![A square]({_relative('square.svg', path)})\n"
        definition = f"[near]: {_relative(self._random.choice(self._paths), path)}\n"
        return "\n".join([f"# Page {number}\n", image, *sections, "[^note]: A note.\n", definition])

    def _section(self, index: int, links: list[str]) -> str:
        mark = "[^note]" if index == 0 else ""
        words = " ".join(f"{self._some(12)} {link}," for link in links)
        return f"## Section {index} {{ #section-{index} }}\n\n{words} {self._some(12)}.{mark}\n"

    def _link(self, path: str, number: int) -> str:
        words, target = self._some(2), _relative(self._random.choice(self._paths), path)
        match number % 5:
            case 0:
                return f"[{words}]({target})"
            case 4 if number > 15:
                return f"[{words}][near]"
            case 4:
                return f"[{words}](https://example.org/{self._random.randrange(1000)}/)"
        return f"[{words}]({target}#section-{self._random.randrange(SECTIONS)})"

    def _some(self, words: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=words))


def _path(number: int) -> str:
    return f"chapter-{number // IN_A_FOLDER:02}/page-{number:04}.md"


def _relative(path: str, page: str) -> str:
    return f"../{path}" if "/" in page else path
