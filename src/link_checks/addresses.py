"""What can be wrong with an address by itself, before anybody looks it up.

The forms are those of RFC 3986. Nothing here uses the network.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

from link_checks.hosts import disguise_of, has_port, is_host
from link_checks.invisible_characters import invisible_in, without_invisible
from link_checks.mail_and_telephone import (
    are_telephone_numbers,
    corrected_telephone,
    is_mail_address,
    mail_recipients,
)
from link_checks.suggestions import closest

# What HTML strips from both ends of an address: ASCII white space, and no other.
WHITE_SPACE = " \t\n\f\r"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
# The schemes that a page may lead to; from IANA's register, those that readers' programs open.
SCHEMES = frozenset(
    "http https mailto tel sms ftp ftps sftp ssh git svn rsync irc ircs xmpp sip sips geo maps news nntp "
    "magnet urn doi info data blob about javascript vbscript view-source feed webcal ws wss ldap ldaps "
    "bitcoin ethereum lightning ipfs ipns dat gemini gopher matrix signal skype facetime facetime-audio "
    "whatsapp tg slack msteams zoommtg spotify steam vscode vscode-insiders idea jetbrains zotero obsidian "
    "notion evernote itms itms-apps itms-services market intent android-app ms-settings ms-word ms-excel "
    "ms-powerpoint chrome edge callto cid mid imap pop vnc rdp rtsp rtmp udp acct tag openpgp4fpr".split()
)
_WEB = frozenset({"http", "https", "ftp", "ftps", "ws", "wss"})
_OTHER_NAMES = {"email": "mailto", "e-mail": "mailto", "phone": "tel", "telephone": "tel"}
# A joiner that belongs to a word of a script that is not Latin.
_JOINED = re.compile("(?<=[^\x00-\x7f])[\u200c\u200d]")
# What some kinds of Markdown want a backslash before, and Python-Markdown leaves as it is.
_ESCAPES = re.compile(r"\\([()_*])")
_COPY = "copy it again from the browser"
_TELEPHONE_FORM = "write it with its country, digits and hyphens only: tel:+1-202-555-0100"


@dataclass(frozen=True)
class AddressFault:
    """What is wrong with an address: a stable code, a sentence, what was meant, and how to fix it."""

    code: str
    message: str
    guess: str = ""
    hint: str = ""
    address: str = ""


def scheme_of(address: str) -> str:
    """The scheme of an address in lower case, or nothing for one without."""
    match = _SCHEME.match(address)
    return match[1].lower() if match else ""


def leads_outside(address: str) -> bool:
    """Whether an address names a scheme or a host."""
    return bool(scheme_of(address)) or address.startswith(("//", "\\\\"))


@lru_cache(maxsize=1 << 12)
def fault_of(address: str) -> AddressFault | None:
    """What is wrong with an address that leads outside, or None. A guess has no fault itself."""
    fault = _fault_of(address)
    if fault is None:
        return None
    if fault.guess and _fault_of(fault.guess) is not None:
        fault = replace(fault, guess="", hint=fault.hint or _COPY)
    return replace(fault, address=address)


def _fault_of(address: str) -> AddressFault | None:
    if address.startswith("//"):
        message, hint = f"address '{address}' has no scheme", "from a file on disk it leads to the disk"
        return AddressFault("address-without-scheme", message, f"https:{address}", hint)
    scheme = scheme_of(address)
    if scheme == "mailto":
        return _mail_fault(address)
    if scheme in ("tel", "sms"):
        return _telephone_fault(address)
    if scheme in _WEB:
        return _web_fault(address)
    if scheme == "file" or not scheme or (len(scheme) == 1 and address[2:3] in ("\\", "/")):
        hint = "put the file into the documents' folder and link to it there"
        return AddressFault("local-file", f"address '{address}' is a file on your own machine", hint=hint)
    is_of_two = "+" in scheme and SCHEMES.issuperset(scheme.split("+"))  # such as git+ssh
    if scheme in SCHEMES or is_of_two or scheme.startswith(("web+", "x-", "ms-")):
        return None
    return _unknown_scheme(address, scheme)


def _unknown_scheme(address: str, scheme: str) -> AddressFault:
    if "." in scheme or scheme == "localhost":
        guess = f"{'http' if scheme == 'localhost' else 'https'}://{address}"
    else:
        known = ("https", "http", "mailto", "tel", "ftp")
        near = _OTHER_NAMES.get(scheme) or closest(scheme, known, shortest=3)
        guess = f"{near}:{address[len(scheme) + 1 :]}" if near else ""
    message = f"address '{address}' has the unknown scheme '{scheme}:'"
    hint = "" if guess else "write the name of a file with a colon as ./name"
    return AddressFault("unknown-scheme", message, guess, hint)


def _malformed(address: str, why: str, guess: str = "", hint: str = "") -> AddressFault:
    return AddressFault("malformed-address", f"address '{address}' {why}", guess, hint)


def _web_fault(address: str) -> AddressFault | None:
    scheme = scheme_of(address)
    rest = address[len(scheme) + 1 :]
    if "\\" in address:
        path = _ESCAPES.sub(r"\1", rest).replace("\\", "/").lstrip("/")
        return _malformed(address, "contains a backslash", f"{scheme}://{path}")
    if not rest.startswith("//") or rest.startswith("///"):
        if bare := rest.lstrip("/:"):
            return _malformed(address, "needs two slashes after its scheme", f"{scheme}://{bare}")
        return _malformed(address, "has no host", hint="write the whole address")
    try:
        parts = urlsplit(address)
        is_possible = parts.port != 0
    except ValueError:
        is_possible = False
    if not is_possible:
        return _malformed(address, "has an invalid host or port", hint=_COPY)
    return (
        _form_fault(address, parts)
        or _host_fault(address, parts)
        or _percent_fault(address)
        or _invisible_fault(address, _JOINED.sub("", address))
    )


def _form_fault(address: str, parts: SplitResult) -> AddressFault | None:
    if (scheme := parts.netloc.rstrip(":").lower()) in ("http", "https"):
        rest = address.partition("//")[2][len(scheme) :].lstrip(":/")
        return _malformed(address, "has its scheme twice", f"{scheme}://{rest}")
    if not parts.hostname:
        return _malformed(address, "has no host", hint="write the whole address")
    if found := next((character for character in '<>"' if character in address), ""):
        return _malformed(address, f"contains the character {found}", address.split(found)[0])
    return None


def _percent_fault(address: str) -> AddressFault | None:
    if _BAD_PERCENT.search(address):
        guess = _BAD_PERCENT.sub("%25", address)
        return _malformed(address, "has a % without two hexadecimal digits", guess)
    return None


def _host_fault(address: str, parts: SplitResult) -> AddressFault | None:
    host = unquote(parts.hostname or "")
    before = parts.netloc.rpartition("@")[0]
    if "." in before.partition(":")[0]:
        hint = "the part before @ is the name of a user; write the host that is meant"
        message = f"address '{address}' leads to {host}, not to {before}"
        return AddressFault("look-alike-host", message, hint=hint)
    if ":" in host:
        return None  # an IPv6 address, which urlsplit has checked
    if fault := _invisible_fault(address, host):
        return fault
    if not is_host(host):
        return _malformed(address, f"has an invalid host '{host}'")
    # A name without a dot, with a port, is that of a machine in somebody's network.
    if "." not in host.removesuffix(".") and host != "localhost" and not has_port(parts):
        hint = "a host that every reader can reach has a dot in its name"
        return _malformed(address, f"has a host without a dot, '{host}'", hint=hint)
    return _look_alike(address, host)


def _look_alike(address: str, host: str) -> AddressFault | None:
    if (found := disguise_of(host)) is None:
        return None
    real, label, how = found
    message = f"address '{address}' only looks like {real}: '{label}' {how}"
    return AddressFault("look-alike-host", message, hint="type the host's name again, in one script")


def _invisible_fault(address: str, part: str) -> AddressFault | None:
    """An invisible character in a part of an address."""
    if not (names := invisible_in(part)):
        return None
    message = f"address '{without_invisible(address)}' contains {names}"
    return AddressFault("invisible-character", message, hint="delete the address and type it again")


def _mail_fault(address: str) -> AddressFault | None:
    hint = "write mailto:name@host"
    people, mark, _ = address.partition(":")[2].partition("?")
    if people.startswith("//"):
        return _malformed(address, "contains slashes", f"mailto:{people.lstrip('/')}")
    if not (recipients := mail_recipients(address)):
        return None if mark and address[-1] != "?" else _malformed(address, "has no recipient", hint=hint)
    for person in recipients:
        if fault := _invisible_fault(address, person):
            return fault
        if not is_mail_address(person):
            what = f"names '{person}', which is not an email address" if person else "has a comma too many"
            return _malformed(address, what, hint=hint)
        if fault := _look_alike(address, person.rpartition("@")[2]):
            return fault
    return _percent_fault(address)


def _telephone_fault(address: str) -> AddressFault | None:
    if are_telephone_numbers(address):
        return None
    return _malformed(address, "is not a telephone number", corrected_telephone(address), _TELEPHONE_FORM)
