"""Headers for hosts that read a file ``_headers`` at the site's root, such as Netlify and Cloudflare Pages.

They say what a page itself cannot: who may frame it, and how long its parts may be kept. The rest of the
policy is in each page (see :mod:`reading_edition.render.content_security_policy`), so that the site is as
safe on a host that reads no headers. It is not repeated here: these headers go out with pictures as well,
and a browser would then block the styles inside of a picture.
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
    # Other sites may fetch what is made for other programs.
    "/data/*": {"Access-Control-Allow-Origin": "*"},
    # The theme names these files by their hashes: a changed file gets another name.
    "/assets/stylesheets/*": {"Cache-Control": f"public, max-age={_YEAR}, immutable"},
}


def headers() -> str:
    """The file ``_headers``: a pattern of paths in a line, and its headers under it, indented."""
    blocks = (
        "\n".join([pattern, *(f"  {name}: {value}" for name, value in values.items())])
        for pattern, values in _HEADERS.items()
    )
    return "\n\n".join(blocks) + "\n"
