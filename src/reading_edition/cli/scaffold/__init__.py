"""Skeletons of notes, entries, and sources. The essay's words never change; they only get a reference or a link."""
