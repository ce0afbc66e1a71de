"""Minifies scripts and style sheets, and joins the theme's into a few files."""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

import minify

from reading_edition.render.page_shell import SHEETS

# The theme's files, in the order in which they are joined. The build generates kinds, choices, styles and heads.
_STYLES = {
    "site": "edition tooltips later kinds",
    "essay": "essay margin",
    "entries": "entries",
    "lists": "lists choices",
    "pages": "pages",
    "pictures": "pictures maps styles",
    "book": "book",
    "print": "print heads",
}
_SCRIPTS = "shared notes reader citing later tooltips filters entries search handout".split()
JOINED = ("assets/js/site.js", *(f"assets/css/{name}.css" for name in ("site", *SHEETS, "print")))


class AssetError(Exception):
    """A script or style sheet that the minifier, like browsers, cannot parse."""


def send_joined(site: Path, made: Mapping[str, str]) -> None:
    """Join and minify the theme's files in a finished site; leave sites with other themes alone.

    ``made`` are the style sheets that the build generates, by their names.
    """
    names = [name for parts in _STYLES.values() for name in parts.split() if name not in made]
    styles = {name: site / f"assets/css/{name}.css" for name in names}
    scripts = [site / f"assets/js/{name}.js" for name in _SCRIPTS]
    if not all(file.is_file() for file in [*styles.values(), *scripts]):
        return
    small = {name: _small(file) for name, file in styles.items()}
    small |= {name: _minified(".css", text) for name, text in made.items()}
    script = ";".join(map(_small, scripts))
    of_parts = () if (site / "search/part-0.json").exists() else (site / "assets/js/parts.js",)
    for file in [*styles.values(), *scripts, site / "assets/css/kinds.css", *of_parts]:
        file.unlink(missing_ok=True)
    # The names that a script defines are visible to the scripts after it, and nowhere else.
    (site / "assets/js/site.js").write_text(f"(() => {{{script}}})();", encoding="utf-8")
    for file in [*site.glob("assets/css/*.css"), *site.glob("assets/js/*.js")]:
        file.write_text(_small(file), encoding="utf-8")
    for name, parts in _STYLES.items():
        joined = "".join(small[part] for part in parts.split())
        (site / f"assets/css/{name}.css").write_text(joined, encoding="utf-8")


def _small(file: Path) -> str:
    """Return the minified text of a file; raise :class:`AssetError` if it cannot be minified."""
    try:
        return _minified(file.suffix, file.read_text(encoding="utf-8"))
    except minify.MinifyError as error:
        raise AssetError(f"{file.parent.name}/{file.name}: {str(error).splitlines()[0]}") from error


@lru_cache(maxsize=64)  # a development server minifies the same files again and again
def _minified(suffix: str, text: str) -> str:
    return str(minify.string({".css": "text/css", ".js": "application/javascript"}[suffix], text))
