"""The page "How to cite": ready citations of the edition, the essay, a paragraph, a note and an entry."""

from __future__ import annotations

from lxml.html import HtmlElement
from markupsafe import Markup

from reading_edition.model.edition import Edition, Page
from reading_edition.render.markup import relative_url, render

_NUMBER = "{number}"


def cited_edition(edition: Edition, _: Page) -> HtmlElement:
    """The citation of the edition as a whole."""
    return _citation(edition, "edition")


def cited_essay(edition: Edition, _: Page) -> HtmlElement:
    """The citation of the essay, where it was first published."""
    return _citation(edition, "essay")


def cited_note(edition: Edition, _: Page) -> HtmlElement:
    """The citation of the first note, as an example."""
    return _citation(edition, "note")


def cited_entry(edition: Edition, _: Page) -> HtmlElement:
    """The citation of the first term, as an example."""
    return _citation(edition, "entry")


def cited_paragraph(edition: Edition, page: Page) -> HtmlElement:
    """The citation of the first numbered paragraph in the form that the settings give, with its address."""
    passage = next((passage for passage in edition.passages if passage.is_numbered), None)
    form = edition.settings.facts.citation
    if passage is None or _NUMBER not in form:
        return render("citation.html", citation=Markup(), address="", words="")
    relative = relative_url(page.url, passage.page.url, passage.id)
    absolute = f"{edition.address}{passage.page.url}#{passage.id}" if edition.address else relative
    citation = form.replace(_NUMBER, passage.number)
    return render("citation.html", citation=citation, address=relative, words=absolute)


def _citation(edition: Edition, name: str) -> HtmlElement:
    html = Markup(edition.own_citations_html.get(name, ""))  # noqa: S704 (the citation processor's own HTML)
    return render("citation.html", citation=html, address="", words="")
