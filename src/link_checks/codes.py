"""The codes of all problems that the link checks report. ``reference/link-checks.md`` explains each."""

UNUSED_IGNORE = "unused-ignore"
CODES = frozenset(
    "above-root absolute-link address-in-navigation address-without-scheme broken-tag duplicate-id "
    "duplicate-note duplicate-reference empty-link empty-note empty-text encoding front-matter inline-note "
    "invisible-character link-in-html link-in-link link-signs local-file look-alike-host malformed-address "
    "malformed-srcset mark-without-note marked-section missing-anchor missing-file missing-icon missing-id "
    "missing-image missing-page missing-snippet missing-template no-content no-image not-built "
    "note-without-mark notes-switched-off own-address relative-link reversed-link swallowed-link too-deep "
    "unclosed-link undefined-reference unknown-scheme unpublished-page unused-ignore wiki-link".split()
)
