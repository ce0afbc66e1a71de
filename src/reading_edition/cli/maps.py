"""Draw the edition's maps as SVG, from the description and the outlines in the folder of each map."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, count, groupby, pairwise
from math import cos, radians, sin, sqrt
from pathlib import Path
from typing import Any

import yaml

from link_checks.suggestions import closest
from reading_edition.cli import CommandError, built_edition
from reading_edition.cli.map_labels import SIDES, WIDTH, Label, shown_texts
from reading_edition.model.addresses import relative_url
from reading_edition.model.edition import Edition
from reading_edition.render.templating import templates_in

_TEMPLATE = templates_in(Path(__file__).with_name("templates")).get_template("map.svg")
Point = tuple[float, float]
Arcs = Sequence[Sequence[Point]]
Areas = Mapping[str, Sequence[Sequence[int]]]  # the rings of each area as indexes of arcs; ~index is a reversed arc
Projection = Callable[[Sequence[float]], Point]


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
    """Draw the map at a path in the documents' folder from its YAML file. Raise :class:`CommandError` for faults."""
    file, name = (folder / path).with_suffix(".yaml"), edition.file(path).removesuffix(".svg") + ".yaml"
    entries = {entry.id: entry for entry in edition.entries}
    try:
        about = yaml.safe_load(file.read_text(encoding="utf-8"))
        outlines = json.loads(file.with_name("outlines.json").read_text(encoding="utf-8"))[about["outlines"]]
        if faults := [*_faults(about, outlines, entries)]:
            raise CommandError("\n".join(f"{name}: {fault}" for fault in faults))
        return draw(file.stem, about, outlines, lambda entry: relative_url(path, entries[entry].page.url, entry))
    except (OSError, ValueError, TypeError, AttributeError, yaml.YAMLError) as error:
        raise CommandError(f"{name}: this map cannot be read: {error}") from error
    except KeyError as error:
        raise CommandError(f"{name}: this map has no {error} (add it, as in reference/commands.md)") from error


def _faults(about: Mapping[str, Any], outlines: Mapping[str, Any], entries: Collection[str]) -> Iterator[str]:
    """Yield a message for each name in a description that does not exist, with the name that was probably meant."""
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


def draw(name: str, about: Mapping[str, Any], outlines: Mapping[str, Any], address: Callable[[str], str]) -> str:
    """Draw a map from its description and outlines; ``address`` returns the relative URL of an entry by its id."""
    to_map, height = _frame(about)
    arcs, areas = [[*map(to_map, _places(arc, outlines["digits"]))] for arc in outlines["arcs"]], outlines["areas"]
    groups = {state: group for group, each in about["groups"].items() for state in each["states"]}
    disputed = [arc for line in about["disputed"] for arc in outlines["lines"].get(line.get("line"), ())]
    disputed += [arc for each in about["disputed"] for arc in _borders({s: areas[s] for s in each.get("between", ())})]
    return _TEMPLATE.render(
        name=name,
        about=about,
        size=(WIDTH, height),
        areas=[(area, groups.get(area, "around"), _path(arcs, rings, "z")) for area, rings in areas.items()],
        borders=_path(arcs, [[arc] for arc in _borders(areas) if arc not in disputed]),
        disputed=_path(arcs, [[arc] for arc in disputed]),
        labels=shown_texts([*_labels(about, to_map, address, partial(_size, arcs, areas))], height),
        sides=SIDES,
    )


def _frame(about: Mapping[str, Any]) -> tuple[Projection, float]:
    """Return the function that projects a point onto the map, in the map's units, and the map's height."""
    projected = partial(project, parallels=about["parallels"], center=about["center"])
    xs, ys = zip(*map(projected, about["contains"]), strict=True)
    scale = WIDTH / (max(xs) - min(xs))

    def to_map(place: Sequence[float]) -> Point:
        x, y = projected(place)
        return round((x - min(xs)) * scale, 1), round((max(ys) - y) * scale, 1)

    return to_map, round((max(ys) - min(ys)) * scale)


def _places(arc: Sequence[int], digits: int) -> Iterator[Point]:
    """Yield the longitudes and latitudes of an arc, decoded from its steps east and north in turn."""
    for x, y in zip(accumulate(arc[::2]), accumulate(arc[1::2]), strict=True):
        yield x / 10**digits, y / 10**digits


def _borders(areas: Areas) -> list[int]:
    """Return the indexes of the arcs that two areas share."""
    uses = Counter(max(arc, ~arc) for rings in areas.values() for ring in rings for arc in ring)
    return [arc for arc, times in uses.items() if times > 1]


def _ring(arcs: Arcs, ring: Iterable[int]) -> list[Point]:
    points = (point for arc in ring for point in (arcs[arc] if arc >= 0 else arcs[~arc][::-1]))
    return [point for point, _ in groupby(points)]


def _path(arcs: Arcs, rings: Iterable[Iterable[int]], end: str = "") -> str:
    """Return rings as the data of an SVG path: the first point of each, and relative steps to the next ones."""
    steps = [[(0.0, 0.0), *_ring(arcs, ring)] for ring in rings]
    pairs = [[f"{round(x - left, 1):g},{round(y - top, 1):g}" for (left, top), (x, y) in pairwise(s)] for s in steps]
    return "".join(f"M{start}l{' '.join(rest) or '0,0'}{end}" for start, *rest in pairs)


def _size(arcs: Arcs, areas: Areas, area: str) -> float:
    """Return twice the surface of an area's largest ring, as a measure of the area's size."""
    rings = (pairwise(_ring(arcs, ring)) for ring in areas[area])
    return max(abs(sum(x * bottom - right * y for (x, y), (right, bottom) in ring)) for ring in rings)


def _labels(
    about: Mapping[str, Any], to_map: Projection, address: Callable[[str], str], size: Callable[[str], float]
) -> Iterator[Label]:
    """Yield the labels by priority: first places, then states by size, then other names."""
    for number, (name, place) in enumerate(about.get("places", {}).items(), 1):
        yield Label(*to_map(place["at"]), name, str(number), "place", place["side"], address(place["entry"]))
    groups, numbers = about["groups"].values(), count(1)
    states = [(group, state, at) for group in groups for state, at in group["states"].items() if at]
    labels = [Label(*to_map(at), name, str(next(numbers)) if "numbered" in group else "") for group, name, at in states]
    yield from sorted(labels, key=lambda label: -size(label.name))
    for name in about.get("names", ()):
        yield Label(*to_map(name["at"]), name["name"], name.get("number", ""), name["kind"])


def project(point: Sequence[float], parallels: Sequence[float], center: Sequence[float]) -> Point:
    """Return a point's distances east and north of the center, in radii of the sphere: Albers' equal-area conic.

    All arguments are in degrees. Points are longitude and latitude; ``parallels`` are the latitudes true to scale.
    The formulas are 14-1 to 14-6 in John P. Snyder, Map Projections: A Working Manual (U.S. Geological Survey,
    Professional Paper 1395, 1987), pages 98-103.
    """
    first, second = map(radians, parallels)
    n = (sin(first) + sin(second)) / 2
    c = cos(first) ** 2 + 2 * n * sin(first)
    radius, radius_of_center = (sqrt(c - 2 * n * sin(radians(latitude))) / n for latitude in (point[1], center[1]))
    angle = n * radians(point[0] - center[0])
    return radius * sin(angle), radius_of_center - radius * cos(angle)
