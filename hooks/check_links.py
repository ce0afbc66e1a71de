"""A MkDocs hook: the link checks, for any site.

    hooks:
      - hooks/check_links.py

Problems are warnings, which fail ``mkdocs build --strict``. MkDocs's own validation of links is turned down
where it would say the same without line and remedy. Under ``mkdocs serve`` the problems of a page stand at
its top as well; in GitHub Actions they are shown on the lines of the pull request.
"""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import CombinedEvent, event_priority
from mkdocs.structure.files import Files
from mkdocs.structure.pages import Page

from link_checks.mkdocs_build import Command, build_of, check_config, make_markdown_safe, quieten_mkdocs

command = Command()
on_startup = command.started


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    quieten_mkdocs(config)
    make_markdown_safe(config)
    check_config(build_of(config))
    return config


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    build_of(config).check_files(files)
    return files


@event_priority(-100)
def on_page_markdown(markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:  # noqa: ARG001
    build = build_of(config)
    build.make_front_matter_usable(page.file, page.meta)
    return build.make_readable(page.file, markdown)


@event_priority(50)
def _check(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    build_of(config).check(files)
    return env


@event_priority(-100)
def _check_templates(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    build_of(config).check_templates(files, env)
    return env


on_env = CombinedEvent(_check, _check_templates)


@event_priority(50)
def on_post_page(output: str, *, page: Page, config: MkDocsConfig) -> str:
    build, content = build_of(config), page.content or ""
    build.check_frame(page.url, page.file.src_uri, output, content)
    return build.with_banner(page.file.src_uri, output, content) if command.is_serving else output


def on_post_template(output: str, *, template_name: str, config: MkDocsConfig) -> str:
    if template_name.endswith(".html"):
        build_of(config).check_frame(template_name, template_name, output)
    return output


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    build_of(config).finish(serving=command.is_serving)
