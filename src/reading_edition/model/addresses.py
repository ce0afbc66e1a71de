"""URLs of the site's pages and files, as written in pages and exports."""

import posixpath
from functools import lru_cache

from reading_edition.model.edition import Edition
from reading_edition.model.items import Entry

FEED = "data/changes.atom"  # the feed of the latest changes


def relative_url(here: str, there: str, fragment: str = "") -> str:
    """Return the relative URL from the page ``here`` to the page ``there``; both are relative to the site's root."""
    if here == there and fragment:
        return f"#{fragment}"
    path = _relative_path(here.rpartition("/")[0], there)
    return f"{path}#{fragment}" if fragment else path


@lru_cache(maxsize=1 << 16)
def _relative_path(folder: str, there: str) -> str:
    path = posixpath.relpath("/" + there, "/" + folder)
    path = path + "/" if there.endswith("/") or not there else path
    return "./" if path in ("./", ".//") else path


def address_of(edition: Edition, url: str, fragment: str = "", *, origin: str) -> str:
    """Return the absolute URL of a page or file; if the site has no address, a URL relative to the file ``origin``."""
    if not edition.address:
        return relative_url(origin, url, fragment)
    return f"{edition.address}{url}#{fragment}" if fragment else f"{edition.address}{url}"


def wikidata(entry: Entry) -> str:
    """Return the address of an entry's item in Wikidata; empty if the entry has none."""
    item = entry.data.get("wikidata", "")
    return f"http://www.wikidata.org/entity/{item}" if item.isalnum() else ""
