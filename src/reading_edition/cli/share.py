"""Draw the preview image of the edition, with its title and author, with Chromium."""

import tempfile
from pathlib import Path

from reading_edition.cli import CommandError, built_edition
from reading_edition.cli.pdf import BROWSER_OPTION, run_chromium
from reading_edition.model.csl_items import edition_title, first_day
from reading_edition.model.edition import Edition
from reading_edition.render.head import IMAGE_SIZE
from reading_edition.render.templating import render_page

OPTIONS = BROWSER_OPTION


def run(config_file: str, browser: str) -> None:
    with built_edition(config_file) as built:
        image = built.edition.settings.facts.image
        if not image:
            hint = "add 'image: assets/images/share.png' under extra.edition.about"
            raise CommandError(f"{config_file}: the picture for previews has no path ({hint})")
    output = (built.folder / image).absolute()
    output.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder, "picture.html")
        page.write_text(picture(built.edition), encoding="utf-8")
        size = "--window-size={},{}".format(*IMAGE_SIZE)
        flags = ["--hide-scrollbars", "--force-device-scale-factor=1", size, f"--screenshot={output}"]
        run_chromium(browser, page, output, flags)
    print(f"{output}: {output.stat().st_size // 1024} KiB")


def picture(edition: Edition) -> str:
    """Return the preview image as an HTML page of the image's size."""
    facts = edition.settings.facts
    return render_page(
        "share.html",
        edition=edition,
        facts=facts,
        size=IMAGE_SIZE,
        container=facts.essay.get("container-title", ""),
        year=first_day(facts.essay.get("issued", ""))[:4],
        what=edition_title(edition).removeprefix(edition.title).lstrip(" :,."),
    )
