"""A MkDocs hook for the annotated edition, for sites that do not use the plugin ``reading-edition``.

hooks:
  - hooks/check_links.py
  - hooks/annotated_edition.py
"""

from reading_edition.mkdocs_plugin import ReadingEditionPlugin

_edition = ReadingEditionPlugin()
on_startup = _edition.on_startup
on_config = _edition.on_config
on_files = _edition.on_files
on_nav = _edition.on_nav
on_page_markdown = _edition.on_page_markdown
on_page_content = _edition.on_page_content
on_env = _edition.on_env
on_page_context = _edition.on_page_context
on_post_page = _edition.on_post_page
on_post_template = _edition.on_post_template
on_post_build = _edition.on_post_build
on_serve = _edition.on_serve
