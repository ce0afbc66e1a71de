"""The settings of the link checks: which problems to ignore, and how serious the others are."""

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase

from mkdocs.config import config_options as c
from mkdocs.config.base import BaseConfigOption, Config, ConfigErrors, ConfigWarnings, ValidationError
from mkdocs.exceptions import ConfigurationError

from link_checks.config_file import ConfigFile
from link_checks.data import MESSAGES
from link_checks.problem import Problem, problem_in
from link_checks.suggestions import closest

# The codes of all problems that the link checks report. ``reference/link-checks.md`` explains each.
CODES = frozenset(key.partition("/")[0] for key in MESSAGES)
_LEVELS = ("error", "warning", "off")


def _known(value: object, what: str, choices: Iterable[str]) -> str:
    if isinstance(value, bool):  # YAML parses an unquoted off as false
        value = "on" if value else "off"
    if value in (choices := sorted(choices)):
        return str(value)
    guess = closest(str(value), choices)
    hint = f"did you mean '{guess}'?" if guess else f"one of {', '.join(choices)}"
    raise ValidationError(f"there is no {what} '{value}' ({hint})")


class _Code(BaseConfigOption[str]):
    def run_validation(self, value: object) -> str:
        return _known(value, "code", CODES)


class _Levels(c.Type[dict[str, str]]):
    def run_validation(self, value: object) -> dict[str, str]:
        if not isinstance(value, dict):
            raise ValidationError("write code: level, one to a line, such as missing-anchor: error")
        codes = {"default", *CODES}
        return {_known(code, "code", codes): _known(level, "level", _LEVELS) for code, level in value.items()}


class _KnownKeys(Config):
    """A configuration in which an unknown key is an error, reported with a guess."""

    def _validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        failed, warnings = super()._validate()
        for key in sorted(set(self.keys()) - self._schema_keys):
            try:
                _known(key, "setting", self._schema_keys)
            except ValidationError as error:
                failed.append((key, error))
        return failed, [each for each in warnings if each[0] in self._schema_keys]


class IgnoreRule(_KnownKeys):
    """A rule that ignores problems by code, file, and address, with a reason.

    ``file`` and ``address`` are patterns with ``*`` and ``?``. A missing or empty pattern matches everything.
    """

    reason = c.Type(str)
    code = c.Optional(_Code())
    file = c.Optional(c.Type(str))
    address = c.Optional(c.Type(str))

    def validate(self) -> tuple[ConfigErrors, ConfigWarnings]:
        """Reject a rule that would ignore every problem."""
        failed, warnings = super().validate()
        if not failed and not (self.code or self.file or self.address):
            failed.append(("reason", ValidationError("the rule needs a code, a file or an address as well")))
        return failed, warnings

    def fits(self, problem: Problem) -> bool:
        return (
            problem.code in CODES
            and self.code in (None, problem.code)
            and fnmatchcase(problem.file, self.file or "*")
            and fnmatchcase(problem.address, self.address or "*")
        )


class Settings(_KnownKeys):
    """The settings of a site.

    ``level`` maps codes to levels: an ``error`` fails every build, a ``warning`` only a strict one, and ``off`` is not
    reported. A ``portable`` site works at any address, so its pages must not contain its own.
    """

    ignore = c.ListOfItems(c.SubConfig(IgnoreRule), default=[])
    level = _Levels(dict, default={})
    portable = c.Type(bool, default=False)

    def level_of(self, problem: Problem) -> str:
        levels: dict[str, str] = self.level
        return levels.get(problem.code) or levels.get("default", "warning")

    def is_silenced(self, problem: Problem) -> bool:
        """Return whether the settings suppress a problem."""
        is_off = problem.code in CODES and self.level_of(problem) == "off"
        return is_off or any(rule.fits(problem) for rule in self.ignore)

    def unused_rules(self, problems: Iterable[Problem], config: ConfigFile) -> Iterator[Problem]:
        """Report each rule that matches no problem of a complete build, at the location of its reason."""
        found = list(problems)
        reasons = [scalar for scalar in config.scalars if scalar.keys[-2:] == ("ignore", "reason")]
        for rule in self.ignore:
            if not any(map(rule.fits, found)):
                written = ((scalar.file, scalar.location) for scalar in reasons if scalar.value == rule.reason)
                file, location = next(written, (config.name, None))
                yield problem_in(file, location, "unused-ignore", reason=rule.reason)


def read_settings(values: dict[str, object] | None = None) -> Settings:
    """Return the validated settings from mkdocs.yml. Raise :class:`ConfigurationError` if one is invalid."""
    settings = Settings()
    settings.load_dict(values or {})
    for name, error in settings.validate()[0]:
        raise ConfigurationError(f"extra.link_checks: '{name}': {error}")
    return settings
