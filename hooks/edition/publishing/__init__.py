"""Publishing: files for other programs, written from the one Edition."""
