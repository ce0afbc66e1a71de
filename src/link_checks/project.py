"""Read mkdocs.yml without MkDocs, for sites that another generator builds from it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml
from yaml_env_tag import construct_env_tag


class ProjectError(ValueError):
    """An error in the configuration file. The message gives the reason."""


@dataclass(frozen=True)
class Project:
    file: Path
    values: Mapping[str, Any]

    @property
    def folder(self) -> Path:
        return self.file.parent

    @property
    def documents(self) -> Path:
        return self.folder / str(self.values.get("docs_dir") or "docs")

    @cached_property
    def documents_name(self) -> str:
        """The path of the docs folder relative to the folder of mkdocs.yml, or its name if it is elsewhere."""
        folder, project = self.documents.resolve(), self.folder.resolve()
        return folder.relative_to(project).as_posix() if folder.is_relative_to(project) else folder.name

    def known_as(self, path: str) -> str:
        return f"{self.documents_name}/{path}"

    @property
    def name(self) -> str:
        return str(self.values.get("site_name") or "")

    @property
    def address(self) -> str:
        return str(self.values.get("site_url") or "")

    @property
    def pages_are_folders(self) -> bool:
        return self.values.get("use_directory_urls") is not False

    @property
    def extra(self) -> Mapping[str, Any]:
        return _mapping(self.values.get("extra"))

    @property
    def overrides(self) -> Path | None:
        """The folder of the project's own templates, or None."""
        folder = _mapping(self.values.get("theme")).get("custom_dir")
        return self.folder / str(folder) if folder else None

    @property
    def scripts_and_styles(self) -> set[str]:
        """The paths of the scripts and style sheets that mkdocs.yml adds to every page."""
        added = [*(self.values.get("extra_javascript") or ()), *(self.values.get("extra_css") or ())]
        return {str(each.get("path") if isinstance(each, Mapping) else each) for each in added}

    @property
    def has_footnotes(self) -> bool:
        extensions = self.values.get("markdown_extensions") or ()
        return any(each == "footnotes" or (isinstance(each, dict) and "footnotes" in each) for each in extensions)


def read_project(file: Path) -> Project:
    """Read the project of a configuration file. Raise :class:`ProjectError` if the file cannot be used."""
    return Project(file, _read(file))


def _read(file: Path) -> dict[str, Any]:
    try:
        values = yaml.load(file.read_text(encoding="utf-8"), Loader=_Loader)  # noqa: S506 (a safe one)
    except (OSError, UnicodeDecodeError) as error:
        raise ProjectError(f"{file}: this file cannot be read: {error}") from error
    except yaml.YAMLError as error:
        raise ProjectError(f"{file}: this is not YAML: {' '.join(str(error).split())}") from error
    if not isinstance(values, dict):
        raise ProjectError(f"{file}: this is not a list of names and values")
    parent = values.pop("INHERIT", None)
    return _merged(_read(file.parent / str(parent)), values) if parent else values


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _merged(above: object, own: object) -> Any:
    """Merge the values of a file into the inherited values like MkDocs: mappings key by key."""
    if not isinstance(above, dict) or not isinstance(own, dict):
        return own
    return above | {key: _merged(above.get(key), value) for key, value in own.items()}


class _Loader(yaml.SafeLoader):
    """A safe YAML loader with MkDocs's tag for environment variables. It ignores other tags, which may run code."""


def _without_tag(loader: yaml.SafeLoader, node: yaml.Node) -> object:
    if isinstance(node, yaml.ScalarNode):
        return loader.construct_scalar(node)
    if isinstance(node, yaml.SequenceNode):
        return loader.construct_sequence(node, deep=True)
    assert isinstance(node, yaml.MappingNode)
    return loader.construct_mapping(node, deep=True)


_Loader.add_constructor("!ENV", construct_env_tag)
_Loader.add_constructor(None, _without_tag)
