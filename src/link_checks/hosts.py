"""Validate and compare host names by RFC 1123 and IDNA, and detect names that imitate another one.

As in browsers, such a name mixes scripts in one label, or consists of look-alike letters only.
"""

import ipaddress
import re
import unicodedata
from contextlib import suppress
from urllib.parse import SplitResult, unquote

import idna
import yaml

from link_checks.data import read_data

_LABEL = re.compile(r"(?!-)[\w-]{1,63}(?<!-)", re.ASCII)
_LONGEST_HOST = 253
_PORTS = {"http": 80, "https": 443}
# The Thai and Lao vowels that are one character, but that Unicode's NFKC form splits into two.
_TAKEN_APART = {0x0E33: "\u0e4d\u0e32", 0x0EB3: "\u0ecd\u0eb2"}
_TABLE = yaml.safe_load(read_data("hosts.yaml"))
_MAY_MIX = [frozenset(scripts.split()) for scripts in _TABLE["may_mix"]]
_LOOKALIKES = {ord(pair[0]): pair[1] for pair in _TABLE["lookalikes"].split()}


def is_host(host: str) -> bool:
    """Return whether a host name is valid: labels of letters, digits, hyphens and underscores, or an IPv4 address."""
    name = host.removesuffix(".")
    labels = name.split(".")
    if labels[-1].isascii() and labels[-1].isdigit():
        try:
            ipaddress.IPv4Address(name)
        except ValueError:
            return False
        return True
    return len(name) <= _LONGEST_HOST and all(_is_label(label) for label in labels)


def _is_label(label: str) -> bool:
    if label.isascii() and not label.lower().startswith("xn--"):
        return _LABEL.fullmatch(label) is not None
    try:
        idna.encode(label, uts46=True)
    except idna.IDNAError:
        return False
    return True


def host_of(parts: SplitResult) -> str | None:
    """Return the host and port of an address in the form that browsers compare, or None for an invalid port.

    Case, percent-encoding, Punycode, a final dot, and the scheme's default port make no difference.
    """
    try:
        port = parts.port
    except ValueError:
        return None
    host = unquote(parts.hostname or "").removesuffix(".").lower()
    with suppress(idna.IDNAError):  # a name that IDNA rejects, such as one with an underscore
        host = host if host.isascii() and "xn--" not in host else idna.encode(host, uts46=True).decode("ascii")
    return host if port in (None, _PORTS.get(parts.scheme.lower())) else f"{host}:{port}"


def is_own_machine(parts: SplitResult) -> bool:
    """Return whether an address leads to the reader's own machine, or to one in the local network (``.local``)."""
    host = (parts.hostname or "").removesuffix(".")
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith((".localhost", ".local"))
    return address.is_loopback or address.is_unspecified


def disguise_of(host: str) -> dict[str, str] | None:
    """Return the ``real`` host that a look-alike imitates, the ``label`` that differs, and ``how``; or None."""
    labels = [_decoded(label) for label in host.split(".")]
    for label in labels:
        if not label.isascii() and (how := _disguise(label, labels[-1])):
            plain = unicodedata.normalize("NFKC", label).lower().translate(_LOOKALIKES)
            real = ".".join(plain if each == label else each for each in labels)
            return {"real": real, "label": label, "how": how}
    return None


def _decoded(label: str) -> str:
    """Return a label as browsers show it: decoded if it is Punycode."""
    try:
        return idna.ulabel(label) if label.lower().startswith("xn--") else label
    except idna.IDNAError:
        return label


def _disguise(label: str, last: str) -> str:
    if unicodedata.normalize("NFKC", label) != unicodedata.normalize("NFC", label.translate(_TAKEN_APART)):
        return "has letters of another width or form"
    found = {unicodedata.name(letter, "UNKNOWN").split()[0] for letter in label if letter.isalpha()}
    names = " and ".join(sorted(name.capitalize() for name in found))
    if len(found) > 1 and not any(found <= allowed for allowed in _MAY_MIX):
        return f"mixes {names} letters"
    if label.lower().translate(_LOOKALIKES).isascii() and last.isascii():
        return f"is written in {names} look-alikes"
    return "contains phonetic letters" if "ɑ" in label or "ɡ" in label else ""
