"""Generates ready-made citations for the page on how to cite the edition."""

from lxml.html import HtmlElement

from reading_edition.model.addresses import address_of, relative_url
from reading_edition.model.edition import Edition
from reading_edition.model.items import Page
from reading_edition.render.html import html_of
from reading_edition.render.templating import render_element

_NUMBER = "{number}"


def citation(name: str, edition: Edition, page: Page) -> HtmlElement:
    """Return the citation of the ``edition``, the ``essay``, the first ``note`` or the first term (``entry``)."""
    return _element(html_of(edition.own_citations.get(name, ()), page.url, edition))


def citation_of_paragraph(edition: Edition, page: Page) -> HtmlElement:
    """Return the citation of the first numbered paragraph in the form from the settings, with its address."""
    passage = next((passage for passage in edition.passages if passage.number), None)
    form = edition.settings.facts.citation
    if passage is None or _NUMBER not in form:
        return _element("")
    address = address_of(edition, passage.page.url, passage.id, origin=page.url)
    relative = relative_url(page.url, passage.page.url, passage.id)
    return _element(form.replace(_NUMBER, passage.number), relative, address)


def _element(words: str, link: str = "", address: str = "") -> HtmlElement:
    return render_element("citation.html", citation=words, link=link, address=address)
