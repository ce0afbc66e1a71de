"""The MkDocs plugin ``link-checks``."""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import BasePlugin, CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from link_checks.memory import Memory
from link_checks.mkdocs_build import Command, begin_build, build_of
from link_checks.mkdocs_site import make_markdown_safe, quiet_mkdocs
from link_checks.settings import Settings, read_settings


class LinkChecksPlugin(BasePlugin[Settings]):
    """A plugin that checks links. By default, problems are warnings, which fail ``mkdocs build --strict``.

    The plugin silences MkDocs's own validation where it reports the same problem without line and fix. Under
    ``mkdocs serve``, a page shows its problems at the top. In GitHub Actions, a pull request shows them on its lines.
    """

    def __init__(self) -> None:
        self._command, self._memory = Command(), Memory()

    def on_startup(self, *, command: str, dirty: bool) -> None:
        self._command = Command(is_serving=command == "serve", is_complete=not dirty)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        is_plugin = isinstance(self.config, Settings)
        build = begin_build(config)
        build.command = self._command
        build.memory = self._memory if build.command.is_serving else None
        build.settings = self.config if is_plugin else read_settings(config.extra.get("link_checks"))
        unwanted = quiet_mkdocs(config)
        build.unwanted = unwanted if build.unwanted is None else build.unwanted
        make_markdown_safe(config)
        build.check_config()
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        build_of(config).check_files(files)
        return files

    @event_priority(-100)
    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
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
        return build.with_banner(page.file.src_uri, output, content) if build.command.is_serving else output

    def on_post_template(self, output: str, *, template_name: str, config: MkDocsConfig) -> str:
        if template_name.endswith(".html"):
            build_of(config).check_page_shell(template_name, template_name, output)
        return output

    @event_priority(100)
    def _check_waiting(self, *, config: MkDocsConfig) -> None:
        build_of(config).check_waiting()

    @event_priority(-200)  # after plugins that build the other languages of the site (-100)
    def _finish(self, *, config: MkDocsConfig) -> None:
        build_of(config).finish()

    on_post_build = CombinedEvent(_check_waiting, _finish)
