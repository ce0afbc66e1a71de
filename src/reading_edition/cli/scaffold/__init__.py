"""Writing: skeletons of notes, entries and sources, put into the Markdown and YAML that people write.

The essay's words are never changed: what is written into a paragraph is a note's mark, or a link around
words that stay.
"""
