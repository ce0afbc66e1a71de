"""Why a command ends without having done its work."""

from __future__ import annotations


class CommandError(Exception):
    """A command cannot do what it was asked to do; the message says why, and what helps."""

    status = 1  # with which the command ends


class NothingCheckedError(CommandError):
    """The addresses outside the site could not be checked."""

    status = 2
