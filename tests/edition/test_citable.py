"""The edition can be cited: by programs that read what a page says of itself, and by people."""

from __future__ import annotations

import functools
import json
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from http.server import SimpleHTTPRequestHandler
from pathlib import Path
from typing import Any

import pypandoc
import pytest
import yaml
from lxml import etree
from lxml.html import HtmlElement, document_fromstring
from test_real_site import document, page, pages

from reading_edition.cli.main import main
from reading_edition.model.csl import csl_date
from support import chromium
from support.cases import Case
from support.servers import serving
from support.sites import HOOKS, PROJECT, build_example
from support.windows import Windows

PARTS = ("essay/part-1/", "essay/part-2/", "essay/part-3/")
ABOUT = """\
    about:
      title: "The Address: An Edition"
      editors: [{family: Ives, given: Ida}, {literal: Friends of the Address}]
      version: 2.5.0
      date: 2026-01-31
      original: https://example.org/address
      image: share.png
      citation: "Lincoln, par. {number}."
      essay:
        type: article-newspaper
        title: The </script><!-- "Address" & more
        author: [{family: Lincoln, given: Abraham}]
        container-title: The Daily
        volume: 5
        issue: 7
        page: 1–2
        DOI: 10.1000/1863
        issued: 1863-11-20
        language: en
    parts:"""


@cache
def tags_of(site: Path, address: str) -> list[tuple[str, str]]:
    root = document(site / address) if address.endswith(".html") else page(site, address)
    return [
        (str(tag.get("name") or tag.get("property")), str(tag.get("content")))
        for tag in root.xpath("/html/head/meta[@name or @property]")
    ]


def tagged(site: Path, address: str, name: str) -> list[str]:
    return [content for tag, content in tags_of(site, address) if tag == name]


def graph_of(root: HtmlElement) -> dict[str, dict[str, Any]]:
    """The items of a page's JSON-LD, by their types."""
    (script,) = root.xpath("/html/head/script[@type='application/ld+json']")
    data = json.loads(script.text)
    assert data["@context"] == "https://schema.org"
    return {item["@type"]: item for item in data["@graph"]}


def described(settings: str = "") -> Case:
    """The example edition with all facts, and more settings of MkDocs."""
    example = (PROJECT / "tests/cases/gettysburg/mkdocs.yml").read_text(encoding="utf-8")
    example = example.replace("HOOKS", str(HOOKS)).replace("    parts:", ABOUT, 1)
    return Case("described", files={"mkdocs.yml": f"{example}\n{settings}\n"})


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The example edition at an address, with all facts."""
    folder = tmp_path_factory.mktemp("edited")
    case = described("site_url: https://example.org/repo/")
    (folder / "docs").mkdir()
    (folder / "docs/share.png").write_bytes(b"")
    index = (PROJECT / "tests/cases/gettysburg/docs/index.md").read_text(encoding="utf-8")
    index += "\n<!-- edition: citation-paragraph -->\n"
    theme = "<!doctype html><title>{{ page.title }}</title><main>{{ page.content }}</main><footer></footer>"
    case.files.update({"docs/index.md": index, "theme/main.html": theme})
    assert build_example(folder, case).problems == []
    return folder / "site"


@pytest.mark.parametrize("address", PARTS)
def test_a_page_of_the_essay_is_recognized_as_the_essay(real_site: Path, address: str) -> None:
    expected = {
        "citation_title": ["Values for the Sake of Unification"],
        "citation_author": ["Kosachev, Konstantin"],
        "citation_journal_title": ["Russia in Global Affairs"],
        "citation_issue": ["1"],
        "citation_language": ["en"],
        "DC.title": ["Values for the Sake of Unification"],
        "DC.creator": ["Kosachev, Konstantin"],
        "og:type": ["article"],
    }
    assert {name: tagged(real_site, address, name) for name in expected} == expected


def test_dates_are_as_scholar_takes_them(real_site: Path, edited: Path) -> None:
    """A full date, or a year alone."""
    found = {
        tagged(site, address, "citation_publication_date")[0]
        for site, address in ((real_site, PARTS[0]), (real_site, ""), (edited, "essay/first/"))
    }
    assert found == {"2010", "2026/11/24", "1863/11/20"}
    for address in pages(real_site):
        for date in tagged(real_site, address, "citation_publication_date"):
            assert re.fullmatch(r"\d{4}(/\d{1,2}/\d{1,2})?", date)


def test_all_pages_of_the_essay_claim_to_be_one_article(real_site: Path) -> None:
    claims = [
        [(name, content) for name, content in tags_of(real_site, address) if name.startswith(("citation_", "DC."))]
        for address in PARTS
    ]
    assert claims[0]
    assert claims[1:] == claims[:1] * 2


def test_no_other_page_claims_to_be_an_article(real_site: Path) -> None:
    for address in pages(real_site):
        if address not in (*PARTS, "", "print/"):
            assert not [name for name, _ in tags_of(real_site, address) if name.startswith("citation_")], address


def test_the_edition_is_recognized_as_a_book_with_its_version_and_date(real_site: Path) -> None:
    about = facts()
    book = graph_of(page(real_site, ""))["Book"]
    assert book["version"] == book["bookEdition"] == about["version"]
    assert book["datePublished"] == str(about["date"])
    assert book["author"][0]["name"] == "Konstantin Kosachev"
    assert [editor["name"] for editor in book["editor"]] == [name["literal"] for name in about["editors"]]
    assert tagged(real_site, "", "og:type") == ["book"]  # Zotero takes "website" before all else
    assert tagged(real_site, "", "citation_title") == [about["title"]] == tagged(real_site, "", "DC.title")


def test_the_notes_have_the_license_and_the_essay_has_none(real_site: Path) -> None:
    graph = graph_of(page(real_site, ""))
    notes = next(part for part in graph["Book"]["hasPart"] if "license" in part)
    assert notes["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert "license" not in graph["Book"]
    assert "license" not in graph["ScholarlyArticle"]
    assert graph["ScholarlyArticle"]["copyrightNotice"].startswith("© ")


@pytest.mark.parametrize("address", PARTS)
def test_a_page_of_the_essay_is_an_article_of_its_issue(real_site: Path, address: str) -> None:
    graph = graph_of(page(real_site, address))
    article = graph["ScholarlyArticle"]
    issue = article["isPartOf"][0]
    assert (issue["@type"], issue["issueNumber"]) == ("PublicationIssue", "1")
    assert issue["isPartOf"] == {"@type": "Periodical", "name": "Russia in Global Affairs"}
    assert article["headline"] == "Values for the Sake of Unification"
    assert graph["WebPage"]["mainEntity"] == {"@id": article["@id"]}


def test_the_glossary_is_a_set_of_defined_terms(real_site: Path) -> None:
    root = page(real_site, "glossary/")
    terms = graph_of(root)["DefinedTermSet"]["hasDefinedTerm"]
    headings = root.xpath("//section[contains(@class, 'entry-term')]/h2")
    assert len(terms) == len(headings) > 0
    for term, heading in zip(terms, headings, strict=True):
        assert term["@type"] == "DefinedTerm"
        assert term["@id"].endswith(f"/glossary/#{heading.get('id')}")
        assert term["name"] == heading.text_content()
        assert term["description"]


def test_every_page_describes_itself_for_previews(real_site: Path) -> None:
    described = {}
    for address in pages(real_site):
        if address != "404.html":
            for name in ("og:title", "og:type", "og:url", "og:site_name", "og:description", "twitter:card"):
                assert len([content for content in tagged(real_site, address, name) if content]) == 1, address
            described[address] = tagged(real_site, address, "og:description")[0]
            assert tagged(real_site, address, "description") == [described[address]]
    assert len(set(described.values())) == len(described)


def test_addresses_are_absolute_under_a_subpath(edited: Path) -> None:
    assert tagged(edited, "essay/second/", "citation_public_url") == ["https://example.org/repo/essay/first/"]
    assert tagged(edited, "essay/second/", "og:url") == ["https://example.org/repo/essay/second/"]
    assert tagged(edited, "", "og:image") == ["https://example.org/repo/share.png"]


def test_editors_are_named_as_zotero_reads_names(edited: Path) -> None:
    """A person's name can be split; a body's, which Zotero would split too, is the publisher's."""
    assert tagged(edited, "", "citation_editor") == ["Ives, Ida"]
    assert tagged(edited, "", "citation_publisher") == ["Friends of the Address"]


def test_data_cannot_break_out_of_its_script(edited: Path) -> None:
    html = (edited / "essay/first/index.html").read_text(encoding="utf-8")
    script = html.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    assert "<" not in script
    article = graph_of(document_fromstring(html))["NewsArticle"]
    assert article["headline"] == 'The </script><!-- "Address" & more'
    assert article["datePublished"] == "1863-11-20"


def test_an_edition_without_facts_claims_nothing(tmp_path: Path) -> None:
    site = build_example(tmp_path).folder / "site"
    names = {name for name, _ in tags_of(site, "essay/first/")}
    assert not names & {
        "citation_author",
        "citation_publication_date",
        "citation_public_url",
        "og:url",
        "og:image",
    }
    assert graph_of(page(site, "essay/first/"))["CreativeWork"]["@id"] == "./#essay"


def read_by_pandoc(file: Path, form: str) -> dict[str, dict[str, Any]]:
    """The items of a bibliography as pandoc reads it, by their ids."""
    found = json.loads(pypandoc.convert_text(file.read_text(encoding="utf-8"), "csljson", format=form))
    return {item["id"]: item for item in found}


def recorded_sources() -> dict[str, dict[str, Any]]:
    records = yaml.safe_load((PROJECT / "docs/sources.yaml").read_text(encoding="utf-8"))
    return {record["id"]: record for record in records}


def folded(title: str) -> str:
    """A title without marks of case, and without the typography that pandoc has of its own."""
    title = title.replace('<span class="nocase">', "").replace("</span>", "")
    return re.sub("[‘’“”]", '"', re.sub(r"\s", " ", title))


def months(date: dict[str, Any] | None) -> list[list[int]]:
    return [end[:2] for end in (date or {}).get("date-parts", [])]


@pytest.mark.parametrize(("name", "form"), [("sources.bib", "bibtex"), ("sources.json", "csljson")])
def test_the_sources_are_read_back_as_they_are_recorded(real_site: Path, name: str, form: str) -> None:
    """BibTeX knows months and no days, and of an interval the year; CSL-JSON is to keep all."""
    found, expected = read_by_pandoc(real_site / "data" / name, form), recorded_sources()
    assert list(found) == list(expected)
    for identifier, record in expected.items():
        item = found[identifier]
        assert folded(item.get("title", "")) == folded(str(record.get("title", ""))), identifier
        assert item.get("URL", "") == record.get("URL", ""), identifier
        issued = csl_date(str(record["issued"])) if "issued" in record else None
        if form == "csljson":
            assert item.get("issued") == issued, identifier
        elif issued and len(issued.get("date-parts", [])) == 1 and "circa" not in issued:  # else BibTeX has words
            assert months(item.get("issued")) == months(issued), identifier


@pytest.mark.parametrize(("name", "form"), [("cite.bib", "bibtex"), ("cite.json", "csljson"), ("cite.ris", "ris")])
def test_the_edition_and_the_essay_are_read_back_as_they_are(real_site: Path, name: str, form: str) -> None:
    edition, essay = read_by_pandoc(real_site / "data" / name, form).values()
    assert folded(edition["title"]) == "Values for the Sake of Unification: An Annotated Edition"
    assert folded(essay["title"]) == "Values for the Sake of Unification"
    assert edition["author"] == essay["author"] == [{"family": "Kosachev", "given": "Konstantin"}]
    assert (edition["type"], essay["type"]) == ("book", "article-journal")
    assert edition["issued"]["date-parts"][0][0] == 2026
    assert essay["issued"]["date-parts"][0][0] == 2010
    assert folded(essay["container-title"]) == "Russia in Global Affairs"
    assert str(essay["issue"]) == "1"
    if form != "csljson":
        return
    assert [edition["id"], essay["id"]] == ["kosachev-edition", "kosachev-essay"]


def test_the_page_how_to_cite_cites_edition_essay_paragraph_note_and_entry(real_site: Path) -> None:
    root = page(real_site, "about/cite/")
    found = [quote.text_content() for quote in root.find_class("generated-citation")]
    openings = [
        "Kosachev, Konstantin. 2026. Values for the Sake of Unification: An Annotated Edition. Version",
        "Kosachev, Konstantin. 2010. “Values for the Sake of Unification.” Russia in Global Affairs, no. 1",
        "Konstantin Kosachev, “Values for the Sake of Unification,” Russia in Global Affairs, no. 1",
        "Contributors to the Annotated Edition. 2026. “Note 1.” In Values for the Sake of Unification",
        "Contributors to the Annotated Edition. 2026. “Abkhazia.” In Values for the Sake of Unification",
    ]
    assert len(found) == len(openings)
    for citation, opening in zip(found, openings, strict=True):
        assert citation.startswith(opening)
        assert "http" in citation


def test_an_edition_without_facts_shows_how_it_is_cited(tmp_path: Path) -> None:
    names = ("edition", "essay", "paragraph", "note", "entry")
    marks = "".join(f"\n<!-- edition: citation-{name} -->\n" for name in names)
    index = (PROJECT / "tests/cases/gettysburg/docs/index.md").read_text(encoding="utf-8") + marks
    built = build_example(tmp_path, Case("cites itself", files={"docs/index.md": index}))
    assert built.problems == []
    found = [quote.text_content() for quote in page(tmp_path / "site", "").find_class("generated-citation")]
    assert [bool(citation) for citation in found] == [True, True, False, True, True]
    assert found[0].startswith("Gettysburg Address. n.d.")


def facts() -> dict[str, Any]:
    """What mkdocs.yml says of the edition."""
    settings = yaml.safe_load((PROJECT / "mkdocs.yml").read_text(encoding="utf-8").replace("!ENV", ""))
    about: dict[str, Any] = settings["extra"]["edition"]["about"]
    return about


# What the Citation File Format 1.2.0 knows, as far as it is used here: its guide, "Valid keys".
CFF_KEYS = set(
    "abstract authors cff-version contact date-released doi identifiers keywords license license-url message"
    " preferred-citation references repository repository-artifact repository-code title type url"
    " version".split()
)
CFF_REFERENCE_KEYS = set(
    "abstract authors date-released doi editors issn issue journal languages license month pages publisher"
    " title type url version volume year".split()
)
CFF_PERSON_KEYS = set("affiliation alias email family-names given-names name-particle name-suffix orcid".split())
CFF_ENTITY_KEYS = set("address alias city country email name orcid website".split())


def assert_cff_names(names: list[dict[str, str]]) -> None:
    assert names
    for name in names:
        assert set(name) <= (CFF_ENTITY_KEYS if "name" in name else CFF_PERSON_KEYS)
        assert all(isinstance(part, str) for part in name.values())


@pytest.mark.this_text
def test_the_citation_file_is_valid_and_agrees_with_the_settings() -> None:
    data = yaml.safe_load((PROJECT / "CITATION.cff").read_text(encoding="utf-8"))
    assert set(data) <= CFF_KEYS
    assert data["cff-version"] == "1.2.0"
    assert data["type"] in ("software", "dataset")
    assert isinstance(data["message"], str)
    assert_cff_names(data["authors"])
    for work in (data["preferred-citation"], *data["references"]):
        assert set(work) <= CFF_REFERENCE_KEYS
        assert work["type"] in ("article", "book")
        assert isinstance(work["year"], int)
        assert_cff_names(work["authors"])
    about = facts()
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["version"] == str(about["version"])
    edition, (essay,) = data["preferred-citation"], data["references"]
    for work in (data, edition):
        assert work["title"] == about["title"]
        assert str(work["version"]) == str(about["version"])
        assert str(work["date-released"]) == str(about["date"])
    assert [edition["year"], edition["month"]] == [int(part) for part in str(about["date"]).split("-")[:2]]
    assert [name["name"] for name in edition["editors"]] == [name["literal"] for name in about["editors"]]
    assert data["authors"] == edition["editors"]
    assert essay["title"] == about["essay"]["title"]
    assert essay["journal"] == about["essay"]["container-title"]
    assert essay["issue"] == about["essay"]["issue"]
    assert essay["url"] == about["original"]
    for work in (edition, essay):
        author = {"family": work["authors"][0]["family-names"], "given": work["authors"][0]["given-names"]}
        assert [author] == about["essay"]["author"]


def test_every_page_names_version_and_date_and_leads_to_how_to_cite(real_site: Path) -> None:
    about = facts()
    for address, root in pages(real_site).items():
        (line,) = root.xpath("//footer//*[@class='edition-colophon']")
        assert line.text_content().startswith(f"Version {about['version']}, "), address
        assert line.find("time").get("datetime") == str(about["date"]), address
        if address != "404.html":
            assert line.xpath(".//a[contains(@href, 'cite/') or @href='./']"), address


def test_the_picture_for_previews_is_there_and_as_large_as_is_said(real_site: Path) -> None:
    (address,) = tagged(real_site, PARTS[1], "og:image")
    picture = (real_site / address.partition(":8000/")[2]).read_bytes()
    assert picture[:8] == b"\x89PNG\r\n\x1a\n"
    size = [int.from_bytes(picture[start : start + 4]) for start in (16, 20)]
    assert size == [1200, 630]
    assert [str(side) for side in size] == [
        *tagged(real_site, PARTS[1], "og:image:width"),
        *tagged(real_site, PARTS[1], "og:image:height"),
    ]
    assert tagged(real_site, PARTS[1], "twitter:card") == ["summary_large_image"]


@pytest.mark.browser
def test_make_share_draws_the_picture_from_the_facts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    build_example(tmp_path, described())
    browser = chromium.find()
    assert browser
    arguments = ["--config-file", str(tmp_path / "mkdocs.yml"), "share", "--browser"]
    assert main([*arguments, browser]) == 0
    assert (tmp_path / "docs/share.png").read_bytes()[1:4] == b"PNG"
    assert main([*arguments, str(tmp_path / "no-browser")]) == 1
    assert "no-browser did not make share.png: " in capsys.readouterr().err


def test_reports_an_edition_without_a_picture_in_its_settings(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    build_example(tmp_path)
    assert main(["--config-file", str(tmp_path / "mkdocs.yml"), "share", "--browser", "chromium"]) == 1
    assert "(add 'image: assets/images/share.png' under extra.edition.about)" in capsys.readouterr().err


def test_canonical_addresses_are_those_of_the_pages(real_site: Path) -> None:
    for address, root in pages(real_site).items():
        found = [str(href) for href in root.xpath("/html/head/link[@rel='canonical']/@href")]
        assert found == ([] if address == "404.html" else [f"http://127.0.0.1:8000/{address}"]), address
        if found:
            assert tagged(real_site, address, "og:url") == found


def test_the_list_of_pages_has_each_page_once(real_site: Path) -> None:
    listed = [url.findtext("{*}loc") for url in etree.parse(real_site / "sitemap.xml").findall("{*}url")]
    assert sorted(map(str, listed)) == sorted(
        f"http://127.0.0.1:8000/{address}"
        for address in ("print/", "handout/", *pages(real_site))
        if address != "404.html"
    )
    robots = (real_site / "robots.txt").read_text(encoding="utf-8")
    assert robots == "User-agent: *\nAllow: /\n\nSitemap: http://127.0.0.1:8000/sitemap.xml\n"


@pytest.fixture(scope="module", params=["real_site", "hosted_site"])
def hosted(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a site as a host serves it, at the root or under a path."""
    site = request.getfixturevalue(request.param)
    root = site
    if request.param == "hosted_site":
        root = tmp_path_factory.mktemp("host")
        (root / "edition").symlink_to(site, target_is_directory=True)
    with serving(functools.partial(Host, site / "404.html", directory=str(root))) as address:
        yield address if root == site else f"{address}edition/"


class Host(SimpleHTTPRequestHandler):
    """Serves files, and for what is not there the site's own page, as hosts of static files do."""

    def __init__(self, missing: Path, *connection: Any, directory: str) -> None:
        self.missing = missing
        super().__init__(*connection, directory=directory)

    def log_message(self, *_: object) -> None:
        pass

    def send_error(self, code: int, *_: object, **__: object) -> None:
        content = self.missing.read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


@pytest.mark.browser
def test_the_page_for_a_missing_page_helps_wherever_the_site_lives(hosted: str, windows: Windows) -> None:
    tab = windows.open(own=True)
    failed: list[str] = []
    tab.on("requestfailed", lambda request: failed.append(request.url))
    tab.on("response", lambda response: failed.append(response.url) if response.status >= 400 else None)
    missing = f"{hosted}essay/no/such/page/"
    tab.goto(missing)
    assert failed == [missing]  # and its style sheets, scripts and icon are found
    assert "There is no such page" in tab.inner_text("h1")
    addresses = {link.evaluate("link => link.href") for link in tab.locator("main a").all()}
    assert {f"{hosted}essay/part-{number}/" for number in (1, 2, 3)} <= addresses
    assert f"{hosted}glossary/" in addresses
    for address in (each for each in addresses if each.startswith(hosted)):
        assert tab.request.get(address).status == 200, address
    tab.click(".edition-search-open")
    tab.fill(".edition-search input", "Founding Act")
    tab.locator(".edition-search ol a").first.click()
    tab.wait_for_url(lambda url: url.startswith(hosted) and "/no/such/" not in url)
    assert tab.locator("h1, h2").first.is_visible()
    assert failed == [missing]
    windows.clean()


def test_reports_a_missing_picture(tmp_path: Path) -> None:
    (said,) = build_example(tmp_path, described()).problems
    assert said.startswith("mkdocs.yml: extra.edition.about.image names 'share.png', which is not there")
    assert '"make share" draws it' in said


def test_tags_contain_all_facts_about_where_the_essay_was_published(edited: Path) -> None:
    address = "essay/second/"
    names = ("volume", "issue", "firstpage", "lastpage", "doi")
    assert [tagged(edited, address, f"citation_{name}") for name in names] == [
        ["5"], ["7"], ["1"], ["2"], ["10.1000/1863"]
    ]  # fmt: skip
    assert tagged(edited, address, "DC.identifier") == ["https://doi.org/10.1000/1863"]
    issue = graph_of(page(edited, address))["NewsArticle"]["isPartOf"][0]
    assert (issue["issueNumber"], issue["isPartOf"]["volumeNumber"]) == ("7", "5")
    assert issue["isPartOf"]["isPartOf"] == {"@type": "Periodical", "name": "The Daily"}
    ris = (edited / "data/cite.ris").read_text(encoding="utf-8").splitlines()
    assert {"VL  - 5", "IS  - 7", "SP  - 1", "EP  - 2", "DO  - 10.1000/1863", "DA  - 1863/11/20/"} <= set(ris)


def test_a_paragraph_is_cited_in_the_form_of_the_settings_with_its_address(edited: Path) -> None:
    (quote,) = page(edited, "").find_class("generated-citation")
    assert quote.text_content() == "Lincoln, par. 1. https://example.org/repo/essay/first/#p1."
    assert quote.find(".//a").get("href") == "essay/first/#p1"


def test_the_foot_leads_to_the_page_that_says_how_to_cite(edited: Path) -> None:
    (line,) = page(edited, "essay/first/").find_class("edition-colophon")
    assert line.text_content() == "Version 2.5.0, January 31, 2026. An edition"
    assert line.find("a").get("href") == "../../"
