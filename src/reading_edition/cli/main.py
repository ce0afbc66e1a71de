"""The command line: ``reading-edition COMMAND``.

Each command is a module of this package. The first line of its docstring is its help. Its ``run`` takes the
configuration file and the options as arguments, and returns its exit status or None. Its ``OPTIONS`` are the keyword
arguments of argparse's ``add_argument`` for each option; ``options_for`` returns those for a command line. Options with
the same ``dest`` exclude each other. Its ``EXAMPLE`` is a call with all arguments that it needs.
"""

import argparse
import sys
from collections import defaultdict
from importlib import import_module
from typing import Any, NoReturn

from link_checks.problem import BuildError
from reading_edition.cli import CommandError

_NAMES = "begin serve new rename gaps links permalinks messages summary pdf epub offline share maps zensical"
COMMANDS = {name: import_module(f"reading_edition.cli.{name}") for name in _NAMES.split()}


class _Parser(argparse.ArgumentParser):
    """A parser that reports a wrong command line in one line, with an example."""

    example = ""

    def error(self, message: str) -> NoReturn:
        message = message.replace("the following arguments are required", "this is missing")
        hint = f"write, for example, {self.example}" if self.example else "--help lists what is possible"
        self.exit(2, f"{self.prog.split()[-1]}: {message} ({hint})\n")


def main(arguments: list[str] | None = None) -> int:
    parser = _Parser(prog="reading-edition")
    parser.add_argument("--config-file", default="mkdocs.yml", help="the edition's mkdocs.yml")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        help_text = (command.__doc__ or "").partition("\n")[0]
        own = commands.add_parser(name, help=help_text, description=help_text, epilog=getattr(command, "EPILOG", None))
        own.example = getattr(command, "EXAMPLE", "")
        groups: dict[str, Any] = defaultdict(own.add_mutually_exclusive_group)
        options_for = getattr(command, "options_for", None)
        options = options_for(arguments or sys.argv) if options_for else getattr(command, "OPTIONS", {})
        for option, details in options.items():
            (groups[details["dest"]] if "dest" in details else own).add_argument(option, **details)
    given = vars(parser.parse_args(arguments))
    try:
        return int(COMMANDS[given.pop("command")].run(**given) or 0)
    except (CommandError, BuildError) as error:
        print(error, file=sys.stderr)
        return error.status if isinstance(error, CommandError) else 2
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130  # the status that shells report for an interrupted command
