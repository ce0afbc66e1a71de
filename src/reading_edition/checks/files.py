"""The files of the documents' folder: of a harmless type, with a plain name, and really in the folder."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from link_checks.problem import Problem, problem_at
from reading_edition.checks.svg_files import check_xml

_XML = frozenset("svg xml rdf atom rss tei".split())
# Types of files that only show or contain something.
_PASSIVE = _XML | frozenset(
    """
    md markdown mdown mkdn mkd
    txt text yaml yml json jsonld csv tsv bib ris vtt srt geojson
    png jpg jpeg gif webp avif ico bmp tif tiff mp3 m4a ogg oga opus wav flac mp4 m4v webm ogv mov
    pdf epub zip gz tar docx odt rtf xlsx ods pptx odp woff woff2 ttf otf
    """.split()
)
# Types of files that do something, what that is, and what to do instead.
_ACTIVE = {
    ending: (what, hint)
    for endings, what, hint in (
        (
            "html htm xhtml xht shtml mht mhtml hta",
            "an HTML page can run programs",
            "write a page of Markdown",
        ),
        ("js mjs cjs wasm ts", "a script runs in every reader's browser", "name it under extra_javascript"),
        ("css", "a style sheet changes every page", "name it under extra_css in mkdocs.yml"),
        ("swf jar class xap", "a program runs in the reader's browser", "delete it"),
        ("xsl xslt xul", "a style sheet of XML can run programs", "delete it"),
        ("svgz", "a packed picture cannot be checked", "unpack it, as .svg"),
        ("php phtml asp aspx jsp cgi pl py rb sh exe dll bat cmd", "a host may run a program", "delete it"),
    )
    for ending in endings.split()
}
# Files by which the site's host is configured.
_FOR_HOSTS = frozenset(
    """
    _headers _redirects _routes.json _worker.js cname web.config netlify.toml vercel.json now.json
    firebase.json staticwebapp.config.json wrangler.toml manifest.json manifest.webmanifest
    service-worker.js sw.js crossdomain.xml clientaccesspolicy.xml .htaccess .htpasswd
    """.split()
)
_NOT_PLAIN = frozenset('<>"\x7f') | frozenset(map(chr, range(0x20)))


@dataclass(frozen=True)
class DocsFile:
    """A file of the documents' folder: its path, whether it or its folder is a symbolic link, its bytes."""

    path: str
    is_link: bool
    read: Callable[[], bytes]


def is_link(folder: Path, path: str) -> bool:
    """Whether a file of a folder, or a folder on the way to it, is a symbolic link."""
    file = folder / path
    ways = [file, *file.parents]
    return any(way.is_symlink() for way in ways[: ways.index(folder)])


def check_files(files: Iterable[DocsFile], named: Collection[str], call: Callable[[str], str]) -> Iterator[Problem]:
    """Every problem with some files.

    ``named`` contains the paths of the scripts and style sheets that the settings name. ``call`` returns
    the name by which contributors know a path.
    """
    for file in files:
        name, ending = call(file.path), _ending(file.path)
        if fault := _fault(file, ending, named):
            code, message, hint = fault
            yield problem_at(name, None, code, message, hint=hint)
        elif ending in _XML:
            yield from check_xml(name, file.read())


def _fault(file: DocsFile, ending: str, named: Collection[str]) -> tuple[str, str, str] | None:
    """The code, the message, and the hint of what is wrong with a file by its path alone."""
    if file.is_link:
        return "symbolic-link", "a symbolic link can lead out of the folder", "put the file itself here"
    if _is_for_host(file.path.lower()):
        message = f"'{posixpath.basename(file.path)}' configures the site's host"
        return "file-of-host", message, "rename it or delete it"
    if sign := next((sign for sign in file.path if sign in _NOT_PLAIN), ""):
        return "file-name", f"the file's name contains {sign!r}", "use letters, digits, and hyphens"
    what = f"a file of type '.{ending}'" if ending else "a file without an ending"
    if ending in _ACTIVE and file.path not in named:
        why, hint = _ACTIVE[ending]
        return "file-type", f"{what} is not published: {why}", hint
    if ending not in _PASSIVE and ending not in _ACTIVE:
        hint = "only text, data, pictures, sound, video, and books are; delete it if an editor left it"
        return "file-type", f"{what} is not published", hint
    return None


def _is_for_host(path: str) -> bool:
    is_in_folder = path.startswith((".well-known/", "functions/"))
    return is_in_folder or path in _FOR_HOSTS or path.endswith("/web.config")


def _ending(path: str) -> str:
    return posixpath.basename(path).rpartition(".")[2].lower() if "." in posixpath.basename(path) else ""
