"""The maps: the projection, the labels, the drawings that are committed, and the page that shows them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import lxml.etree
import lxml.html
import pytest
import yaml

from reading_edition.checks.files import check_xml
from reading_edition.cli import CommandError
from reading_edition.cli.map_labels import PIXELS, STEPS, WIDTH, Label, shown_texts
from reading_edition.cli.maps import drawing, project
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.render.generated.drawings import drawing as drawn
from reading_edition.render.generated.drawings import left_out_of_exports
from support.cases import Case
from support.sites import PROJECT, SRC, Built, build_example

DOCS = PROJECT / "docs"
EUROPE, GEORGIA = "maps/europe-2010.svg", "maps/georgia-2008.svg"
MAPS = (EUROPE, GEORGIA)
SVG = "{http://www.w3.org/2000/svg}"


def described(path: str) -> dict[str, Any]:
    about: dict[str, Any] = yaml.safe_load((DOCS / path).with_suffix(".yaml").read_text(encoding="utf-8"))
    return about


def committed(path: str) -> Any:
    return lxml.etree.parse(DOCS / path).getroot()


def rows_after(placeholder: str) -> list[list[str]]:
    """The rows of the first table after a map, without the marks of links."""
    text = (
        (DOCS / "maps.md").read_text(encoding="utf-8").partition(f"drawing {placeholder} -->")[2].partition("</div>")[0]
    )
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("|")]
    return [[re.sub(r"\[(.*?)\]\(.*?\)", r"\1", cell) for cell in row] for row in rows[2:]]


# Snyder, Map Projections: A Working Manual, page 291: the sphere, in radii.
def test_the_projection_gives_the_values_of_its_source() -> None:
    x, y = project((-75, 35), parallels=(29.5, 45.5), center=(-96, 23))
    assert (round(x, 7), round(y, 7)) == (0.2952720, 0.2416774)


def test_the_projection_maps_the_center_to_the_origin_and_keeps_areas() -> None:
    assert project((30, 50), (41, 61), (30, 50)) == (0, 0)

    def area(west: float, south: float) -> float:  # of a field of half a degree
        corners = [(west, south), (west + 0.5, south), (west + 0.5, south + 0.5), (west, south + 0.5)]
        ring = [project(corner, (41, 61), (30, 50)) for corner in corners]
        return abs(sum(x * b - a * y for (x, y), (a, b) in zip(ring, [*ring[1:], ring[0]], strict=True)) / 2)

    assert area(-10, 45) == pytest.approx(area(70, 45), rel=1e-6)


@pytest.mark.parametrize("path", MAPS)
def test_the_committed_maps_are_what_the_command_draws(path: str, real_edition: Edition) -> None:
    assert drawing(path, DOCS, real_edition) == (DOCS / path).read_text(encoding="utf-8"), "run: make maps"


def test_each_state_of_the_table_has_the_color_that_the_table_says() -> None:
    groups = described(EUROPE)["groups"]
    classes = {group["label"]: f"map-{name}" for name, group in groups.items()}
    beyond = {state for group in groups.values() for state in group.get("beyond", ())}
    areas = {area.get("data-state"): area.get("class").split() for area in committed(EUROPE).iter(f"{SVG}path")}
    shown = {state: row[2] for row in rows_after(EUROPE) for state in row[1].split(", ")}
    for state, position in shown.items():
        assert state in beyond or classes[position] in areas[state], state
    assert {state for group in groups.values() for state in [*group["states"], *group.get("beyond", ())]} == set(shown)


def test_each_number_on_the_maps_is_that_of_its_row() -> None:
    numbers = [row[:2] for row in rows_after(EUROPE) if row[0] != "–"]
    states = [state for group in described(EUROPE)["groups"].values() for state, at in group["states"].items() if at]
    assert numbers == [[str(number), state] for number, state in enumerate(states, 1)]
    places = [[str(number), place] for number, place in enumerate(described(GEORGIA)["places"], 1)]
    assert [row[:2] for row in rows_after(GEORGIA)] == places


@pytest.mark.parametrize("path", MAPS)
def test_each_place_and_label_is_inside_the_map(path: str) -> None:
    svg = committed(path)
    width, height = map(float, svg.get("viewBox").split()[2:])
    for element in svg.iter(f"{SVG}text", f"{SVG}circle"):
        if element.getparent().tag != f"{SVG}pattern":
            x, y = (float(element.get(name) or element.get(f"c{name}")) for name in "xy")
            assert 0 < x < width, element.text
            assert 0 < y < height, element.text


@pytest.mark.parametrize("path", MAPS)
def test_the_maps_have_classes_and_nothing_that_the_pages_forbid(path: str) -> None:
    assert check_xml(path, (DOCS / path).read_bytes()) == []
    for element in committed(path).iter(f"{SVG}text", f"{SVG}path", f"{SVG}circle", f"{SVG}a"):
        assert element.get("class"), lxml.etree.tostring(element)
        assert not element.get("style")


def test_no_label_covers_another_at_any_width_and_numbers_go_before_names() -> None:
    near = [Label(100, 100, "A long name", "1"), Label(180, 100, "Another", "2"), Label(500, 5, "Cut off", "3")]
    shown = {label.number: texts for label, texts in shown_texts(near, 300)}
    assert shown["1"] == {"1": [0, 1, 2], "A long name": [3, 4, 5]}
    assert shown["3"] == {"3": [], "Cut off": []}


def test_the_style_sheet_has_the_steps_and_sizes_of_the_labels() -> None:
    css = (SRC / "reading_edition/theme/assets/css/maps.css").read_text(encoding="utf-8")
    found = re.findall(r"font-size: ([\d.]+)px; \} \.picture\.drawing \.map-at-(\d)", css)
    assert [int(number) for _, number in found] == [*range(len(STEPS))]
    for (size, _), width in zip(found, STEPS, strict=True):
        assert float(size) * width / WIDTH >= PIXELS - 0.01, width
        assert float(size) <= PIXELS * WIDTH / width + 0.1, width
    for width in STEPS[1:]:
        assert f"({width}px <= width" in css


def changed(folder: Path, before: str, after: str) -> Path:
    """The folder with a changed description of the map of Georgia."""
    (folder / "maps").mkdir()
    text = (DOCS / "maps/georgia-2008.yaml").read_text(encoding="utf-8")
    assert before in text
    (folder / "maps/georgia-2008.yaml").write_text(text.replace(before, after), encoding="utf-8")
    (folder / "maps/outlines.json").write_bytes((DOCS / "maps/outlines.json").read_bytes())
    return folder


MISTAKES: Mapping[str, tuple[str, str, str]] = {
    "entry": (
        "entry: six-point-plan",
        "entry: six-point-plam",
        "the entry of Tbilisi is 'six-point-plam', which does not exist (did you mean 'six-point-plan'?)",
    ),
    "state": ("Armenia:", "Armenien:", "the state is 'Armenien', which does not exist (did you mean 'Armenia'?)"),
    "line": ("line: Abkhazia", "line: Elsewhere", "the line is 'Elsewhere', which does not exist (write another)"),
    "key": ("parallels:", "parallel:", "this map has no 'parallels' (add it, as in reference/commands.md)"),
    "yaml": ("title:", "title: [", "this map cannot be read: "),
}


@pytest.mark.parametrize(("before", "after", "message"), MISTAKES.values(), ids=MISTAKES.keys())
def test_a_mistake_in_a_description_is_reported_with_its_file(
    before: str, after: str, message: str, tmp_path: Path, real_edition: Edition
) -> None:
    with pytest.raises(CommandError) as error:
        drawing(GEORGIA, changed(tmp_path, before, after), real_edition)
    assert f"docs/maps/georgia-2008.yaml: {message}" in str(error.value)


def page_of(edition: Edition, path: str) -> Page:
    return edition.page_by_path[path]


def test_a_drawing_in_a_page_leads_from_there(real_edition: Edition) -> None:
    for path, up in (("maps.md", "../"), ("essay/part-1.md", "../../")):
        figure = drawn(GEORGIA, real_edition, page_of(real_edition, path))
        targets = [link.get("href") for link in figure.iter("a")]
        assert f"{up}timeline/2008-2010/#attack-on-tskhinvali" in targets
        assert len(targets) == len(described(GEORGIA)["places"])


def example_with(drawing: str, folder: Path, named: str = "map.svg") -> Built:
    """The example edition with a drawing on its front page."""
    listed = ["    received: essay/received.txt", "    drawings: [map.svg]"]
    page = f"# An edition\n\n<!-- edition: drawing {named} -->\n\nOf the [Gettysburg Address](essay/first.md), "
    files = {"docs/index.md": page + "[second part](essay/second.md).\n"}
    if drawing:
        files["docs/map.svg"] = f'<svg xmlns="http://www.w3.org/2000/svg">{drawing}</svg>\n'
    return build_example(folder, Case("", files=files, changes={"mkdocs.yml": [(listed[:1], listed)]}))


def test_a_drawing_is_shown_inside_the_page(tmp_path: Path) -> None:
    built = example_with('<rect class="map-sea" width="1" height="1"/>', tmp_path)
    assert built.problems == []
    assert '<figure class="picture drawing"><svg' in built.page("index.html")
    assert 'class="map-sea"' in built.page("index.html")


@pytest.mark.parametrize(
    ("drawing", "named", "problem"),
    [
        ("<script>1</script>", "map.svg", "docs/map.svg:1:41: <script> runs a program"),
        ('<rect class="a" onclick="a()"/>', "map.svg", "docs/map.svg:1:41: "),
        ("", "map.svg", "docs/map.svg: this file is missing (extra.edition in mkdocs.yml names it) [missing-record]"),
        ('<rect class="a"/>', "mop.svg", "docs/index.md:3:6: unknown placeholder: nothing is generated for"),
    ],
    ids=["script", "event handler", "missing", "not listed"],
)
def test_a_drawing_that_cannot_be_shown_is_reported(drawing: str, named: str, problem: str, tmp_path: Path) -> None:
    built = example_with(drawing, tmp_path, named)
    assert len(built.problems) == 1
    assert built.problems[0].startswith(problem)


def test_drawings_that_no_export_contains_are_named(real_edition: Edition) -> None:
    assert left_out_of_exports(real_edition) == list(MAPS)
