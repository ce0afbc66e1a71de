"""``reading-edition COMMAND``: what an edition can be asked for, or asked to do.

Each command is a module of this package with ``run(options)``, which returns the status with which the command ends,
and ``add_options(parser)`` if it has any. The first line of the module's docstring is the command's help.
"""

import argparse
import sys
from importlib import import_module

from link_checks.problem import BuildError
from reading_edition.cli.errors import CommandError

_NAMES = "begin serve new rename gaps links permalinks messages summary pdf epub offline share maps zensical"
COMMANDS = {name: import_module(f"reading_edition.cli.{name}") for name in _NAMES.split()}


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="reading-edition")
    parser.add_argument("--config-file", default="mkdocs.yml", help="the edition's mkdocs.yml")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    for name, command in COMMANDS.items():
        help_text = (command.__doc__ or "").partition("\n")[0]
        own = commands.add_parser(name, help=help_text, description=help_text)
        if hasattr(command, "add_options"):
            command.add_options(own)
    options = parser.parse_args(arguments)
    try:
        return int(COMMANDS[options.command].run(options))
    except (CommandError, BuildError) as error:
        print(error, file=sys.stderr)
        return error.status if isinstance(error, CommandError) else 2
    except KeyboardInterrupt:
        print("\nInterrupted.", file=sys.stderr)
        return 130  # as shells report an interrupted command
