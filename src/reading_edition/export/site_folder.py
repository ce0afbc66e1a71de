"""Writes files into a finished site, and changes files that the generator wrote."""

import gzip
from collections.abc import Iterable, Mapping
from pathlib import Path

from reading_edition.export import assets


def write_file(file: Path, content: bytes) -> None:
    write_pieces(file, [content])


def write_pieces(file: Path, pieces: Iterable[bytes]) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    with file.open("wb") as written:
        written.writelines(pieces)


def finish_files(site_folder: Path, made_styles: Mapping[str, str]) -> None:
    """Replace the assets by joined ones, and make the compressed sitemap reproducible."""
    assets.send_joined(site_folder, made_styles)
    packed = site_folder / "sitemap.xml.gz"
    if packed.is_file():  # without the time of the build, so that the same edition makes the same file
        packed.write_bytes(gzip.compress(gzip.decompress(packed.read_bytes()), mtime=0))
