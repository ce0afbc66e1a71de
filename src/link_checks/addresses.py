"""Check addresses by RFC 3986 and for common mistakes, without network access."""

import re
from dataclasses import replace
from functools import lru_cache
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from link_checks.data import read_data
from link_checks.hosts import disguise_of, is_host, is_own_machine
from link_checks.invisible_characters import invisible_in, without_invisible
from link_checks.problem import Problem, problem_in
from link_checks.suggestions import closest

# The whitespace that HTML strips from both ends of an address: ASCII whitespace only.
WHITE_SPACE = " \t\n\f\r"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# The schemes that links may use: those in the IANA registry that readers' applications open.
SCHEMES = frozenset(read_data("schemes.txt").split())
_WEB = frozenset({"http", "https", "ftp", "ftps", "ws", "wss"})
_OTHER_NAMES = {"email": "mailto", "e-mail": "mailto", "phone": "tel", "telephone": "tel"}
# A zero-width joiner or non-joiner after a non-ASCII character, where some scripts need one.
_JOINED = re.compile("(?<=[^\x00-\x7f])[\u200c\u200d]")
# Characters that Markdown authors escape. Python-Markdown keeps the backslash in reference definitions and raw HTML.
_ESCAPES = re.compile(r"\\([()_*])")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)+"')  # a quoted local part of an email, with any characters (RFC 5322)
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')  # outside quotation marks
_LOCAL_PART = re.compile(r"[^\s@,;:<>()\[\]\\\"]+")
_TELEPHONE = re.compile(r"\+?[0-9*#().-]*[0-9*#][0-9*#().-]*")
_LONGEST_TELEPHONE = 15  # digits, by E.164
_COPY = "copy it again from the browser"


def scheme_of(address: str) -> str:
    """Return the scheme of an address in lower case, or an empty string."""
    match = _SCHEME.match(address)
    return match[1].lower() if match else ""


def leads_outside(address: str) -> bool:
    """Return whether an address starts with a scheme or a host."""
    return (":" in address and bool(scheme_of(address))) or address.startswith(("//", "\\\\"))


@lru_cache(maxsize=1 << 12)
def fault_of(address: str) -> Problem | None:
    """Return the problem of an external address, without a file yet, or None. Its guess, if any, has no fault."""
    fault = _fault_of(address)
    if fault is None:
        return None
    if fault.guess and _fault_of(fault.guess) is not None:
        fault = replace(fault, guess="", hint=fault.hint or _COPY)
    return replace(fault, address=address)


def _fault_of(address: str) -> Problem | None:
    if address.startswith("//"):
        return _fault("address-without-scheme", address, f"https:{address}")
    scheme = scheme_of(address)
    if scheme == "mailto":
        return _mail_fault(address)
    if scheme in ("tel", "sms"):
        return _telephone_fault(address)
    if scheme in _WEB:
        return _web_fault(address)
    if scheme == "file" or not scheme or (len(scheme) == 1 and address[2:3] in ("\\", "/")):
        return _fault("local-file", address)
    is_of_two = "+" in scheme and SCHEMES.issuperset(scheme.split("+"))  # such as git+ssh
    if scheme in SCHEMES or is_of_two or scheme.startswith(("web+", "x-", "ms-")):
        return None
    return _unknown_scheme(address, scheme)


def _unknown_scheme(address: str, scheme: str) -> Problem:
    if scheme == "localhost":
        return _fault("own-address/machine", address, shown=f"http://{address}")
    if "." in scheme:
        guess = f"https://{address}"
    else:
        known = ("https", "http", "mailto", "tel", "ftp")
        near = _OTHER_NAMES.get(scheme) or closest(scheme, known, shortest=3)
        guess = f"{near}:{address[len(scheme) + 1 :]}" if near else ""
    return _fault("unknown-scheme", address, guess, scheme=scheme)


def _fault(key: str, address: str, guess: str = "", **details: Any) -> Problem:
    return problem_in("", None, key, address=address, guess=guess, **details)


def _web_fault(address: str) -> Problem | None:
    scheme = scheme_of(address)
    rest = address[len(scheme) + 1 :]
    if "\\" in address:
        path = _ESCAPES.sub(r"\1", rest).replace("\\", "/").lstrip("/")
        return _fault("malformed-address/backslash", address, f"{scheme}://{path}")
    if not rest.startswith("//") or rest.startswith("///"):
        if bare := rest.lstrip("/:"):
            return _fault("malformed-address/slashes", address, f"{scheme}://{bare}")
        return _fault("malformed-address/no-host", address)
    try:
        parts = urlsplit(address)
        is_possible = parts.port != 0
    except ValueError:
        is_possible = False
    if not is_possible:
        return _fault("malformed-address", address)
    return (
        _form_fault(address, parts)
        or _host_fault(address, parts)
        or _percent_fault(address)
        or _invisible_fault(address, _JOINED.sub("", address))
        or (_fault("own-address/machine", address, shown=address) if is_own_machine(parts) else None)
    )


def _form_fault(address: str, parts: SplitResult) -> Problem | None:
    if (scheme := parts.netloc.rstrip(":").lower()) in ("http", "https"):
        rest = address.partition("//")[2][len(scheme) :].lstrip(":/")
        return _fault("malformed-address/scheme-twice", address, f"{scheme}://{rest}")
    if not parts.hostname:
        return _fault("malformed-address/no-host", address)
    if found := next((character for character in '<>"' if character in address), ""):
        return _fault("malformed-address/character", address, address.split(found)[0], character=found)
    return None


def _percent_fault(address: str) -> Problem | None:
    meant = _BAD_PERCENT.sub("%25", address)
    return _fault("malformed-address/percent", address, meant) if meant != address else None


def _host_fault(address: str, parts: SplitResult) -> Problem | None:
    host = unquote(parts.hostname or "")
    before = parts.netloc.rpartition("@")[0]
    if "." in before.partition(":")[0]:
        return _fault("look-alike-host/user", address, host=host, before=before)
    if ":" in host:
        return None  # an IPv6 address, which urlsplit has checked
    if fault := _invisible_fault(address, host):
        return fault
    if not is_host(host):
        return _fault("malformed-address/host", address, host=host)
    # With a port, a name without a dot is taken for a machine in a local network.
    if "." not in host.removesuffix(".") and not is_own_machine(parts) and parts.port is None:
        return _fault("malformed-address/dot", address, host=host)
    return _look_alike(address, host)


def _look_alike(address: str, host: str) -> Problem | None:
    found = disguise_of(host)
    return _fault("look-alike-host", address, **found) if found else None


def _invisible_fault(address: str, part: str) -> Problem | None:
    names = invisible_in(part)
    return _fault("invisible-character", without_invisible(address), characters=names) if names else None


def _mail_fault(address: str) -> Problem | None:
    people, mark, _ = address.partition(":")[2].partition("?")
    if people.startswith("//"):
        return _fault("malformed-address/mail-slashes", address, f"mailto:{people.lstrip('/')}")
    if not (recipients := _mail_recipients(address)):
        return None if mark and address[-1] != "?" else _fault("malformed-address/no-recipient", address)
    for person in recipients:
        if fault := _invisible_fault(address, person):
            return fault
        if not _is_mail_address(person):
            key = "malformed-address/recipient" if person else "malformed-address/comma"
            return _fault(key, address, person=person)
        if fault := _look_alike(address, person.rpartition("@")[2]):
            return fault
    return _percent_fault(address)


def _mail_recipients(address: str) -> list[str]:
    """Return all recipients of a ``mailto:`` address (RFC 6068), including copies."""
    people, _, rest = address.partition(":")[2].partition("?")
    fields = (field.partition("=") for field in rest.split("&"))
    copies = [value for name, _, value in fields if value and name.lower() in ("to", "cc", "bcc")]
    named = ",".join(filter(None, [people, *copies]))
    return _COMMA.split(unquote(named)) if named else []


def _is_mail_address(person: str) -> bool:
    local, at, host = person.rpartition("@")
    is_plain = _LOCAL_PART.fullmatch(local) and not local.startswith(".") and ".." not in f"{local}."
    return bool(at and (is_plain or _QUOTED.fullmatch(local)) and "." in host and is_host(host))


def _telephone_fault(address: str) -> Problem | None:
    """Return the problem of a telephone number (RFC 3966), or of the comma-separated numbers in ``sms:``, or None."""
    scheme, rest = scheme_of(address), address.partition(":")[2]
    written = re.split(r"[?;]", rest)[0]
    numbers = unquote(written).split(",") if scheme == "sms" else [unquote(written)]
    if all(map(_is_telephone, numbers)):
        return None
    plain = ",".join(re.sub(r"[^0-9+().-]+", "-", number).strip("-") for number in numbers)
    has_letters = any(character.isalpha() for number in numbers for character in number)
    guess = "" if has_letters else f"{scheme}:{plain}{rest[len(written) :]}"
    return _fault("malformed-address/telephone", address, guess)


def _is_telephone(number: str) -> bool:
    digits = sum(character.isdigit() for character in number)
    return _TELEPHONE.fullmatch(number) is not None and 1 < digits <= _LONGEST_TELEPHONE
