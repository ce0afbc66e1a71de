"""The fields of a source in the terms of CSL, the Citation Style Language, and what other lists call them.

See https://docs.citationstyles.org/en/stable/specification.html for each.
"""

from __future__ import annotations

TEXTS = tuple(
    """
    type title container-title collection-title publisher publisher-place volume issue page number genre
    edition event-title event-place language URL DOI ISBN medium section authority chapter-number version
    """.split()
)
NAMES = ("author", "editor", "translator", "interviewer", "director", "recipient", "container-author")
DATES = ("issued", "accessed", "original-date", "event-date")
TYPES = tuple(
    """
    article article-journal article-magazine article-newspaper bill book broadcast chapter classic
    collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic hearing
    interview legal_case legislation manuscript map motion_picture musical_score pamphlet paper-conference
    patent performance periodical personal_communication post post-weblog regulation report review
    review-book software song speech standard thesis treaty webpage
    """.split()
)


def _by_other_name(lines: str) -> dict[str, str]:
    """What is meant by other names, from lines such as ``page: pages``."""
    meant: dict[str, str] = {}
    for line in lines.strip().splitlines():
        name, _, others = line.strip().partition(": ")
        meant |= dict.fromkeys(others.split(), name)
    return meant


MEANT_FIELDS = _by_other_name(
    """
    container-title: journal journaltitle magazine newspaper booktitle site website periodical
    issued: date year published publication-date
    URL: link href address url
    collection-title: series
    page: pages
    author: authors by creator
    editor: editors
    publisher-place: place location city
    remark: note notes comment annotation
    language: lang
    publisher: institution organization publisher-name
    accessed: retrieved access-date accessdate urldate
    """
)
MEANT_TYPES = _by_other_name(
    """
    article-newspaper: newspaper news newspaper-article press
    article-journal: journal journal-article paper
    article-magazine: magazine magazine-article
    webpage: web website web-page online site url
    legislation: law act statute
    entry-encyclopedia: encyclopedia encyclopaedia
    treaty: agreement convention
    chapter: inbook incollection book-chapter
    post-weblog: blog blog-post
    report: techreport
    book: monograph
    document: misc other
    """
)
