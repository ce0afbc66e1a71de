"""Scaffold: skeletons of notes, entries and sources in the Markdown and YAML that people write.

The essay's words never change: a paragraph gets a note reference, or a link around words that stay.
"""
