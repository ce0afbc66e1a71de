"""Scripts and style sheets as they are sent: small, and those of the theme joined into one file of each kind."""

from pathlib import Path

import minify

JOINED = ("assets/css/site.css", "assets/js/site.js")
# The theme's files in the order in which they are joined; the build makes kinds.css from extra.edition.
_STYLES = "edition entries margin tooltips pictures maps later print kinds".split()
_SCRIPTS = "shared notes reader citing later tooltips filters entries search handout".split()


class AssetError(Exception):
    """A script that browsers could not read."""


def send_joined(site: Path) -> None:
    """Joins the theme's files in a finished site, whose pages load the joined ones; nothing in another theme."""
    styles = [site / f"assets/css/{name}.css" for name in _STYLES]
    scripts = [site / f"assets/js/{name}.js" for name in _SCRIPTS]
    if not all(file.is_file() for file in styles + scripts):
        return
    style, script = "".join(map(_small, styles)), ";".join(map(_small, scripts))
    for file in styles + scripts:
        file.unlink()
    (site / "assets/css/site.css").write_text(style, encoding="utf-8")
    # The names of a script are known to the scripts after it, and to nothing else.
    (site / "assets/js/site.js").write_text(f"(() => {{{script}}})();", encoding="utf-8")
    for file in [*site.glob("assets/css/*.css"), *site.glob("assets/js/*.js")]:
        file.write_text(_small(file), encoding="utf-8")


def _small(file: Path) -> str:
    """The text of a file without comments and needless spaces, and with short names inside of functions."""
    kind = {".css": "text/css", ".js": "application/javascript"}[file.suffix]
    try:
        return str(minify.string(kind, file.read_text(encoding="utf-8")))
    except minify.MinifyError as error:
        raise AssetError(f"{file.parent.name}/{file.name}: {str(error).splitlines()[0]}") from error
