"""Check the page shell: links around the content of pages, from the theme, from templates, and from mkdocs.yml.

The checks parse the built pages, and search for each link in mkdocs.yml, in the project's templates, and in the files
that plugins read. A link in none of them is the theme's own, and is reported only if its target is not published.
"""

import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Set
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import product

from lxml import etree
from lxml.html import HtmlElement

from link_checks.addresses import fault_of, leads_outside
from link_checks.checks.link_faults import address_meant
from link_checks.checks.repeated_links import RepeatedLinks
from link_checks.checks.templates import Template
from link_checks.config_file import ConfigFile
from link_checks.elements import linking_elements
from link_checks.location import Origin
from link_checks.memory import RightContents
from link_checks.page import Target
from link_checks.problem import Problem, problem_in
from link_checks.site import NOT_FOUND, Site
from link_checks.suggestions import closest, closest_path

_FOR_PROGRAMS = frozenset({"canonical", "alternate", "preconnect", "dns-prefetch", "edit"})
_PARSER = etree.HTMLParser(huge_tree=True)
_OF_THE_THEME = frozenset({"missing-page", "unpublished-page"})  # the codes that are reported for the theme's own links


def is_relative(address: str) -> bool:
    """Return whether an address is relative to the address of its page."""
    return bool(address) and not leads_outside(address) and not address.startswith(("/", "#", "?"))


@dataclass(frozen=True)
class PageShell:
    """The checks of links and ids around the content of a site's pages, and the files that may contain these."""

    site: Site
    config: ConfigFile
    templates: tuple[Template, ...] = ()
    entries: Set[str] = frozenset()  # of the navigation
    right: RightContents | None = field(default=None, compare=False)  # from earlier builds
    _repeated: RepeatedLinks = field(default_factory=RepeatedLinks, compare=False)

    def check(self, url: str, name: str, shell: str) -> Iterator[Problem]:
        """Yield the problems in the shell of one page: its built HTML without its content."""
        page = self.site.by_path.get(name)
        content = shell, page.rendered if page else ""
        if self.right is not None and self.right.has(("shell", url), *content):
            return
        right: dict[str, Target] = {}
        new = shell if url == NOT_FOUND else self._repeated.without(url, shell, partial(self._leads_somewhere, url))
        problems = list(self._check_shell(url, name, new, right))
        yield from problems
        if self.right is not None and not problems:
            self.right.add(("shell", url), self._anchors(right.values(), name), *content)

    def _leads_somewhere(self, url: str, address: str) -> bool:
        """Return whether an address without an anchor is valid in the page at ``url``."""
        target = self.site.resolve_from(url, address)
        return fault_of(address) is None if target.kind == "outside" else target.exists

    def _anchors(self, targets: Iterable[Target], name: str) -> Iterator[tuple[str, str]]:
        for target in targets:
            page = self.site.by_path.get(target.path)
            if target.anchor and page is not None and target.path != name and page.has_anchor(target.anchor):
                yield target.path, target.anchor

    def _check_shell(self, url: str, name: str, shell: str, right: dict[str, Target]) -> Iterator[Problem]:
        """Report the problems in a shell, and collect its valid addresses in ``right``."""
        try:
            root = etree.fromstring(shell, _PARSER)
        except (etree.LxmlError, ValueError):
            return
        if root is None:  # nothing but a comment
            return
        yield from self._check_ids(root, name)
        is_relative_at_risk = url == NOT_FOUND and root.find(".//base") is None
        for element, attribute, address in linking_elements(root):
            if not address and element.tag == "a":
                yield from self._check_empty()
            if is_relative_at_risk and is_relative(address):
                yield from self._check_not_found(address)
            if address in right or _is_for_programs(element) or self._is_from_root(url, address):
                continue
            target = self.site.resolve_from(url, address, name)
            if self._is_right(root, target, address) or self._is_of_navigation(url, address, target):
                right[address] = target
            else:
                yield from self._check(target, url, name, attribute, address)

    def _check_ids(self, root: HtmlElement, name: str) -> Iterator[Problem]:
        """Report ids in the project's templates that the page already contains."""
        if not self.templates:
            return
        page = self.site.by_path.get(name)
        for found, count in Counter(root.xpath(".//@id[not(ancestor::svg or ancestor::template)]")).items():
            if count == 1 and (page is None or found not in page.names):
                continue
            located = ((template, template.location_of_id(found)) for template in self.templates)
            for template, location in [each for each in located if each[1]][:1]:
                yield problem_in(template.file, location, "duplicate-id/template", name=found, page=name)

    def _check_empty(self) -> Iterator[Problem]:
        """Report links without an address in the project's templates."""
        for template, written in product(self.templates, ('href=""', "href=''")):
            if (origin := template.find(written, alone=False)) is not None:
                yield problem_in(origin.file, origin.location, "empty-link/template")

    def _check_not_found(self, address: str) -> Iterator[Problem]:
        """Report relative links from the project's templates in the 404 page."""
        target = self.site.resolve_from(NOT_FOUND, address)
        origin = self._origin(NOT_FOUND, address)
        if target.exists and not self._is_of_theme(origin):
            guess = _in_template(self.site.url_of(target.path))
            yield problem_in(origin.file, origin.location, "relative-link", address=origin.words, guess=guess)

    def _check(self, target: Target, url: str, name: str, attribute: str, address: str) -> Iterator[Problem]:
        origin = self._origin(url, self.site.from_host(address))
        published = self.site.published(target)
        is_front_page = "#" in published and posixpath.normpath(f"/{published.partition('#')[0]}") == "/"
        if self._is_of_theme(origin) and target.kind == "missing" and is_front_page:
            yield problem_in(self.site.file("index.md"), None, "missing-page/front-page")
            return
        problem = self._problem(target, address, origin, published)
        if origin.file:
            yield problem
        elif problem.code in _OF_THE_THEME and attribute != "style" and not self._is_in_a_page(address):
            hint = f"the theme writes it into its pages, first into {name}; a setting may name it"
            yield replace(problem, hint=hint)

    def _is_of_theme(self, origin: Origin) -> bool:
        """Return whether the theme writes a link, perhaps from a setting: the logo's address is rarely one."""
        return origin.file in ("", self.config.name, *(each.name for each in self.config.inherited))

    def _is_in_a_page(self, address: str) -> bool:
        """Return whether a page contains this link and its check reports it: a blog repeats posts on other pages."""
        return any(link.address == address for page in self.site.pages for link in self.site.links(page))

    def _is_from_root(self, url: str, address: str) -> bool:
        """Return whether a template wrote ``{{ base_url }}/x``, as MkDocs recommends: ``//x`` in the 404 page."""
        if url != NOT_FOUND or self.site.base != "/" or not address.startswith("//"):
            return False
        return self.site.resolve_from(url, address[1:]).exists

    def _is_right(self, root: HtmlElement, target: Target, address: str) -> bool:
        if target.kind == "outside":
            return fault_of(address) is None
        page = self.site.by_path.get(target.path)
        if not target.exists or page is None or page.has_anchor(target.anchor):
            return target.exists
        return bool(root.xpath(".//*[@id=$name or @name=$name]", name=target.anchor))

    def _problem(self, target: Target, address: str, origin: Origin, published: str) -> Problem:
        file, details = origin.file or self.config.name, {"address": origin.words, "published": published}
        if target.kind == "outside" and (fault := fault_of(address)) is not None:
            return replace(fault.at(file, origin.location), address=origin.words)
        if target.kind == "unpublished":
            key = "unpublished-page/shell"
            details |= {"path": target.path, "why": self.site.unpublished[target.path]}
        elif not target.exists:
            key = "missing-page/shell"
            details["guess"] = self._near(origin)
        else:
            page = self.site.by_path[target.path]
            near = closest(target.anchor, page.ids)
            is_of_page_itself = origin.words.startswith("#")  # an anchor of every page, not of one
            key = "missing-anchor/every-page" if is_of_page_itself else "missing-anchor/shell"
            details |= {"page": page.path, "anchor": target.anchor, "guess": f"#{near}" if near else ""}
        return problem_in(file, origin.location, key, **details)

    def _near(self, origin: Origin) -> str:
        near = closest_path(origin.words, (*self.site.by_path, *self.site.own_files))
        if not near:
            return address_meant(origin.words)
        address = self.site.url_of(near) or "."
        return _in_template(address) if origin.file.endswith(".html") else address

    @cached_property
    def _in_navigation(self) -> frozenset[str]:
        named = {scalar.value for scalar in self.config.scalars if scalar.keys[:1] == ("nav",)} | self.entries
        return frozenset(named | {posixpath.normpath("/" + each.replace("\\", "/")).lstrip("/") for each in named})

    def _is_of_navigation(self, url: str, address: str, target: Target) -> bool:
        """Return whether the navigation contains a link. The check of the navigation reports such links."""
        if target.kind == "outside":
            return False
        named = self._in_navigation
        return target.path in named or not named.isdisjoint(self._forms(url, self.site.from_host(address)))

    def _origin(self, url: str, address: str) -> Origin:
        """Return the origin of a link. The theme's own links have no file."""
        for quoted in (f'"{address}"', f"'{address}'"):  # HTML in a setting, such as copyright
            if (origin := self.config.find(quoted, alone=False)) is not None:
                return origin._replace(words=address)
        files: list[ConfigFile | Template] = [self.config, *self.templates]
        for alone, words, each in product((True, False), self._forms(url, address), files):
            if (origin := each.find(words, alone=alone)) is not None:
                return origin
        from_root = self._from_root(url, address)
        for source, words in product(self.site.sources_of(None), (address, from_root)):
            if (origin := source.find("", words)) is not None:
                return origin._replace(words=words)
        return Origin("", None, from_root)

    def _forms(self, url: str, address: str) -> list[str]:
        """Return the forms in which an address may be written: from the site's root, as it is, or its last part."""
        path, mark, fragment = address.partition("#")
        joined = self._from_root(url, path)
        forms = [form + mark + fragment for form in (f"{joined.rstrip('/')}/", joined.rstrip("/")) if len(form) > 1]
        last = posixpath.basename(path.rstrip("/"))
        if path and not last.strip("."):  # the address of the page itself, or of a page above it
            last = posixpath.basename(joined.rstrip("/"))
        return [
            address,
            re.sub(r"^(?:\.\./)*(https?)/+", r"\1//", address),  # before the theme took it for a path
            *([f"/{form}" for form in forms] if path.startswith("/") else ()),
            *forms,
            *([last] if len(last.strip(".")) > 1 else ()),
            *([f"#{fragment}"] if len(fragment) > 1 else ()),
        ]

    def _from_root(self, url: str, address: str) -> str:
        """Return the path of a shell's address from the site's root, which is the same on every page."""
        path = address.partition("#")[0]
        if path.startswith("/"):
            return path.removeprefix(self.site.base)
        joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(f"{url}x"), path)).lstrip("/")
        return f"{joined}/" if path.endswith("/") and joined else joined


def _in_template(address: str) -> str:
    return f"{{{{ '{address}' | url }}}}"


def _is_for_programs(element: HtmlElement) -> bool:
    """Return whether only programs follow a link. Its target may come from another build."""
    if element.get("hreflang") is not None:
        return True
    return element.tag == "link" and not _FOR_PROGRAMS.isdisjoint((element.get("rel") or "").lower().split())
