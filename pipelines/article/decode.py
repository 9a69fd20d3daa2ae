"""Bytes → text: UTF-8 if they are, else what the server or the page declares, else the likeliest charset."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

from pipelines.errors import Unreadable
from pipelines.model import Page

_META = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_XML = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]{2,40})""")
# Names under which browsers read the wider charset: the Encoding Standard's table, where Python differs.
_WIDER = {
    "iso8859-1": "cp1252",
    "ascii": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "big5": "big5hkscs",
}
_ALIASES = {
    "x-sjis": "cp932",
    "windows-31j": "cp932",
    "ks_c_5601-1987": "cp949",
    "x-windows-949": "cp949",
    "x-gbk": "gb18030",
}
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
# UTF-8 that was read as a one-byte charset and saved again: "Ã©", "â€™", "à¤", "ì•".
_MOJIBAKE = re.compile(
    r"Ã[\u0080-\u00bf]|â€[\u0080-\u00bf™œ\u009d˜“”]|[àá][¤¥\u00a4-\u00a6¦][\u0080-\u00bf‚-™]|ï¿½"
)
# Characters that only our own marks may use, and controls, which no tree takes.
_OURS = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ufdd0-\ufdef\ufffe\uffff]")
UTF8 = "valid UTF-8"
_CONTROLS = bytes([*range(9), 11, *range(14, 32), 127])
_REFERENCE = re.compile(
    r"&#(?:0*(?:[0-8]|1[124-9]|2\d|3[01]|6497[6-9]|649[89]\d|6500[0-7])(?!\d)"
    r"|[xX]0*(?:[0-8bBcCeEfF]|1[0-9a-fA-F]|[fF][dD][dDeE][0-9a-fA-F])(?![0-9a-fA-F]));?"
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A page's markup as text, the charset that it was read with and who said so.

    ``utf8`` is the same markup as the page's bytes; None where they are not UTF-8 or hold what is left out.
    """

    markup: str
    charset: str
    source: str
    utf8: bytes | None = None


def decode(page: Page) -> Decoded:
    """Read a page's bytes as text.

    Raises:
        Unreadable: ``empty``, or ``binary`` where the bytes are no text at all.
    """
    body = page.body
    if not body.strip():
        raise Unreadable("empty", "the page has no bytes")
    if body[:4] in (b"%PDF", b"\x89PNG", b"GIF8", b"PK\x03\x04") or body[:3] in (
        b"\xff\xd8\xff",
        b"\x1f\x8b\x08",
    ):
        raise Unreadable("binary", "not a page of text")
    markup, charset, source = _read(page)
    clean = source == UTF8 and b"\xef\xb7" not in body and len(body.translate(None, _CONTROLS)) == len(body)
    if not clean:
        markup = _OURS.sub("", markup)
    if _refers(markup):
        clean, markup = False, _REFERENCE.sub("", markup)
    return Decoded(markup, charset, source, body if clean else None)


def _refers(markup: str) -> bool:
    """Whether a character reference stands for a character that no tree takes."""
    at = markup.find("&#")
    while at >= 0:
        if _REFERENCE.match(markup, at):
            return True
        at = markup.find("&#", at + 2)
    return False


def _read(page: Page) -> tuple[str, str, str]:
    for bom, charset in _BOMS:
        if page.body.startswith(bom):
            return page.body.decode(charset, "replace"), charset, "byte order mark"
    try:
        return page.body.decode("utf-8"), "utf-8", UTF8
    except UnicodeDecodeError as problem:
        # One damaged character, or a page cut in the middle of one, does not make it another charset.
        damaged = page.body.decode("utf-8", "replace")
        multibyte = sum(map(len, re.findall("[^\x00-\x7f\ufffd]+", damaged)))
        if multibyte > 50 * damaged.count("\ufffd") or problem.start >= len(page.body) - 4:
            return damaged, "utf-8", "nearly valid UTF-8"
    for source, declared in _declared(page):
        text = _try(page.body, declared)
        if text is not None:
            return text, declared, source
    return _guess(page.body)


def _declared(page: Page) -> list[tuple[str, str]]:
    """Every charset that Python knows of those the server and the page name, the server's first."""
    named: list[tuple[str, str]] = []
    for name, value in page.headers:
        if name == "content-type" and (found := _HEADER.search(value)):
            named.append(("header content-type", found[1]))
    for source, pattern in (("xml declaration", _XML), ("meta charset", _META)):
        if hit := pattern.search(page.body[:8192]):
            named.append((source, hit[1].decode("ascii", "ignore")))
    return [(source, known) for source, value in named if (known := _known(value)) and known != "utf-8"]


def _known(name: str) -> str | None:
    lower = name.lower()
    if lower in _ALIASES:
        return _ALIASES[lower]
    try:
        codec = codecs.lookup(lower).name
    except (LookupError, ValueError):
        return None
    return _WIDER.get(codec, codec)


def _try(body: bytes, charset: str) -> str | None:
    """The text if at most one character in five hundred is no character of this charset."""
    try:
        text = body.decode(charset, "replace")
    except (LookupError, UnicodeError, ValueError):
        return None
    return text if text.count("\ufffd") * 500 <= len(text) else None


def _guess(body: bytes) -> tuple[str, str, str]:
    best = from_bytes(body[:200_000], steps=8, chunk_size=1024).best()
    charset = _known(best.encoding) if best is not None else None
    if charset is None:
        raise Unreadable("binary", "no charset makes these bytes a text")
    return body.decode(charset, "replace"), charset, "likeliest charset"


def suspect(text: str) -> str | None:
    """Why a text is not to be trusted: replaced or doubly encoded characters; None where it reads well."""
    replaced = text.count("\ufffd")
    if replaced >= 3:
        return f"{replaced} characters could not be read"
    wrong = len(_MOJIBAKE.findall(text))
    return f"{wrong} characters encoded twice" if wrong >= 3 else None
