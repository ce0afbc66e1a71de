"""Draws the edition's maps as SVG, from the description and the outlines beside each."""

import json
from collections.abc import Collection, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from link_checks.suggestions import closest
from reading_edition.cli.built_edition import built_edition
from reading_edition.cli.errors import CommandError
from reading_edition.cli.map_drawing import draw
from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition

_OUTLINES = "outlines.json"


def run(config_file: str) -> None:
    with built_edition(config_file) as built:
        edition, folder = built.edition, built.folder
    if not edition.settings.drawings:
        hint = "add 'drawings: [maps/NAME.svg]' under extra.edition"
        raise CommandError(f"{config_file}: the edition has no maps ({hint})")
    for path in edition.settings.drawings:
        (folder / path).write_text(drawing(path, folder, edition), encoding="utf-8")
        print(f"{edition.file(path)}: {(folder / path).stat().st_size // 1024} KiB")


def drawing(path: str, folder: Path, edition: Edition) -> str:
    """The map at a path of the documents' folder, as SVG.

    Its description is the YAML file of the same name. Raises :class:`CommandError` for what is wrong there.
    """
    file, name = (folder / path).with_suffix(".yaml"), edition.file(path).removesuffix(".svg") + ".yaml"
    entries = {entry.id: entry for entry in edition.entries}
    try:
        about = yaml.safe_load(file.read_text(encoding="utf-8"))
        outlines = json.loads(file.with_name(_OUTLINES).read_text(encoding="utf-8"))[about["outlines"]]
        if faults := [*_faults(about, outlines, entries)]:
            raise CommandError("\n".join(f"{name}: {fault}" for fault in faults))
        return draw(file.stem, about, outlines, lambda entry: relative_url(path, entries[entry].page.url, entry))
    except (OSError, ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise CommandError(f"{name}: this map cannot be read: {error}") from error
    except KeyError as error:
        raise CommandError(f"{name}: this map has no {error} (add it, as in reference/commands.md)") from error


def _faults(about: Mapping[str, Any], outlines: Mapping[str, Any], entries: Collection[str]) -> Iterator[str]:
    """Each name in a description of something that does not exist, with what was probably meant."""
    lines, groups = about["disputed"], about["groups"].values()
    names = [(f"the entry of {name}", each["entry"], entries) for name, each in about.get("places", {}).items()]
    names += [("the state", state, outlines["areas"]) for group in groups for state in group["states"]]
    names += [("the state", state, outlines["areas"]) for line in lines for state in line.get("between", ())]
    names += [("the line", line["line"], outlines["lines"]) for line in lines if "line" in line]
    for what, name, known in names:
        if name not in known:
            guess = closest(name, known)
            fix = f"did you mean '{guess}'?" if guess else "write another"
            yield f"{what} is '{name}', which does not exist ({fix})"
