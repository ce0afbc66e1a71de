"""A MkDocs hook: the link checks, for any site.

    hooks:
      - hooks/check_links.py

Problems are warnings, which fail ``mkdocs build --strict``.
"""

from jinja2 import Environment
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.plugins import event_priority
from mkdocs.structure.files import Files

from linkcheck.checks import check_site
from linkcheck.mkdocs_build import Command, build_of

command = Command()
on_startup = command.started


def on_files(files: Files, *, config: MkDocsConfig) -> Files:
    build_of(config).check_encoding(files)
    return files


@event_priority(50)
def on_env(env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:
    build = build_of(config)
    build.problems.add(check_site(build.site(files)))
    return env


@event_priority(-100)
def on_post_build(config: MkDocsConfig) -> None:
    build_of(config).finish(serving=command.is_serving)
