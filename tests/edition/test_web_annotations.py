"""The web annotations: each names the same words in the page and in the plain text."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from test_real_site import page

from reading_edition.export.text import text_edition
from reading_edition.export.web_annotations import web_annotations
from support.exports import PARTS, collection_of, example_edition, facts_of, is_passage, text_of


def annotations_of(site: Path) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = collection_of(site)["first"]["items"]
    return items


@pytest.fixture(scope="module")
def example() -> dict[str, Any]:
    collection: dict[str, Any] = json.loads("".join(web_annotations(example_edition())))
    return collection


def annotation(collection: dict[str, Any], name: str) -> dict[str, Any]:
    return next(item for item in collection["first"]["items"] if item["id"].endswith(f"#{name}"))


def test_each_annotation_names_the_same_words_in_page_and_plain_text(real_site: Path, example: dict[str, Any]) -> None:
    of_example = [(each, "".join(text_edition(example_edition()))) for each in example["first"]["items"]]
    for each, text in [*((each, text_of(real_site)) for each in annotations_of(real_site)), *of_example]:
        in_page, in_text = (target["selector"] for target in each["target"])
        assert text[in_text["start"] : in_text["end"]] == in_page["refinedBy"]["exact"] != ""


def test_each_quotation_is_unique_in_its_passage(real_site: Path) -> None:
    for each in annotations_of(real_site):
        target = each["target"][0]
        address = target["source"]["id"].partition("/essay/")[2]
        passage = page(real_site, f"essay/{address}").get_element_by_id(target["selector"]["value"])
        quote = target["selector"]["refinedBy"]
        around = f"{quote['prefix']}{quote['exact']}{quote['suffix']}"
        assert passage.text_content().count(around) == 1, each["id"]


def test_every_note_and_cross_reference_of_the_essay_is_annotated_once(real_site: Path) -> None:
    annotations = annotations_of(real_site)
    notes, links = set(), []
    for part in PARTS:
        root = page(real_site, part)
        notes |= {note.get("id", "").removeprefix("fn:") for note in root.iter("aside")}
        passages = [each for each in root.xpath("//*[@id]") if is_passage(each) and each.tag != "h1"]
        links += [
            " ".join(link.text_content().split())
            for passage in passages
            for link in passage.iter("a")
            if "ref" in (link.get("class") or "").split()
        ]
    names = [each["id"].partition("#")[2] for each in annotations]
    assert len(set(names)) == len(names) == collection_of(real_site)["total"]
    assert {name.removeprefix("note.") for name in names if name.startswith("note.")} == notes
    linking = [each for each in annotations if each["motivation"] != "commenting"]
    assert [each["target"][0]["selector"]["refinedBy"]["exact"] for each in linking] == links


def test_addresses_are_absolute_if_the_address_of_the_site_is_known(real_site: Path, example: dict[str, Any]) -> None:
    assert annotations_of(real_site)[0]["id"].startswith("http://127.0.0.1:8000/data/annotations.jsonld#")
    first = example["first"]["items"][0]
    assert first["target"][0]["source"]["id"] == "../essay/first.html"
    assert first["body"][0]["source"] == "../people.html#lincoln"


def test_a_note_has_its_words_its_kind_and_its_sources(example: dict[str, Any]) -> None:
    note = annotation(example, "note.field")
    assert note["motivation"] == "commenting"
    words = "Who won is seen in two ways. [Basler 1953] [Times 1863]"
    assert [body.get("value") for body in note["body"]] == [words, "Disputed", None, None]
    assert note["body"][3]["source"] == "../sources.html#times-1863"
    assert note["target"][0]["selector"]["refinedBy"]["exact"] == "We are met on a great battle-field"


def test_a_link_to_a_person_identifies_the_person(example: dict[str, Any]) -> None:
    person = annotation(example, "byline.lincoln")
    assert person["motivation"] == "identifying"
    assert person["body"][1]["source"] == "http://www.wikidata.org/entity/Q91"


def test_facts_that_are_not_given_are_left_out(example: dict[str, Any]) -> None:
    assert "creator" not in example
    assert "rights" not in example["first"]["items"][0]


def test_the_editors_are_named() -> None:
    edition = example_edition()
    facts = facts_of({"editors": [{"family": "Lee", "given": "Ann"}, "A Society"]})
    edition = replace(edition, settings=replace(edition.settings, facts=facts))
    creators = [{"type": "Person", "name": "Ann Lee"}, {"type": "Organization", "name": "A Society"}]
    assert json.loads("".join(web_annotations(edition)))["first"]["items"][0]["creator"] == creators
