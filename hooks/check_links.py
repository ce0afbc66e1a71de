"""A MkDocs hook for the link checks, for sites that do not use the plugin ``link-checks``.

    hooks:
      - hooks/check_links.py

It has the same settings as the plugin, under ``extra.link_checks``.
"""

from link_checks.mkdocs_plugin import LinkChecksPlugin

_checks = LinkChecksPlugin()
on_startup = _checks.on_startup
on_config = _checks.on_config
on_files = _checks.on_files
on_page_markdown = _checks.on_page_markdown
on_env = _checks.on_env
on_post_page = _checks.on_post_page
on_post_template = _checks.on_post_template
on_post_build = _checks.on_post_build
