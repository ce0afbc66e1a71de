"""What stands around a page's content: the links of the theme, of templates, and of what mkdocs.yml adds.

They are looked for in the finished page, where the theme has made addresses of them. Whoever wrote one is
found by its words: in mkdocs.yml, or in a template of the project. What neither has written is the theme's
own; of it only a link to nothing is told.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import lxml.html
from lxml.html import HtmlElement

from link_checks.addresses import fault_of, leads_outside
from link_checks.checks.targets import address_meant
from link_checks.config_file import ConfigFile
from link_checks.elements import linking_elements
from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import NOT_FOUND, Site, Target
from link_checks.suggestions import closest, closest_path

_FOR_PROGRAMS = frozenset({"canonical", "alternate", "preconnect", "dns-prefetch", "edit"})


@dataclass(frozen=True)
class Template:
    """A template of the project: its path as a contributor names it, and its text."""

    file: str
    text: str

    def location(self, words: str, *, alone: bool) -> Location | None:
        """Where some words stand: between quotation marks, or as a piece of something longer."""
        marks = (
            [('"', '"'), ("'", "'")] if alone else [('"', "#"), ("'", "#"), ("/", '"'), ("/", "'"), ("", "")]
        )
        for before, after in marks:
            offset = self.text.find(f"{before}{words}{after}")
            if offset >= 0:
                return self._at(offset)
        return None

    def location_of_id(self, name: str) -> Location | None:
        """Where an id is written last, or None."""
        offset = max(self.text.rfind(f' id="{name}"'), self.text.rfind(f" id='{name}'"))
        return None if offset < 0 else self._at(offset + 1)

    def _at(self, offset: int) -> Location:
        before = self.text[:offset]
        return Location(before.count("\n") + 1, offset - before.rfind("\n"))


def is_relative(address: str) -> bool:
    """Whether an address counts from that of its page."""
    return bool(address) and not leads_outside(address) and not address.startswith(("/", "#", "?"))


def relative_link(file: str, location: Location | None, address: str, guess: str) -> Problem:
    """The problem of a relative link in the page for what is missing."""
    return problem_at(
        file,
        location,
        "relative-link",
        f"link '{address}' leads elsewhere from every address at which this page is shown",
        guess=guess,
        hint="it stands in for any page that is missing",
    )


@dataclass(frozen=True)
class Frame:
    """All that a site's pages share, and who may have written it."""

    site: Site
    config: ConfigFile
    config_name: str
    templates: tuple[Template, ...] = ()

    def check(self, url: str, name: str, frame: str) -> Iterator[Problem]:
        """The problems in the frame of one page: its finished HTML without its content."""
        root = _parse(frame)
        if root is None:
            return
        yield from self._check_ids(root, name)
        is_relative_at_risk = url == NOT_FOUND and root.find(".//base") is None
        for element, attribute, address in linking_elements(root):
            if not address and element.tag == "a":
                yield from self._check_empty()
            if is_relative_at_risk and is_relative(address):
                yield from self._check_not_found(address)
            if not _is_for_programs(element) and not self._is_from_root(url, address):
                yield from self._check(root, url, name, attribute, address)

    def _check_ids(self, root: HtmlElement, name: str) -> Iterator[Problem]:
        """The ids that a template of the project gives to a page that has them already."""
        counts = Counter(root.xpath(".//@id[not(ancestor::svg or ancestor::template)]"))
        page = self.site.by_path.get(name)
        for found, count in counts.items():
            if count == 1 and (page is None or found not in page.ids):
                continue
            for template in self.templates:
                if (location := template.location_of_id(found)) is not None:
                    message = f"id '{found}' stands twice in a page"
                    hint = f"first in {name}; give one of them another id"
                    yield problem_at(template.file, location, "duplicate-id", message, hint=hint)
                    break

    def _check_empty(self) -> Iterator[Problem]:
        """The links of the project's templates that are written without an address."""
        for template in self.templates:
            for written in ('href=""', "href=''"):
                if (location := template.location(written, alone=False)) is not None:
                    message, hint = "link leads nowhere", "write where it leads in its href"
                    yield problem_at(template.file, location, "empty-link", message, hint=hint)

    def _check_not_found(self, address: str) -> Iterator[Problem]:
        """A relative link in the page for what is missing, if a template of the project has written it."""
        target = self.site.resolve_from(NOT_FOUND, address)
        file, location, words = self._writer(NOT_FOUND, address)
        if target.kind in ("page", "file") and file != self.config_name and file:
            guess = f"{{{{ '{self.site.url_of(target.path)}' | url }}}}"
            yield relative_link(file, location, words, guess)

    def _check(
        self, root: HtmlElement, url: str, name: str, attribute: str, address: str
    ) -> Iterator[Problem]:
        target = self.site.resolve_from(url, address, name)
        if self._is_right(root, target, address):
            return
        own = self.site.own_path(address)
        if target.kind != "outside" and self._is_of_navigation(url, address if own is None else own, target):
            return
        file, location, words = self._writer(url, address if own is None else own)
        code, message, guess, hint = self._reason(target, address, file, words)
        is_of_theme = file in ("", self.config_name)  # whose logo no setting gives its address
        if is_of_theme and target.kind == "missing" and self._is_of_front_page(url, address):
            yield _no_front_page(self.site)
            return
        if not file and (
            code not in _OF_THE_THEME or attribute == "style" or self._stands_in_a_page(address)
        ):
            return
        yield problem_at(
            file or self.config_name,
            location,
            code,
            message,
            guess=guess,
            hint=hint
            if file
            else f"the theme writes it into its pages, first into {name}; a setting may name it",
            published=self.site.published_at(url, address),
        )

    def _stands_in_a_page(self, address: str) -> bool:
        """Whether a page has this link, and its check told of it: a blog repeats its posts on other pages."""
        return any(link.address == address for page in self.site.pages for link in self.site.links(page))

    def _is_of_front_page(self, url: str, address: str) -> bool:
        """Whether an address of the frame is that of the site itself."""
        path, mark, _ = self.site.published_at(url, address).partition("#")
        return bool(mark) and posixpath.normpath(f"/{path}") == "/"

    def _is_from_root(self, url: str, address: str) -> bool:
        """Whether a template wrote ``{{ base_url }}/x``, which has two slashes in the page for dead ends.

        MkDocs's documentation offers it, and in every other page it is right.
        """
        if url != NOT_FOUND or self.site.base != "/" or not address.startswith("//"):
            return False
        return self.site.resolve_from(url, address[1:]).kind in ("page", "file")

    def _is_right(self, root: HtmlElement, target: Target, address: str) -> bool:
        """Whether a link of the frame leads somewhere."""
        if target.kind == "outside":
            return fault_of(address) is None
        if target.kind not in ("page", "file"):
            return False
        page = self.site.by_path.get(target.path)
        anchor = (target.fragment or "").partition(":~:")[0]
        if page is None or not anchor or anchor in page.anchors or anchor.lower() == "top":
            return True
        return bool(root.xpath(".//*[@id=$name or @name=$name]", name=anchor))

    def _reason(self, target: Target, address: str, file: str, words: str) -> tuple[str, str, str, str]:
        """What is wrong with a link of the frame: code, sentence, guess and hint."""
        if target.kind == "outside" and (fault := fault_of(address)) is not None:
            return fault.code, fault.message, fault.guess, fault.hint
        if target.kind in ("missing", "above"):
            near = closest_path(words, (*self.site.by_path, *self.site.own_files))
            is_of_template = file.endswith(".html")
            guess = f"{{{{ '{self.site.url_of(near)}' | url }}}}" if near and is_of_template else near
            if not near:
                near = guess = address_meant(words)
            return (
                "missing-page",
                f"link to missing '{words}'",
                guess,
                "" if near else "no page or file is there",
            )
        if target.kind == "unpublished":
            why = self.site.unpublished[target.path]
            return "unpublished-page", f"link to '{target.path}', which is {why}", "", "take the link away"
        page = self.site.by_path[target.path]
        anchor = (target.fragment or "").partition(":~:")[0]
        guess = closest(anchor, page.ids)
        is_of_itself = words.startswith("#")  # and not of one page that all of them name
        return (
            "missing-anchor",
            f"link to missing anchor '#{anchor}' in {'its own page' if is_of_itself else page.path}",
            f"#{guess}" if guess else "",
            f"first missing in {page.path}" if is_of_itself else "",
        )

    def _is_of_navigation(self, url: str, address: str, target: Target) -> bool:
        """Whether the navigation names a link, which its own check has told."""
        named = {scalar.value for scalar in self.config.scalars if scalar.keys[:1] == ("nav",)}
        named |= {posixpath.normpath(f"/{value.replace(_BACKSLASH, '/')}").lstrip("/") for value in named}
        return target.path in named or not named.isdisjoint(_writings(url, address, self.site.base))

    def _writer(self, url: str, address: str) -> tuple[str, Location | None, str]:
        """The file that holds a link of the frame, where, and how it is written there."""
        writings = _writings(url, address, self.site.base)
        for alone in (True, False):
            for words in writings:
                if (location := self.config.location_of(words, alone=alone)) is not None:
                    return self.config_name, location, words
                for template in self.templates:
                    if (location := template.location(words, alone=alone)) is not None:
                        return template.file, location, words
        return "", None, _from_root(url, address, self.site.base)


_BACKSLASH = "\\"
_OF_THE_THEME = frozenset({"missing-page", "unpublished-page"})


def _writings(url: str, address: str, base: str) -> list[str]:
    """How an address may have been written: from the site's root, as it is, or by its last piece."""
    path, mark, fragment = address.partition("#")
    joined = _from_root(url, path, base)
    forms = [
        form + mark + fragment for form in (f"{joined.rstrip('/')}/", joined.rstrip("/")) if len(form) > 1
    ]
    last = posixpath.basename(path.rstrip("/"))
    if path and not last.strip("."):  # of the page itself, or of one above it
        last = posixpath.basename(joined.rstrip("/"))
    return [
        address,
        re.sub(r"^(?:\.\./)*(https?)/+", r"\1//", address),  # as it was before the theme took it for a path
        *([f"/{form}" for form in forms] if path.startswith("/") else ()),
        *forms,
        *([last] if len(last.strip(".")) > 1 else ()),
        *([f"#{fragment}"] if len(fragment) > 1 else ()),
    ]


def _from_root(url: str, address: str, base: str) -> str:
    """An address of the frame as one from the site's root, in which it is the same on every page."""
    path = address.partition("#")[0]
    if path.startswith("/"):
        return path[len(base) :] if path.startswith(base) else path
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(f"{url}x"), path)).lstrip("/")
    return f"{joined}/" if path.endswith("/") and joined else joined


def _is_for_programs(element: HtmlElement) -> bool:
    """Whether only programs follow a link; it may name what another build puts there."""
    if element.get("hreflang") is not None:
        return True
    return element.tag == "link" and not _FOR_PROGRAMS.isdisjoint((element.get("rel") or "").lower().split())


def _parse(frame: str) -> HtmlElement | None:
    try:
        return lxml.html.document_fromstring(frame)
    except (lxml.etree.ParserError, ValueError):
        return None


def _no_front_page(site: Site) -> Problem:
    message = "this site has no front page, to which the theme's logo and name lead"
    return problem_at(site.file("index.md"), None, "missing-page", message, hint="write this file")
