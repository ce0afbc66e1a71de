"""Headers for hosts that read a file ``_headers`` at the site's root, such as Netlify and Cloudflare Pages.

They say what a page itself cannot: who may frame it, and how long its parts may be kept. What they do not
say stands in each page (see :mod:`.policy`), so that the site is no less safe where nobody reads them.
"""

from __future__ import annotations

from collections.abc import Mapping

HEADERS = "_headers"  # where hosts look for it; no page links to it

_YEAR = 365 * 24 * 60 * 60  # seconds
_UNUSED = "browsing-topics camera display-capture geolocation microphone midi payment serial usb".split()

_HEADERS: Mapping[str, Mapping[str, str]] = {
    "/*": {
        "Content-Security-Policy": "frame-ancestors 'none'",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Permissions-Policy": ", ".join(f"{name}=()" for name in _UNUSED),
        "Referrer-Policy": "strict-origin-when-cross-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",  # for browsers that do not know frame-ancestors
    },
    # A picture that is opened by itself is a document of its own, without the policy of a page.
    "/*.svg": {"Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; sandbox"},
    # What is made for other programs may be fetched from other sites.
    "/data/*": {"Access-Control-Allow-Origin": "*"},
    # The theme names these files by their hashes: what changes gets another name.
    "/assets/stylesheets/*": {"Cache-Control": f"public, max-age={_YEAR}, immutable"},
}


def headers() -> str:
    """The file ``_headers``: a pattern of paths to a line, and under it its headers, indented."""
    blocks = (
        "\n".join([pattern, *(f"  {name}: {value}" for name, value in values.items())])
        for pattern, values in _HEADERS.items()
    )
    return "\n\n".join(blocks) + "\n"
