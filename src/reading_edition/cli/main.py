"""``reading-edition COMMAND``: what an edition can be asked for, or asked to do.

Each command is a module of this package, with the first line of its docstring as help. ``run`` takes the configuration
file and the options; it returns the command's status, if that is not 0. ``OPTIONS`` says what argparse needs to know of
each option; of two with the same ``dest`` only one can be given.
"""

import argparse
import sys
from collections import defaultdict
from importlib import import_module
from typing import Any

from link_checks.problem import BuildError
from reading_edition.cli import CommandError

_NAMES = "begin serve new rename gaps links permalinks messages summary pdf epub offline share maps zensical"
COMMANDS = {name: import_module(f"reading_edition.cli.{name}") for name in _NAMES.split()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="reading-edition")
    parser.add_argument("--config-file", default="mkdocs.yml", help="the edition's mkdocs.yml")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        help_text = (command.__doc__ or "").partition("\n")[0]
        own = commands.add_parser(name, help=help_text, description=help_text, epilog=getattr(command, "EPILOG", None))
        groups: dict[str, Any] = defaultdict(own.add_mutually_exclusive_group)
        for option, details in getattr(command, "OPTIONS", {}).items():
            (groups[details["dest"]] if "dest" in details else own).add_argument(option, **details)
    options = vars(parser.parse_args(arguments))
    try:
        return int(COMMANDS[options.pop("command")].run(**options) or 0)
    except (CommandError, BuildError) as error:
        print(error, file=sys.stderr)
        return error.status if isinstance(error, CommandError) else 2
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130  # as shells report an interrupted command
