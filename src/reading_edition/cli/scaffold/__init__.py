"""Skeletons of notes, entries and sources. The essay's words never change: they get a reference or a link."""
