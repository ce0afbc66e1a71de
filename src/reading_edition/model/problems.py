"""Creates problems with messages from ``messages.toml``; looks up rules for contributions in ``safety.toml``."""

import tomllib
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from link_checks.invisible_characters import unseen_difference
from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from reading_edition.model.edition import Edition
from reading_edition.model.items import Emendation, Entry, Note, Page, Passage, Source

_MESSAGES, _RULES = (
    tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    for name in ("messages.toml", "safety.toml")
)
Item = Page | Passage | Note | Entry | Source | Emendation


def problem_in(file: str, location: Location | None, key: str, /, **details: Any) -> Problem:
    """Return a problem in a file; ``key`` selects its message, and ``details`` fill in the message or other fields."""
    fields = {name: details.pop(name) for name in ("guess", "target", "fixes") if name in details}
    words, code = _MESSAGES[key], key.partition("/")[0]
    message, hint = words["message"].format(**details), words.get("hint", "").format(**details)
    meant = fields.get("guess") or details.get("there", "")
    unseen = (unseen_difference(text, meant) for text in details.values() if isinstance(text, str))
    message = ", ".join(filter(None, [message, next(filter(None, unseen), "")]))
    return problem_at(file, location, code, message, hint=hint, **fields)


fault = partial(problem_in, "", None)  # a problem whose location is not known yet


def located(fault: Problem, file: str, location: Location | None) -> Problem:
    line, column = location or (0, 0)
    return replace(fault, file=file, line=line, column=column)


def problem(edition: Edition, item: Item, key: str, /, *, location: Location | None = None, **details: Any) -> Problem:
    """Return a problem at an item or at another location in its file; the message can contain fields of ``item``."""
    location = location or getattr(item, "location", None)
    return problem_in(file_of(edition, item), location, key, item=item, **details)


def file_of(edition: Edition, item: Item) -> str:
    """Return the file that contains an item, as contributors name it."""
    if isinstance(item, Emendation):
        return edition.file(edition.settings.emendations)
    if isinstance(item, Source) or (isinstance(item, Entry) and item.kind == "source"):
        return edition.file(edition.settings.sources)
    return item.page.file


def listed(section: str, name: str) -> frozenset[str]:
    return frozenset(_RULES[section][name].split())


def refused(section: str) -> dict[str, tuple[str, str]]:
    """Return what each refused name in a section of ``safety.toml`` does, and how to fix it."""
    return {name: (each["what"], each["hint"]) for each in _RULES[section] for name in each["names"].split()}
