"""Editions of one synthetic text in any number of parts, for benchmarks. The output is deterministic.

A part has 15 paragraphs, with 45 cross-references in the running text and 15 notes. It adds 10 terms, 4 people, 10
events, and 20 sources. A page contains at most 200 entries. One reference in ten links to one of the first terms,
which the whole text shares. The others link to entries of the same part or its neighbors. A strict build of the
edition reports no problems.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import yaml

PROJECT = Path(__file__).parents[2]

PARAGRAPHS = 15  # in a part
REFERENCES = 3  # in the running text of a paragraph
OF_A_PART = {"term": 10, "person": 4, "event": 10, "source": 20}
ON_A_PAGE = 200  # entries
HUBS = 10  # terms to which the whole text links
THEMES = {"war": "War", "trade": "Trade", "law": "Law"}
FOLDERS = {"term": "glossary", "person": "people", "event": "timeline", "source": "sources"}

_WORDS = """
    about above across act after again agreement all also among answer any army article because before
    begin between bridge both bring build but calm carry case change charter city claim clear close
    coast come common conference council country court day decide delay demand distant doubt draft each
    early east end enough envoy equal every exchange fair far few field first follow force form free
    full general give good grain great ground growth half harbor hard high hold home hope house idea
    issue join judge keep kind king land large last late law lead letter level light line little long
    lower main many mark market matter meet member mind minister more move name nation near need new
    next north note number offer office old once open order other paper part party pass peace people
    place plain plan point port power press price prince proposal public question quiet railway reach
    reason record remain report rest return right river road rule say sea second see senate settle
    several share ship short side sign small south speak state still street strong subject summer
    support term text theory thing third through time title today together town trade treaty turn under
    union until use vote wait war water way west whole winter with word work world write year
""".split()


@dataclass(frozen=True)
class Item:
    """An entry or source: its id, its page, and its title or label."""

    kind: str
    id: str
    page: str
    title: str


class Text:
    """A text with a given number of parts; :meth:`write` writes its edition to a folder."""

    def __init__(self, parts: int) -> None:
        self.parts = parts
        self._random = random.Random(parts)  # seeded, so that the same text is generated every time
        self._items = {kind: [_item(kind, number) for number in range(n * parts)] for kind, n in OF_A_PART.items()}

    def write(self, folder: Path, *, with_theme: bool = True) -> None:
        """Writes the files of the edition: ``mkdocs.yml``, and ``plain.yml`` for a plain site with the same pages."""
        docs = folder / "docs"
        self._received = ["A Text in Parts", "Nobody in Particular"]
        for path, text in [*self._essay(), *self._entries(), *self._made()]:
            (docs / path).parent.mkdir(parents=True, exist_ok=True)
            (docs / path).write_text(text, encoding="utf-8")
        (docs / "essay/received.txt").write_text("\n\n".join(self._received) + "\n", encoding="utf-8")
        self._write_settings(folder, with_theme=with_theme)

    def _write_settings(self, folder: Path, *, with_theme: bool) -> None:
        settings = self._settings(folder / "docs")
        if with_theme:
            settings["theme"] = yaml.load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8"), WithoutVariables)[
                "theme"
            ]
            folder_of_theme = settings["theme"].pop("custom_dir")
        plain = settings | {"plugins": ["search"]}
        if with_theme:
            settings["theme"] = settings["theme"] | {"custom_dir": str(PROJECT / folder_of_theme)}
        for name, values in {"mkdocs.yml": settings | {"hooks": _HOOKS}, "plain.yml": plain}.items():
            (folder / name).write_text(yaml.safe_dump(values, allow_unicode=True, sort_keys=False), encoding="utf-8")

    def _settings(self, docs: Path) -> dict[str, object]:
        pages = {
            kind: sorted(f"{name}/{page.name}" for page in (docs / name).glob("[0-9]*.md"))
            for kind, name in FOLDERS.items()
        }
        parts = [_part(number) for number in range(self.parts)]
        nav = [
            "index.md",
            {"Essay": [{f"Part {number}": path} for number, path in enumerate(parts, 1)]},
            {"Glossary": pages["term"]},
            {"People": pages["person"]},
            {"Timeline": ["timeline/index.md", *pages["event"]]},
            {"Claims": "claims.md"},
            {"Sources": pages["source"]},
        ]
        edition = {
            "about": {"title": "A Text in Parts: An Edition", "citation": "Nobody, par. {number}."},
            "parts": parts,
            "received": "essay/received.txt",
            "sources": "sources.yaml",
            "front": {"title": "Title", "byline": "Byline"},
            "pages": {kind: [f"{name}/*.md"] for kind, name in FOLDERS.items()},
            "notes": {
                "context": {"label": "Context"},
                "disputed": {"label": "Disputed", "sources": 2, "listed": "claims"},
            },
            "themes": THEMES,
            "source_kinds": {"press": "Press"},
        }
        return {
            "site_name": "A Text in Parts",
            "site_url": "http://127.0.0.1:8000/",
            "copyright": "Nobody’s.",
            "nav": nav,
            "not_in_nav": "/print.md",
            "theme": {"name": "material", "font": False},
            "plugins": [],
            "markdown_extensions": [
                "attr_list",
                "footnotes",
                "md_in_html",
                "tables",
                {"toc": {"permalink": False}},
            ],
            "validation": {"omitted_files": "warn", "links": {"not_found": "ignore", "anchors": "ignore"}},
            "extra": {"generator": False, "edition": edition},
        }

    # The pages

    def _essay(self) -> list[tuple[str, str]]:
        return [(_part(number), self._part(number)) for number in range(self.parts)]

    def _part(self, number: int) -> str:
        here = _part(number)
        brought = [item for kind in ("term", "person", "event") for item in self._brought(kind, number)]
        aims = [*brought, *(self._near(number) for _ in range(PARAGRAPHS * REFERENCES - len(brought)))]
        self._random.shuffle(aims)
        heading = "# A Text in Parts { #title }\n\nNobody in Particular\n{ #byline }\n"
        blocks = [heading if number == 0 else f"# A Text in Parts {{ #part-{number + 1} .apparatus }}\n"]
        for index in range(PARAGRAPHS):
            name = f"p{number * PARAGRAPHS + index + 1}"
            blocks.append(self._paragraph(here, name, aims[index * REFERENCES : (index + 1) * REFERENCES]))
            blocks.append(self._note(here, name, number, index))
        return "\n".join(blocks)

    def _paragraph(self, here: str, name: str, aims: list[Item]) -> str:
        before, after = [], []  # the received text, and the same text with links
        for aim in aims:
            words, linked = self._some(34), self._some(2)
            before.append(f"{words} {linked}")
            after.append(f"{words} [{linked}]({_link(here, aim)})")
        received, written = (f"{', '.join(each).capitalize()}." for each in (before, before))
        self._received.append(received)
        written = written[0] + ", ".join(after)[1:] + f".[^{name}-note]"
        return f"{written}\n{{ #{name} }}\n"

    def _note(self, here: str, name: str, number: int, index: int) -> str:
        sources = self._brought("source", number)
        cited = [sources[index], sources[(index + 5) % len(sources)]]
        kind = "Disputed" if index % 3 == 0 else "Context"
        words = f"{self._some(18)} [{self._some(2)}]({_link(here, self._near(number))}) {self._some(12)}"
        return f"[^{name}-note]: **{kind}.** {words.capitalize()}. {_cited(here, cited)}\n"

    def _entries(self) -> list[tuple[str, str]]:
        pages = []
        for kind in ("term", "person", "event"):
            for first in range(0, len(self._items[kind]), ON_A_PAGE):
                items = self._items[kind][first : first + ON_A_PAGE]
                entries = [self._entry(item, first + index) for index, item in enumerate(items)]
                title = f"# {FOLDERS[kind].capitalize()} {first // ON_A_PAGE + 1}\n\n{self._sentence(12)}\n"
                pages.append((items[0].page, "\n".join([title, *entries])))
        return pages

    def _entry(self, item: Item, number: int) -> str:
        part = number // OF_A_PART[item.kind]
        day = date(1800, 1, 1) + timedelta(days=7 * number)
        data = f' data-date="{day}" data-theme="{list(THEMES)[number % 3]}"' if item.kind == "event" else ""
        near = [self._near(part) for _ in range(3)]
        sources = self._brought("source", part)
        cited = [sources[number % len(sources)], sources[(number + 15) % len(sources)]]
        text = [f"## {item.title} {{ #{item.id}{data} }}", f"{self._with_links(item.page, near[:1], 26)}"]
        if item.kind != "event":
            text.append(f"{self._with_links(item.page, near[1:], 30)} {_cited(item.page, cited)}")
        return "\n\n".join([*text, f"**Sources.** {_cited(item.page, cited)}", ""])

    def _made(self) -> list[tuple[str, str]]:
        sources = self._items["source"]
        pages = [
            (items[0].page, f"# Sources {first // ON_A_PAGE + 1}\n\n{_SOURCES.format(*_span(items))}\n")
            for first in range(0, len(sources), ON_A_PAGE)
            for items in [sources[first : first + ON_A_PAGE]]
        ]
        records = [self._source(item) for item in sources]
        return [
            *pages,
            ("sources.yaml", "\n".join(records)),
            ("index.md", f"# An edition\n\n{self._sentence(40)}\n\n- [The text]({_part(0)})\n"),
            ("timeline/index.md", "# Timeline\n\n<!-- edition: chronology -->\n\n<!-- edition: path -->\n"),
            ("claims.md", "# Claims\n\n<!-- edition: claims -->\n"),
            (
                "print.md",
                "---\nsearch:\n  exclude: true\n---\n\n# Print\n\n<!-- edition: whole-edition -->\n",
            ),
        ]

    def _source(self, item: Item) -> str:
        title, family, year = self._some(6).capitalize(), item.title.split()[0], item.title.split()[1]
        return (
            f"- id: {item.id}\n  label: {item.title}\n  kind: press\n  type: article-newspaper\n"
            f"  author:\n    - {{family: {family}, given: Anne}}\n  title: {title}\n"
            f"  container-title: The Daily {self._some(1).capitalize()}\n  issued: '{year}'\n"
            f"  URL: https://example.org/{item.id}\n"
        )

    # Words and references

    def _brought(self, kind: str, part: int) -> list[Item]:
        count = OF_A_PART[kind]
        return self._items[kind][part * count : (part + 1) * count]

    def _near(self, part: int) -> Item:
        """Returns an entry near a part, or one of the terms that the whole text shares."""
        if self._random.random() < 0.1:
            return self._random.choice(self._items["term"][:HUBS])
        near = min(max(part + self._random.choice((-2, -1, 0, 0, 1, 2)), 0), self.parts - 1)
        return self._random.choice(self._brought(self._random.choice(("term", "person", "event")), near))

    def _with_links(self, here: str, aims: list[Item], words: int) -> str:
        each = words // len(aims) - 2
        links = [f"{self._some(each)} [{self._some(2)}]({_link(here, aim)})" for aim in aims]
        return f"{' '.join(links).capitalize()}."

    def _sentence(self, words: int) -> str:
        return f"{self._some(words).capitalize()}."

    def _some(self, words: int) -> str:
        return " ".join(self._random.choices(_WORDS, k=words))


class WithoutVariables(yaml.SafeLoader):
    """Reads settings, and ignores values from environment variables."""


WithoutVariables.add_constructor("!ENV", lambda _loader, _node: "")

_HOOKS = [str(PROJECT / "hooks" / name) for name in ("check_links.py", "annotated_edition.py")]
_SOURCES = "<!-- edition: sources {}-{} -->"


def _part(number: int) -> str:
    return f"essay/part-{number + 1:04}.md"


def _item(kind: str, number: int) -> Item:
    page = f"{FOLDERS[kind]}/{number // ON_A_PAGE + 1:03}.md"
    if kind == "source":
        label = f"{_letters(number // ON_A_PAGE)}{_letters(number % ON_A_PAGE).lower()} {1800 + number % 200}"
        return Item(kind, f"{kind}-{number + 1}", page, label)
    return Item(kind, f"{kind}-{number + 1}", page, f"{kind.capitalize()} {number + 1}")


def _letters(number: int) -> str:
    """Returns three letters that sort like the number."""
    return "".join(chr(ord("A") + number // step % 26) for step in (676, 26, 1)).capitalize()


def _span(items: list[Item]) -> tuple[str, str]:
    return items[0].title[:3], items[-1].title[:3]


def _link(here: str, item: Item) -> str:
    return f"#{item.id}" if item.page == here else f"../{item.page}#{item.id}"


def _cited(here: str, sources: list[Item]) -> str:
    return "; ".join(f"[{source.title}]({_link(here, source)})" for source in sources)
