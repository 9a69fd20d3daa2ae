"""Text from outside made safe to keep: what every room does to a string before it trusts it."""

import re
import unicodedata

LONGEST = 400_000
"""Code points that a cleaned text keeps at most: some sixty times a long article."""

# C0 and C1 controls but white space; bidi controls; surrogates; noncharacters; invisible joints that only
# hide words (soft hyphen, zero-width space, word joiner, BOM). The zero-width joiner and non-joiner stay:
# Indic and Persian spelling needs them.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069"
    "\ufeff\ufdd0-\ufdef\ufffe\uffff\ufff9-\ufffb\ud800-\udfff]"
)
_BREAKS = re.compile(r"[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")


def clean_text(text: str, limit: int = LONGEST) -> str:
    """Return ``text`` on one line: NFC, without controls, its white space collapsed, at most ``limit`` long.

    Bidi controls, surrogates, noncharacters and zero-width spaces go too. Cleaning twice is cleaning once,
    and every sink (SQLite, PostgreSQL, XML, JSON, a terminal) accepts what comes out.
    """
    line = " ".join(scrub(text[: 4 * limit]).split())
    return line if len(line) <= limit else _cut(line, limit)


def scrub(text: str) -> str:
    """Return ``text`` in NFC without the characters that no sink should see, white space as it is."""
    if text.isascii() and text.isprintable():
        return text
    return unicodedata.normalize("NFC", _DROPPED.sub("", text))


def clean_lines(text: str, limit: int = LONGEST) -> str:
    """Return ``text`` with each of its lines cleaned, empty ones gone, the rest parted by one ``\\n``."""
    lines = (clean_text(line, limit) for line in _BREAKS.split(text[: 4 * limit]))
    joined = "\n".join(line for line in lines if line)
    return joined if len(joined) <= limit else _cut(joined, limit)


def _cut(line: str, limit: int) -> str:
    # A cut may leave a base letter whose mark is gone, never a mark without its base: still NFC.
    return line[:limit].rstrip()
