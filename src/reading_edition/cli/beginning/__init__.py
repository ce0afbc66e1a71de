"""A beginning: a received text becomes the first files of an edition."""
