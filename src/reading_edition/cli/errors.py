"""Why a command ends without having done its work."""


class CommandError(Exception):
    """A command cannot do what it was asked to do; the message says why, and what helps."""

    status = 1  # with which the command ends


class NothingCheckedError(CommandError):
    """The addresses outside the site could not be checked."""

    status = 2
