"""Whether a link leads somewhere: to a page or file that is there, and to an id on that page."""

from __future__ import annotations

import mimetypes
import posixpath
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from fnmatch import fnmatch

from link_checks.addresses import (
    fault_of,
    invisible_in,
    leads_outside,
    scheme_of,
    without_invisible,
)
from link_checks.elements import is_hint, is_image
from link_checks.location import Location
from link_checks.problem import Problem, problem_at
from link_checks.site import NOT_FOUND, Link, Page, Site
from link_checks.suggestions import closest, closest_path

_LIKE, _IN_A_LIST = 0.6, 0.85  # the names in a long list are like each other, and more often one is lacking
_HOSTS = (".com", ".org", ".net", ".edu", ".gov", ".info", ".io", ".eu", ".int", ".ru", ".de", ".uk", ".fr")

_AROUND = "()<>\"'“”‘’"
_TITLE = re.compile(r"[ \"'“”‘’]+")

_SEEN_FROM = "in raw HTML an address is read from the built page, not from its file"


def check_link(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    """A link must lead to a page or file that exists, and its anchor to an id on that page.

    A reference link is told where it is used, with the line in which its address stands.
    """
    for problem in _check(site, page, link):
        if link.defined is None:
            yield problem
        else:
            where = f"its address stands in line {link.defined.line}"
            yield replace(problem, hint=f"{problem.hint}; {where}" if problem.hint else where)


def _check(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    target = link.target
    own = site.own_path(link.address)
    if link.address in ("", "#"):
        yield from _empty(page, link)
    elif target.kind == "outside":
        if not (is_hint(link.element) and link.address.startswith("//")):
            yield from _outside(site, page, link)
    elif own is None and "\\" in link.address:
        yield _backslash(page, link)
    elif target.kind == "above":
        yield _above(site, page, link)
    elif target.kind == "unpublished":
        yield _unpublished(site, page, link)
    elif target.kind == "missing":
        yield _missing(site, page, link)
    elif own is not None and site.portable:
        yield _own_address(site, page, link)
    elif link.address.startswith("/") and page.url != NOT_FOUND and _breaks_elsewhere(site, link):
        yield _absolute(site, page, link)
    elif target.kind == "page":
        yield from _page(site, page, link)
    else:
        yield from _file(site, page, link)


def _breaks_elsewhere(site: Site, link: Link) -> bool:
    """Whether an address from the host's root is a slip: in Markdown always, if no folder was meant.

    Raw HTML is written by people who mean addresses as the reader's browser reads them.
    """
    return site.portable or (site.base == "/" and link.syntax not in ("html", "wiki", ""))


def check_written(site: Site, page: Page) -> Iterator[Problem]:
    """A link to a page that ends in ``#``: MkDocs drops the sign, and the reader the place that was meant."""
    for written in page.source.links:
        is_empty = written.target.endswith("#") and len(written.target) > 1
        if not is_empty or written.syntax not in ("inline", "reference"):
            continue
        if site.resolve_written(page, written.target).kind == "page":
            yield _without_id(page.file, written.location, written.target)


def _without_id(file: str, location: Location | None, address: str) -> Problem:
    message = f"link '{address}' ends in # without an id"
    return problem_at(file, location, "empty-link", message, guess=address.rstrip("#"))


def _empty(page: Page, link: Link) -> Iterator[Problem]:
    tag = link.element.tag
    if tag in ("a", "area"):
        words = " ".join(link.element.text_content().split())
        yield problem_at(
            page.file,
            link.location,
            "empty-link",
            f"link '{words}' leads nowhere",
            hint="write where it leads between its parentheses"
            if link.syntax != "html"
            else "write where it leads in its href",
        )
    elif not link.address and tag not in ("form", "button"):
        yield problem_at(
            page.file,
            link.location,
            "empty-link",
            f"<{tag}> has an empty {link.attribute}",
            hint="write the path of what it shows",
        )


def _outside(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    if link.address not in site.reported and (fault := fault_of(link.address)) is not None:
        yield problem_at(
            page.file, link.location, fault.code, fault.message, guess=fault.guess, hint=fault.hint
        )
    elif path := site.preview_path(link.address):
        message = f"address '{link.address}' is that of this site on your own machine"
        fragment = link.address.partition("#")[2]
        guess = _relative(site, page, path, link) + (f"#{fragment}" if fragment else "")
        yield problem_at(page.file, link.location, "own-address", message, guess=guess)


def _above(site: Site, page: Page, link: Link) -> Problem:
    path = _closest_path(site, page, posixpath.basename(link.target.path.rstrip("/")), "page")
    return problem_at(
        page.file,
        link.location,
        "above-root",
        f"link '{link.address}' leads out of the site, above its root",
        guess=_relative(site, page, path, link) + _anchor(link),
        hint="" if path else f"only what stands in {site.folder}/ is published",
    )


def _unpublished(site: Site, page: Page, link: Link) -> Problem:
    path = link.target.path
    return problem_at(
        page.file,
        link.location,
        "unpublished-page",
        f"link to '{path}', which readers do not get: it is {site.unpublished[path]}",
        hint="publish it, or take the link away",
    )


def _own_address(site: Site, page: Page, link: Link) -> Problem:
    return problem_at(
        page.file,
        link.location,
        "own-address",
        f"link '{link.address}' writes out this site's own address, which another copy of it has not",
        guess=f"{_relative(site, page, link.target.path, link)}{_anchor(link)}",
    )


def _backslash(page: Page, link: Link) -> Problem:
    return problem_at(
        page.file,
        link.location,
        "malformed-address",
        f"link '{link.address}' has a backslash in it",
        guess=link.address.replace("\\", "/"),
    )


def _absolute(site: Site, page: Page, link: Link) -> Problem:
    return problem_at(
        page.file,
        link.location,
        "absolute-link",
        f"link '{link.address}' breaks where the site lives under a sub-path",
        guess=f"{_relative(site, page, link.target.path, link)}{_anchor(link)}",
    )


def _anchor(link: Link) -> str:
    return f"#{link.target.fragment}" if link.target.fragment else ""


def _missing(site: Site, page: Page, link: Link) -> Problem:
    what = _kind_of_file(link)
    path = link.target.path
    guess, hint = _what_was_meant(site, page, link, what)
    if link.address.startswith("/") and not f"{path}/".startswith(site.base):
        return _out_of_base(site, page, link, guess)
    if link.syntax == "wiki":
        guess, hint = _wiki_page(guess), hint or "the extension wikilinks makes this address of it"
    if not link.syntax and guess == link.address:
        guess = ""  # its tag was not recognized as one
    subject = f"missing image '{path}'" if what == "image" else f"link to missing {what} '{path}'"
    if site.own_path(link.address) is not None:
        subject = f"link '{link.address}' to a missing {what} of this site"
    return problem_at(
        page.file,
        link.location,
        f"missing-{what}",
        subject,
        guess=guess,
        hint=hint or ("" if guess else "write the path relative to this file"),
        published=site.published_from(page, link.address),
    )


def _wiki_page(path: str) -> str:
    return f"[[{posixpath.basename(path).removesuffix('.md')}]]" if path else ""


def _out_of_base(site: Site, page: Page, link: Link, guess: str) -> Problem:
    return problem_at(
        page.file,
        link.location,
        "absolute-link",
        f"link '{link.address}' leads out of the site, which lives under {site.base}",
        guess=guess,
        hint="" if guess else "write the path relative to this file",
    )


def _what_was_meant(site: Site, page: Page, link: Link, what: str) -> tuple[str, str]:
    """A guess and a hint for a link to nothing."""
    path = link.target.path
    if hidden := invisible_in(path):
        bare = _closest_path(site, page, without_invisible(path), what)
        return _relative(
            site, page, bare, link
        ), f"it holds a character that nobody sees: {', '.join(hidden)}"
    if link.syntax != "html" and _is_above_docs(page, path):
        near = _closest_path(site, page, posixpath.basename(path), what)
        return _relative(site, page, near, link), f"only what stands in {site.folder}/ is published"
    if what == "page" and _is_folder(site, page, path):
        return "", "this folder has no index.md; link to a page in it"
    if near := _closest_path(site, page, path, what):
        hint = (
            _SEEN_FROM
            if link.syntax == "html" and not path.endswith("/") and near == _joined(page, path)
            else ""
        )
        return _relative(site, page, near, link) + _anchor(link), hint
    if "@" in path and "/" not in path and fault_of(f"mailto:{path}") is None:
        return f"mailto:{path}", ""
    if outside := address_meant(path):
        return outside, ""
    plain = unicodedata.normalize("NFKC", path)
    if leads_outside(plain) and scheme_of(plain):
        return plain, ""
    return _without_signs(site, page, link)


def _without_signs(site: Site, page: Page, link: Link) -> tuple[str, str]:
    """A guess and a hint for a path that has brackets or quotation marks around it, or a title behind it."""
    path, *title = _TITLE.split(link.target.path.strip(_AROUND), maxsplit=1)
    what = "page" if path.endswith(".md") else "file"
    if path == link.target.path or not (near := _closest_path(site, page, path, what)):
        return "", ""
    return _relative(
        site, page, near, link
    ), 'a title stands in quotes: [words](target "title")' if title else ""


def _is_above_docs(page: Page, path: str) -> bool:
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)).startswith("../")


def address_meant(path: str) -> str:
    """The address outside that a path was meant to be, if it looks like one without a right scheme."""
    if path.startswith("www.") or path.split("/")[0].lower().endswith(_HOSTS):
        return f"https://{path}"
    if path.startswith(("http//", "https//")):
        return path.replace("//", "://", 1)
    if path.startswith(("http;//", "https;//", "://")):
        return f"{'http' if path.startswith('http;') else 'https'}://{path.partition('//')[2]}"
    return ""


def _is_folder(site: Site, page: Page, path: str) -> bool:
    """Whether a written path is that of a folder with pages in it."""
    folder = posixpath.normpath(posixpath.join(posixpath.dirname(page.path), path)).lstrip("/") + "/"
    return any(other.startswith(folder) for other in (*site.by_path, *site.file_paths))


def _kind_of_file(link: Link) -> str:
    if is_image(link.element, link.attribute):
        return "image"
    name = posixpath.basename(link.target.path.rstrip("/"))
    return "file" if "." in name.strip(".") and not name.endswith((".md", ".html")) else "page"


def _closest_path(site: Site, page: Page, written: str, what: str) -> str:
    paths = (
        [*site.by_path, *(other.path for other in site.static_pages)] if what == "page" else site.own_files
    )
    return closest_path(_joined(page, written), paths)


def _joined(page: Page, written: str) -> str:
    """The file that a path names, as seen from a page's own file."""
    return posixpath.normpath(posixpath.join(posixpath.dirname(page.path), written.rstrip("/"))).lstrip("/")


def _relative(site: Site, page: Page, path: str, link: Link) -> str:
    """How a link of this kind leads to a page or file: Markdown by files, raw HTML by addresses."""
    if not path:
        return ""
    if link.syntax != "html":
        return posixpath.relpath(path, posixpath.dirname(page.path) or ".")
    url = site.url_of(path)
    relative = posixpath.relpath(url or ".", posixpath.dirname(f"{page.url}x") or ".")
    return f"{relative}/" if url.endswith("/") or (not url and relative != ".") else relative


def _page(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    """A link to a page that exists: its anchor must be there, and a page is no picture."""
    other = site.page_at(link.target.path) or page
    if is_image(link.element, link.attribute):
        yield problem_at(
            page.file,
            link.location,
            "no-image",
            f"'{link.shown}' is shown as an image, but it is a page",
            hint="a link has no exclamation mark before it",
        )
        return
    anchor = link.target.fragment
    if anchor is None:
        return
    anchor, directive, _ = anchor.partition(":~:")
    if not anchor and not directive:
        yield _without_id(page.file, link.location, link.address)
    elif anchor and not _stops_at(other, link, anchor):
        yield _missing_anchor(site, page, link, other, anchor)


def _stops_at(page: Page, link: Link, anchor: str) -> bool:
    """Whether a browser finds an anchor: as it is written, decoded, or the top of every page."""
    return anchor in page.anchors or anchor.lower() == "top" or link.address.partition("#")[2] in page.anchors


def _file(site: Site, page: Page, link: Link) -> Iterator[Problem]:
    """A link to a file that exists: an anchor in a page of HTML must be there, and only images are shown."""
    if is_image(link.element, link.attribute):
        yield from _no_image(page, link)
    other = site.page_at(link.target.path)
    if link.element.tag == "use":
        other = site.drawing_at(link.target.path)
    anchor = (link.target.fragment or "").partition(":~:")[0]
    if other is not None and anchor and anchor not in other.anchors and anchor.lower() != "top":
        yield _missing_anchor(site, page, link, other, anchor)


def _no_image(page: Page, link: Link) -> Iterator[Problem]:
    kind, _ = mimetypes.guess_type(link.target.path)
    if kind and not kind.startswith("image/"):
        yield problem_at(
            page.file,
            link.location,
            "no-image",
            f"'{link.shown}' is shown as an image, but it is a file of type {kind}",
            hint="a link has no exclamation mark before it",
        )


def _missing_anchor(site: Site, page: Page, link: Link, other: Page, anchor: str) -> Problem:
    where = "this page" if other is page else other.path
    remedy = next((how for pattern, how in site.how_to_add.items() if fnmatch(other.path, pattern)), "")
    guess, hint = _closest_anchor(other, anchor, cutoff=_IN_A_LIST if remedy else _LIKE), ""
    elsewhere = [candidate for candidate in site.pages if anchor in candidate.ids]
    if elsewhere and guess.casefold() != anchor.casefold():
        path = _relative(site, page, elsewhere[0].path, link) if elsewhere[0] is not page else ""
        guess = f"{path}#{anchor}"
    elif guess:
        guess = f"#{guess}"
    else:
        hint = remedy or "no heading or paragraph there has this id"
    if hidden := invisible_in(anchor):
        hint = f"it holds a character that nobody sees: {', '.join(hidden)}"
    return problem_at(
        page.file,
        link.location,
        "missing-anchor",
        f"link to missing anchor '#{anchor}' in {where}",
        guess=guess,
        hint=hint,
        target=other.file,
        published=site.published_from(page, link.address),
    )


def _closest_anchor(page: Page, anchor: str, *, cutoff: float) -> str:
    """The id that was meant: that of the heading with these words, or one that looks like it."""
    for heading in page.root.iter("h1", "h2", "h3", "h4", "h5", "h6"):
        words = "-".join("".join(c if c.isalnum() else " " for c in heading.text_content()).split())
        if heading.get("id") and words.casefold() == anchor.casefold():
            return str(heading.get("id"))
    bare = without_invisible(anchor)
    return bare if bare in page.ids else closest(bare, page.ids, cutoff=cutoff)
