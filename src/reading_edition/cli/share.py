"""The picture that stands for the edition where it is shared: its title and author, drawn by Chromium."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from reading_edition.model.csl_items import edition_title, first_day
from reading_edition.model.edition import Edition
from reading_edition.render.head import IMAGE_SIZE
from reading_edition.render.templating import render_page

_FLAGS = ("--headless", "--disable-gpu", "--hide-scrollbars", "--force-device-scale-factor=1")
_SECONDS = 60
_LARGE, _SMALL = 84, 60  # pixels of a title's letters
_LONG_TITLE = 45  # characters from which a title is set smaller


def picture(edition: Edition) -> str:
    """The picture as a page of its own, as large as the picture is to be."""
    facts = edition.settings.facts
    width, height = IMAGE_SIZE
    where = [str(facts.essay.get("container-title", "")), first_day(facts.essay.get("issued", ""))[:4]]
    return render_page(
        "share.html",
        language=facts.language,
        width=width,
        height=height,
        size=_SMALL if len(edition.title) > _LONG_TITLE else _LARGE,
        title=edition.title,
        authors=", ".join(author.full for author in facts.authors),
        where=", ".join(filter(None, where)),
        what=edition_title(edition).removeprefix(edition.title).lstrip(" :,."),
    )


def draw(browser: str, html: str, picture: Path, *, sandboxed: bool = True) -> str:
    """Draws a page as a PNG with a Chromium; what went wrong, in its words, or nothing."""
    width, height = IMAGE_SIZE
    flags = [*_FLAGS, f"--window-size={width},{height}", *(() if sandboxed else ("--no-sandbox",))]
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "picture.html")
        page.write_text(html, encoding="utf-8")
        profile = Path(folder, "profile")
        command = [browser, *flags, f"--user-data-dir={profile}", f"--screenshot={picture}", page.as_uri()]
        try:
            ended = subprocess.run(  # noqa: S603 (the browser is named by whoever runs the command)
                command, capture_output=True, text=True, timeout=_SECONDS, check=False
            )
        except (OSError, subprocess.TimeoutExpired) as error:
            return str(error)
    return (
        "" if ended.returncode == 0 and picture.is_file() else ended.stderr[-2000:] or "no file was written"
    )
