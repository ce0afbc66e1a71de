"""What can be wrong with an address by itself, before anybody looks it up.

The forms are those of RFC 3986 (addresses), RFC 6068 (mailto), RFC 3966 (tel), RFC 1123 (host names) and,
for hosts in other scripts, of the rules by which browsers tell a look-alike (mixed scripts in one label,
or a label of look-alikes only). Nothing here asks the network.
"""

from __future__ import annotations

import ipaddress
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import SplitResult, unquote, urlsplit

from link_checks.suggestions import closest

# What HTML strips from both ends of an address: ASCII white space, and no other.
WHITE_SPACE = " \t\n\f\r"

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")
_HOST_LABEL = re.compile(r"(?![-])[\w-]{1,63}(?<![-])")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)+"')  # a local part that holds other signs, by RFC 5322
_COMMA = re.compile(r',(?=(?:[^"]*"[^"]*")*[^"]*$)')  # outside of quotation marks
_LOCAL_PART = re.compile(r"[^\s@,;:<>()\[\]\\\"]+")
_TELEPHONE = re.compile(r"\+?[0-9*#().-]*[0-9*#][0-9*#().-]*")
_LONGEST_HOST = 253
_LONGEST_TELEPHONE = 15  # digits, by E.164

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
_PORTS = {"http": 80, "https": 443}

_INVISIBLE = {
    "\u00a0": "no-break space",
    "\u00ad": "soft hyphen",
    "\u034f": "combining grapheme joiner",
    "\u061c": "Arabic letter mark",
    "\u115f": "Hangul filler",
    "\u180e": "Mongolian vowel separator",
    "\u2007": "figure space",
    "\u2009": "thin space",
    "\u200a": "hair space",
    "\u200b": "zero-width space",
    "\u200c": "zero-width non-joiner",
    "\u200d": "zero-width joiner",
    "\u200e": "left-to-right mark",
    "\u200f": "right-to-left mark",
    "\u202f": "narrow no-break space",
    "\u2060": "word joiner",
    "\u3000": "ideographic space",
    "\ufeff": "zero-width no-break space",
    **{chr(code): "direction mark" for code in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))},
}
_NOTHING = dict.fromkeys(map(ord, _INVISIBLE))
_JOINED = re.compile("(?<=[^\x00-\x7f])[\u200c\u200d]")

# Vowels that are written as one sign in Thai and in Lao, and that a normal form takes apart.
_TAKEN_APART = {0x0E33: "\u0e4d\u0e32", 0x0EB3: "\u0ecd\u0eb2"}

# Scripts that one word may mix; any other mixture in one label of a host is a disguise.
_MAY_MIX = (
    frozenset({"LATIN", "CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC"}),
    frozenset({"LATIN", "CJK", "HANGUL"}),
    frozenset({"LATIN", "CJK", "BOPOMOFO"}),
)
# Cyrillic, Greek and phonetic letters, each before the Latin one that it looks like.
_LOOKALIKES = {
    ord(pair[0]): pair[1]
    for pair in ("аa сc ԁd еe һh іi јj ӏl оo рp ԛq ѕs ԝw хx уy αa ιi κk νv οo ρp υu ɑa ɡg ɩi".split())
}


@dataclass(frozen=True)
class AddressFault:
    """What is wrong with an address: a stable code, a sentence, what was meant, and how to mend it."""

    code: str
    message: str
    guess: str = ""
    hint: str = ""


def scheme_of(address: str) -> str:
    """The scheme of an address in lower case, or nothing for one without."""
    match = _SCHEME.match(address)
    return match[1].lower() if match else ""


def leads_outside(address: str) -> bool:
    """Whether an address names a scheme or a host."""
    return bool(scheme_of(address)) or address.startswith(("//", "\\\\"))


@lru_cache(maxsize=1 << 12)
def fault_of(address: str) -> AddressFault | None:
    """What is wrong with an address that leads outside, or None. What is guessed is right itself."""
    fault = _fault_of(address)
    if fault is None or not fault.guess or _fault_of(fault.guess) is None:
        return fault
    return replace(fault, guess="", hint=fault.hint or "copy it again from the browser")


def _fault_of(address: str) -> AddressFault | None:
    if address.startswith("//"):
        return AddressFault(
            "address-without-scheme",
            f"address '{address}' has no scheme",
            guess=f"https:{address}",
            hint="from a file on disk it leads to the disk",
        )
    scheme = scheme_of(address)
    if scheme in _CHECKS:
        return _CHECKS[scheme](address)
    if scheme in _WEB:
        return _web_fault(address)
    if scheme == "file" or not scheme or (len(scheme) == 1 and address[2:3] in ("\\", "/")):
        return AddressFault(
            "local-file",
            f"address '{address}' is a file on your own machine",
            hint="put the file into the documents' folder and link to it from there",
        )
    is_of_two = "+" in scheme and SCHEMES.issuperset(scheme.split("+"))  # such as git+ssh
    if scheme in SCHEMES or is_of_two or scheme.startswith(("web+", "x-", "ms-")):
        return None
    return _unknown_scheme(address, scheme)


_OTHER_NAMES = {"email": "mailto", "e-mail": "mailto", "phone": "tel", "telephone": "tel"}


def _unknown_scheme(address: str, scheme: str) -> AddressFault:
    rest = address[len(scheme) + 1 :]
    if "." in scheme or scheme == "localhost":
        guess, hint = f"{'http' if scheme == 'localhost' else 'https'}://{address}", ""
    else:
        near = _OTHER_NAMES.get(scheme) or closest(
            scheme, ("https", "http", "mailto", "tel", "ftp"), shortest=3
        )
        guess = f"{near}:{rest}" if near else ""
        hint = "" if near else "a file's name with a colon is written as ./name"
    message = f"address '{address}' has an unknown scheme '{scheme}:'"
    return AddressFault("unknown-scheme", message, guess=guess, hint=hint)


def _malformed(address: str, why: str, guess: str = "", hint: str = "") -> AddressFault:
    return AddressFault("malformed-address", f"address '{address}' {why}", guess=guess, hint=hint)


# What some kinds of Markdown want a backslash before, and this one leaves as it is.
_ESCAPES = re.compile(r"\\([()_*])")


def _web_fault(address: str) -> AddressFault | None:
    scheme = scheme_of(address)
    rest = address[len(scheme) + 1 :]
    if "\\" in address:
        path = _ESCAPES.sub(r"\1", rest).replace("\\", "/").lstrip("/")
        return _malformed(address, "has a backslash in it", guess=f"{scheme}://{path}")
    if not rest.startswith("//") or rest.startswith("///"):
        bare = rest.lstrip("/:")
        return _malformed(
            address,
            "is not written with two slashes" if bare else "names no host",
            guess=f"{scheme}://{bare}" if bare else "",
            hint="" if bare else "write the whole address",
        )
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError:
        return _malformed(address, "names no possible host or port", hint="copy it again from the browser")
    if port == 0:
        return _malformed(address, "names no possible host or port", hint="copy it again from the browser")
    return (
        _form_fault(address, parts)
        or _host_fault(address, parts)
        or _percent_fault(address)
        or _invisible_fault(address, _without_joined_words(address))
    )


def _form_fault(address: str, parts: SplitResult) -> AddressFault | None:
    if (scheme := parts.netloc.rstrip(":").lower()) in ("http", "https"):
        rest = address.partition("//")[2][len(scheme) :].lstrip(":/")
        return _malformed(address, "has its scheme twice", guess=f"{scheme}://{rest}")
    if not parts.hostname:
        return _malformed(address, "names no host", hint="write the whole address")
    if found := next((character for character in '<>"' if character in address), ""):
        return _malformed(address, f"has the character {found} in it", guess=address.split(found)[0])
    return None


def _percent_fault(address: str) -> AddressFault | None:
    if _BAD_PERCENT.search(address):
        guess = _BAD_PERCENT.sub("%25", address)
        return _malformed(address, "has a % without two hexadecimal digits", guess=guess)
    return None


def _host_fault(address: str, parts: SplitResult) -> AddressFault | None:
    host = unquote(parts.hostname or "")
    before = parts.netloc.rpartition("@")[0]
    if "." in before.partition(":")[0]:
        return AddressFault(
            "look-alike-host",
            f"address '{address}' leads to {host}, not to {before}",
            hint="what stands before @ is the name of a user; write the host that is meant",
        )
    if ":" in host:
        return None  # an IPv6 address, which urlsplit has judged
    if fault := _invisible_fault(address, host):
        return fault
    if not _is_host(host):
        return _malformed(address, f"names a host that cannot be, '{host}'")
    if "." not in host.removesuffix(".") and host != "localhost" and not _has_port(parts):
        return _malformed(
            address,
            f"names a host without a dot, '{host}'",
            hint="a host that every reader can reach has a dot in its name",
        )
    return _look_alike(address, host)


def _has_port(parts: SplitResult) -> bool:
    """Whether a port is written: a name without a dot is then that of a machine in somebody's network."""
    return ":" in parts.netloc.rpartition("@")[2].rstrip(":")


def host_of(parts: SplitResult) -> str | None:
    """The host of an address and its port in the one form in which browsers compare them, or None for none.

    Case, percent-encoding, Punycode, a dot at the end and the scheme's own port make no difference.
    """
    try:
        port = parts.port
    except ValueError:
        return None
    labels = unquote(parts.hostname or "").removesuffix(".").split(".")
    host = unicodedata.normalize("NFC", ".".join(_decoded(label) or label for label in labels)).lower()
    return host if port in (None, _PORTS.get(parts.scheme.lower())) else f"{host}:{port}"


def is_own_machine(parts: SplitResult) -> bool:
    """Whether an address names the machine of whoever reads it."""
    host = parts.hostname or ""
    try:
        address = ipaddress.ip_address(host)
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
    return address.is_loopback or address.is_unspecified


def _is_host(host: str) -> bool:
    """Whether a name can be a host's: labels of letters, digits and hyphens, or an IPv4 address."""
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
    if label.lower().startswith("xn--"):
        return _decoded(label) is not None
    letters = (character for character in label if not unicodedata.category(character).startswith("M"))
    return _HOST_LABEL.fullmatch("".join(letters)) is not None


def _decoded(label: str) -> str | None:
    """What a label in Punycode (RFC 3492) stands for."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        return label[4:].encode("ascii").decode("punycode")
    except (UnicodeError, ValueError):
        return None


def _look_alike(address: str, host: str) -> AddressFault | None:
    labels = [_decoded(label) or label for label in host.split(".")]
    for label in labels:
        if not label.isascii() and (reason := _disguise(label, labels[-1])):
            plain = unicodedata.normalize("NFKC", label).lower().translate(_LOOKALIKES)
            shown = ".".join(plain if each == label else each for each in labels)
            return AddressFault(
                "look-alike-host",
                f"address '{address}' only looks like {shown}: '{label}' {reason}",
                hint="type the host's name again, in one script",
            )
    return None


def _disguise(label: str, last: str) -> str:
    """Why a label is a disguise of another, or nothing."""
    if unicodedata.normalize("NFKC", label) != unicodedata.normalize("NFC", label.translate(_TAKEN_APART)):
        return "has letters of another width or form"
    found = {_script(character) for character in label if character.isalpha()}
    names = " and ".join(sorted(name.capitalize() for name in found))
    if len(found) > 1 and not any(found <= allowed for allowed in _MAY_MIX):
        return f"mixes {names} letters"
    plain = label.lower().translate(_LOOKALIKES)
    if plain.isascii() and last.isascii():
        return f"is written in {names} look-alikes"
    if "ɑ" in label or "ɡ" in label:
        return "has phonetic letters in it"
    return ""


def _script(letter: str) -> str:
    return unicodedata.name(letter, "UNKNOWN").split()[0]


def invisible_in(text: str) -> list[str]:
    """The characters of a text that nobody can see, as ``name (U+200B)``, each once."""
    found = dict.fromkeys(character for character in text if character in _INVISIBLE)
    return [f"{_INVISIBLE[character]} (U+{ord(character):04X})" for character in found]


def without_invisible(text: str) -> str:
    """The text without the characters that nobody can see."""
    return text.translate(_NOTHING)


def _invisible_fault(address: str, part: str) -> AddressFault | None:
    """An invisible character in a part of an address."""
    if not (names := invisible_in(part)):
        return None
    return AddressFault(
        "invisible-character",
        f"address '{without_invisible(address)}' holds a character that nobody sees: {', '.join(names)}",
        hint="delete the address and type it again",
    )


def _without_joined_words(text: str) -> str:
    """The text without the joiners that belong to the words of scripts that are not Latin."""
    return _JOINED.sub("", text)


def _mail_fault(address: str) -> AddressFault | None:
    people, _, rest = address.partition(":")[2].partition("?")
    fields = (field.partition("=") for field in rest.split("&"))
    copies = [value for name, _, value in fields if value and name.lower() in ("to", "cc", "bcc")]
    if people.startswith("//"):
        return _malformed(address, "has slashes in it", guess=f"mailto:{people.lstrip('/')}")
    if not people and not copies:
        return None if rest else _malformed(address, "names nobody", hint="write mailto:name@host")
    for person in _COMMA.split(unquote(",".join(filter(None, [people, *copies])))):
        local, at, host = person.rpartition("@")
        is_plain = _LOCAL_PART.fullmatch(local) and not local.startswith(".") and ".." not in f"{local}."
        is_local = is_plain or _QUOTED.fullmatch(local)
        if fault := _invisible_fault(address, person):
            return fault
        if not at or not is_local or "." not in host or not _is_host(host):
            what = f"is no address of mail: '{person}'" if person else "names nobody before or after a comma"
            return _malformed(address, what, hint="write mailto:name@host")
        if fault := _look_alike(address, host):
            return fault
    return _percent_fault(address)


def _telephone_fault(address: str) -> AddressFault | None:
    """What is wrong with a telephone number; a message (``sms:``) may go to several, with commas between."""
    scheme, _, rest = address.partition(":")
    written = re.split(r"[?;]", rest)[0]
    numbers = unquote(written).split(",") if scheme.lower() == "sms" else [unquote(written)]
    if all(map(_is_telephone, numbers)):
        return None
    plain = ",".join(re.sub(r"[^0-9+().-]+", "-", number).strip("-") for number in numbers)
    has_letters = any(character.isalpha() for character in unquote(written))
    return _malformed(
        address,
        "is no telephone number",
        guess="" if has_letters else f"{scheme.lower()}:{plain}{rest[len(written) :]}",
        hint="write it with its country, digits and hyphens only: tel:+1-202-555-0100",
    )


def _is_telephone(number: str) -> bool:
    digits = sum(character.isdigit() for character in number)
    return _TELEPHONE.fullmatch(number) is not None and 1 < digits <= _LONGEST_TELEPHONE


_CHECKS: Mapping[str, Callable[[str], AddressFault | None]] = {
    "mailto": _mail_fault,
    "tel": _telephone_fault,
    "sms": _telephone_fault,
}


def srcset_addresses(value: str) -> list[str]:
    """The addresses in a ``srcset``, by the HTML standard: separated by commas, each with a descriptor."""
    return [match[1] for match in re.finditer(r"[\s,]*(\S*[^\s,])(?:\s+[^,]*)?(?:,|$)", value)]


_CSS = re.compile(
    r"""/\*.*?(?:\*/|$)"""
    r"""|(?P<load>@import\s+|url\(\s*)(?:"(?P<double>(?:\\.|[^"\\])*)"|'(?P<single>(?:\\.|[^'\\])*)')"""
    r"""|url\(\s*(?P<bare>(?:\\.|[^'")\s\\])+)\s*\)"""
    r"""|(?P<opening>[\w-]*\()|(?P<closing>\))"""
    r"""|"(?P<string>(?:\\.|[^"\\])*)"|'(?P<other>(?:\\.|[^'\\])*)'""",
    re.IGNORECASE | re.DOTALL,
)


def css_addresses(style: str) -> Iterator[str]:
    """The addresses that a style sheet loads: ``url(...)``, ``@import "..."`` and ``image-set("...")``.

    Comments and other strings hold none.
    """
    return (address for address, _ in css_addresses_at(style))


def css_addresses_at(style: str) -> Iterator[tuple[str, int]]:
    """The addresses that a style sheet loads, each with the offset at which it stands."""
    functions: list[str] = []
    for match in _CSS.finditer(style):
        before = (match["opening"] or match["load"] or "").rstrip()
        if before.endswith("("):
            functions.append(before.lower())
        elif match["closing"] and functions:
            functions.pop()
        groups = ["double", "single", "bare"]
        if functions and functions[-1].endswith("image-set("):
            groups += ["string", "other"]
        for group in groups:
            if match[group]:
                yield re.sub(r"\\(.)", r"\1", match[group]), match.start(group)
                break


def srcset_faults(value: str) -> Iterator[tuple[str, str]]:
    """The images of a ``srcset`` that a browser leaves out, each with what is wrongly said of its size."""
    for match in re.finditer(r"[\s,]*(\S*[^\s,])(?:\s+([^,]*))?(?:,|$)", value):
        described = (match[2] or "").strip()
        if described and not _DESCRIPTORS.fullmatch(described):
            yield match[1], described


_NUMBER = r"\d*\.?\d+(?:e[+-]?\d+)?"
_DESCRIPTORS = re.compile(rf"{_NUMBER}[xw]|\d+w\s+\d+h|\d+h\s+\d+w", re.IGNORECASE)
