"""The files of the documents' folder: of harmless kinds, plainly named, and in the folder themselves."""

from __future__ import annotations

import posixpath
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from link_checks.problem import Problem, problem_at
from reading_edition.checks.svg_files import check_xml

# Kinds of files that show or hold something, and do nothing.
_PAGES = "md markdown mdown mkdn mkd"
_TEXTS = "txt text yaml yml json jsonld csv tsv bib ris vtt srt geojson"
_MEDIA = "png jpg jpeg gif webp avif ico bmp tif tiff mp3 m4a ogg oga opus wav flac mp4 m4v webm ogv mov"
_BOOKS = "pdf epub zip gz tar docx odt rtf xlsx ods pptx odp woff woff2 ttf otf"
_XML = "svg xml rdf atom rss tei"
_PASSIVE = frozenset(f"{_PAGES} {_TEXTS} {_MEDIA} {_BOOKS} {_XML}".split())
_ACTIVE = {
    **dict.fromkeys(
        "html htm xhtml xht shtml mht mhtml hta".split(), "a page of HTML runs whatever it holds"
    ),
    **dict.fromkeys("js mjs cjs wasm ts".split(), "a script runs in every reader's browser"),
    **dict.fromkeys(("css",), "a style sheet changes every page"),
    **dict.fromkeys("swf jar class xap".split(), "a program runs in the reader's browser"),
    **dict.fromkeys("xsl xslt xul".split(), "a style sheet of XML may run whatever it holds"),
    **dict.fromkeys(("svgz",), "what is packed cannot be looked into"),
    **dict.fromkeys(
        "php phtml asp aspx jsp cgi pl py rb sh exe dll bat cmd".split(), "a program may be run by a host"
    ),
}
_ACTIVE_HINTS = {
    "js": "scripts are those that mkdocs.yml names under extra_javascript",
    "css": "style sheets are those that mkdocs.yml names under extra_css",
    "html": "write it as a page of Markdown, .md",
    "htm": "write it as a page of Markdown, .md",
    "svgz": "unpack it, as .svg",
}
# Files by which hosts are told what to do with the site.
_OF_HOSTS = frozenset(
    """
    _headers _redirects _routes.json _worker.js cname web.config netlify.toml vercel.json now.json
    firebase.json staticwebapp.config.json wrangler.toml manifest.json manifest.webmanifest
    service-worker.js sw.js crossdomain.xml clientaccesspolicy.xml .htaccess .htpasswd
    """.split()
)
_UNPLAIN = frozenset('<>"\x7f')


@dataclass(frozen=True)
class DocsFile:
    """A file of the documents' folder: its path in it, whether it or its folder is a link, and its bytes."""

    path: str
    is_link: bool
    read: Callable[[], bytes]


def is_link(folder: Path, path: str) -> bool:
    """Whether a file of a folder, or a folder on the way to it, is a symbolic link."""
    file = folder / path
    ways = [file, *file.parents]
    return any(way.is_symlink() for way in ways[: ways.index(folder)])


def check_files(
    files: Iterable[DocsFile], named: Collection[str], call: Callable[[str], str]
) -> Iterator[Problem]:
    """The problems of files.

    ``named`` are the paths of the scripts and style sheets that the settings name, ``call`` says how a
    contributor calls a path.
    """
    for file in files:
        yield from _check_file(file, named, call(file.path))


def _check_file(file: DocsFile, named: Collection[str], name: str) -> Iterator[Problem]:
    base = posixpath.basename(file.path)
    ending = base.rpartition(".")[2].lower() if "." in base else ""
    if file.is_link:
        message = "a symbolic link can lead out of the folder"
        yield problem_at(name, None, "symbolic-link", message, hint="put the file itself here")
    elif (
        file.path.lower() in _OF_HOSTS
        or base.lower() == "web.config"
        or file.path.lower().startswith((".well-known/", "functions/"))
    ):
        message = f"'{base}' tells a host what to do with the site"
        yield problem_at(
            name, None, "file-of-host", message, hint="such files are not contributed; rename it"
        )
    elif sign := next((sign for sign in file.path if sign in _UNPLAIN or ord(sign) < ord(" ")), ""):
        message = f"the file's name holds {sign!r}"
        yield problem_at(name, None, "file-name", message, hint="letters, digits and hyphens are plain")
    elif ending in _ACTIVE and file.path not in named:
        hint = _ACTIVE_HINTS.get(ending, "pages are Markdown, .md")
        yield problem_at(name, None, "file-type", f"{_ACTIVE[ending]}: .{ending} is refused", hint=hint)
    elif ending not in _PASSIVE and ending not in _ACTIVE:
        message = (
            f"files of the kind '.{ending}' are refused" if ending else "a file without an ending is refused"
        )
        hint = "text, data, pictures, sound, film and books are published; is it a copy that an editor left?"
        yield problem_at(name, None, "file-type", message, hint=hint)
    elif ending in _XML.split():
        yield from check_xml(name, file.read())
