"""The settings of the link checks: which problems are ignored, and how serious the others are."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from fnmatch import fnmatchcase

from link_checks.codes import CODES, UNUSED_IGNORE
from link_checks.config_file import ConfigFile
from link_checks.problem import Problem, problem_at

LEVELS = ("error", "warning", "off")


@dataclass(frozen=True)
class IgnoreRule:
    """Problems that are not reported, and why: those with this code, in these files, with these addresses.

    ``file`` and ``address`` are patterns with ``*`` and ``?``; a part that is empty fits everything.
    """

    reason: str
    code: str = ""
    file: str = ""
    address: str = ""

    def fits(self, problem: Problem) -> bool:
        return (
            problem.code in CODES
            and self.code in ("", problem.code)
            and (not self.file or fnmatchcase(problem.file, self.file))
            and (not self.address or fnmatchcase(problem.address, self.address))
        )


@dataclass(frozen=True)
class Settings:
    """What a site asks of the link checks.

    ``levels`` are those of single codes: an ``error`` ends every build, a ``warning`` a strict one, and what
    is ``off`` is not reported. A ``portable`` site works at any address, so its own is not written in it.
    """

    ignore: tuple[IgnoreRule, ...] = ()
    levels: Mapping[str, str] = field(default_factory=dict)
    default_level: str = "warning"
    portable: bool = False

    def level_of(self, problem: Problem) -> str:
        return self.levels.get(problem.code, self.default_level)

    def is_silenced(self, problem: Problem) -> bool:
        """Whether a problem is not reported at all."""
        is_off = problem.code in CODES and self.level_of(problem) == "off"
        return is_off or any(rule.fits(problem) for rule in self.ignore)

    def unused_rules(self, problems: Iterable[Problem], config: ConfigFile, config_name: str) -> Iterator[Problem]:
        """A problem for each rule that fits none of a complete build's problems, at its reason."""
        found = list(problems)
        for rule in self.ignore:
            if not any(rule.fits(problem) for problem in found):
                message = f"the ignore rule '{rule.reason}' fits no problem any more"
                location = config.location_of_setting(("ignore", "reason"), rule.reason)
                yield problem_at(config_name, location, UNUSED_IGNORE, message, hint="remove the rule")
