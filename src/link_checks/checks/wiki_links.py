"""``[[name]]``, which is a link in wikis and text in Markdown."""

import posixpath
import re
from collections.abc import Callable, Iterator

from link_checks.checks.link_suggestions import corrected_target
from link_checks.location import Location
from link_checks.page import Page
from link_checks.problem import Problem
from link_checks.site import Site
from link_checks.site_paths import relative

_WIKI = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]]+))?\]\]")


def check_wiki_links(site: Site, page: Page, text: str, find: Callable[[str], Location | None]) -> Iterator[Problem]:
    """Reported if a page or file has that name."""
    for match in _WIKI.finditer(text):
        name, mark, anchor = match[1].strip().partition("#")
        found = _named(site, name) if name else (page.path if anchor in page.anchors else "")
        if found and (location := find(match[0])) is not None:
            target = (relative(found, page.path) if name else "") + mark + anchor
            target = corrected_target(site, page, target)
            guess = f"[{(match[2] or match[1]).strip()}]({target})" if target else ""
            message = f"'{match[0]}' is a link in a wiki, but not in Markdown"
            yield page.problem(location, "wiki-link", message, guess=guess)


def _named(site: Site, name: str) -> str:
    """The page or file that a wiki's link names, by its path or its name alone, or nothing."""
    forms = {name.lower(), name.lower().replace(" ", "-")}
    for path in (*site.by_path, *site.own_files):
        known = path.lower()
        last = posixpath.basename(known)
        if not forms.isdisjoint((known, known.removesuffix(".md"), last, last.removesuffix(".md"))):
            return path
    return ""
