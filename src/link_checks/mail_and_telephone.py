"""The addresses of people: ``mailto:`` (RFC 6068), ``tel:`` (RFC 3966) and ``sms:``."""

import re
from urllib.parse import unquote

from link_checks.hosts import is_host

_QUOTED = re.compile(r'"(?:[^"\\]|\\.)+"')  # a local part that contains other signs, by RFC 5322
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')  # outside of quotation marks
_LOCAL_PART = re.compile(r"[^\s@,;:<>()\[\]\\\"]+")
_TELEPHONE = re.compile(r"\+?[0-9*#().-]*[0-9*#][0-9*#().-]*")
_LONGEST_TELEPHONE = 15  # digits, by E.164


def mail_recipients(address: str) -> list[str]:
    """The people whom a ``mailto:`` address names, and those whom it copies in."""
    people, _, rest = address.partition(":")[2].partition("?")
    fields = (field.partition("=") for field in rest.split("&"))
    copies = [value for name, _, value in fields if value and name.lower() in ("to", "cc", "bcc")]
    named = ",".join(filter(None, [people, *copies]))
    return _COMMA.split(unquote(named)) if named else []


def is_mail_address(person: str) -> bool:
    local, at, host = person.rpartition("@")
    is_plain = _LOCAL_PART.fullmatch(local) and not local.startswith(".") and ".." not in f"{local}."
    return bool(at and (is_plain or _QUOTED.fullmatch(local)) and "." in host and is_host(host))


def are_telephone_numbers(address: str) -> bool:
    """Whether an address names a telephone number; a message (``sms:``) may go to several."""
    numbers = _numbers(address)
    separate = numbers.split(",") if address[:4].lower() == "sms:" else [numbers]
    return all(map(_is_telephone, separate))


def corrected_telephone(address: str) -> str:
    """The address with hyphens in place of signs that a telephone number cannot contain, or nothing."""
    scheme, _, rest = address.partition(":")
    written = _numbers(address)
    if any(character.isalpha() for character in written):
        return ""
    separate = written.split(",") if scheme.lower() == "sms" else [written]
    plain = ",".join(re.sub(r"[^0-9+().-]+", "-", number).strip("-") for number in separate)
    return f"{scheme.lower()}:{plain}{rest[len(re.split(r'[?;]', rest)[0]) :]}"


def _numbers(address: str) -> str:
    return unquote(re.split(r"[?;]", address.partition(":")[2])[0])


def _is_telephone(number: str) -> bool:
    digits = sum(character.isdigit() for character in number)
    return _TELEPHONE.fullmatch(number) is not None and 1 < digits <= _LONGEST_TELEPHONE
