"""The MkDocs plugin ``link-checks``: its settings, and what it does at each event of a build."""

from typing import Any

from jinja2 import Environment
from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import ConfigurationError
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from link_checks.codes import CODES
from link_checks.mkdocs_build import Command, build_of, make_markdown_safe, quiet_mkdocs
from link_checks.settings import LEVELS, IgnoreRule, Settings
from link_checks.suggestions import closest


def _known(value: object, what: str, choices: list[str]) -> str:
    if isinstance(value, str) and value in choices:
        return value
    if isinstance(value, bool):  # YAML reads a bare off as false
        return _known("off" if value is False else "on", what, choices)
    guess = closest(str(value), choices)
    hint = f"did you mean '{guess}'?" if guess else f"one of {', '.join(choices)}"
    raise ValidationError(f"there is no {what} '{value}' ({hint})")


class _Code(BaseConfigOption[str]):
    def run_validation(self, value: object) -> str:
        return _known(value, "code", sorted(CODES))


class _Levels(BaseConfigOption[dict[str, str]]):
    def __init__(self) -> None:
        super().__init__()
        self.default = {}

    def run_validation(self, value: object) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValidationError("write code: level, one to a line, such as missing-anchor: error")
        codes = ["default", *sorted(CODES)]
        return {_known(code, "code", codes): _known(level, "level", list(LEVELS)) for code, level in value.items()}


class _KnownKeys(Config):
    """A configuration in which an unknown key is an error, reported with a guess."""

    def _validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        failed, warnings = super()._validate()
        known = sorted(self._schema_keys)
        for key in sorted(set(self.keys()) - self._schema_keys):
            try:
                _known(key, "setting", known)
            except ValidationError as error:
                failed.append((key, error))
        return failed, [each for each in warnings if each[0] in self._schema_keys]


class IgnoreConfig(_KnownKeys):
    """One rule of ``ignore``."""

    reason = c.Type(str)
    code = c.Optional(_Code())
    file = c.Optional(c.Type(str))
    address = c.Optional(c.Type(str))

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """A rule that does not say what it ignores would ignore everything."""
        failed, warnings = super().validate()
        if not failed and not (self.code or self.file or self.address):
            failed.append(("reason", ValidationError("the rule needs a code, a file or an address as well")))
        return failed, warnings


class LinkChecksConfig(_KnownKeys):
    """The settings of the plugin."""

    ignore = c.ListOfItems(c.SubConfig(IgnoreConfig), default=[])
    level = _Levels()
    portable = c.Type(bool, default=False)

    def settings(self) -> Settings:
        rules = (IgnoreRule(each.reason, each.code or "", each.file or "", each.address or "") for each in self.ignore)
        default = self.level.get("default", Settings.default_level)
        return Settings(tuple(rules), self.level, default, self.portable)


def _read_extra(values: Any) -> LinkChecksConfig:
    """The settings under ``extra.link_checks``, for a site that uses the hook and not the plugin."""
    config = LinkChecksConfig()
    config.load_dict(values or {})
    failed, _ = config.validate()
    if failed:
        name, error = failed[0]
        raise ConfigurationError(f"extra.link_checks: '{name}': {error}")
    return config


class LinkChecksPlugin(BasePlugin[LinkChecksConfig]):
    """Checks the links of any site. Problems are warnings, which fail ``mkdocs build --strict``.

    MkDocs's own validation of links is silenced where it would report the same without line and fix. Under
    ``mkdocs serve`` the problems of a page are at its top as well; in GitHub Actions they are shown on the
    lines of the pull request.
    """

    def __init__(self) -> None:
        self._command = Command()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._command.started(command, dirty=dirty)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        is_plugin = isinstance(self.config, LinkChecksConfig)
        own = self.config if is_plugin else _read_extra(config.extra.get("link_checks"))
        build = build_of(config)
        build.settings = own.settings()
        quiet_mkdocs(config)
        make_markdown_safe(config)
        build.check_config()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        build_of(config).check_files(files)
        return files

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG002
        build = build_of(config)
        build.make_front_matter_usable(page.file, page.meta)
        return build.make_readable(page.file, markdown)

    @event_priority(50)
    def _check(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        build_of(config).check(files)
        return env

    @event_priority(-100)
    def _check_templates(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
        build_of(config).check_templates(files, env)
        return env

    on_env = CombinedEvent(_check, _check_templates)

    @event_priority(50)
    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        build, content = build_of(config), page.content or ""
        build.check_page_shell(page.url, page.file.src_uri, output, content)
        return build.with_banner(page.file.src_uri, output, content) if self._command.is_serving else output

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name.endswith(".html"):
            build_of(config).check_page_shell(template_name, template_name, output)
        return output

    @event_priority(-100)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        build_of(config).finish(serving=self._command.is_serving, complete=self._command.is_complete)
