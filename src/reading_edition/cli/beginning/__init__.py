"""Conversion of a received text to the first files of an edition."""
