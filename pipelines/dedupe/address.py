"""The canonical address: one spelling for the many that lead to the same article."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

_LONGEST = 2083
_PAGE = re.compile(r"/page/\d{1,3}$")
_SESSION = re.compile(r";(?:jsessionid|phpsessid|sid)=[^/;]*", re.IGNORECASE)
_AMP_FILE = re.compile(r"\.amp(\.html?)?$")
_SMALL = re.compile(r"\d{1,3}")
_UNRESERVED = "!$&'()*+,;=:@~-._"


def canonical(address: str) -> str:
    """Return the one spelling of an address: no tracking, AMP, mobile, page number, port or trailing slash.

    Args:
        address: An absolute ``http`` or ``https`` address. Anything else (a file's path, an id) comes back
            unchanged but for surrounding space; so does an address that cannot be taken apart.

    Returns:
        An ``https`` address with a lower-case host and sorted parameters. The function is idempotent.

    Source:
        RFC 3986 section 6 (normalisation); the names dropped are data, ``address.toml``.
    """
    text = address.strip()
    for _ in range(4):
        parts = _split(text)
        if parts is None:
            return text
        unwrapped = _out_of_cache(parts)
        if unwrapped is None:
            return urlunsplit(_normal(parts))
        text = unwrapped
    return text


def host(address: str) -> str:
    """Name the site of an address without its mobile or AMP label; empty where there is none."""
    parts = _split(address.strip())
    return _host(parts) if parts else ""


@cache
def _words() -> Mapping[str, frozenset[str]]:
    table = tomllib.loads(files(__package__).joinpath("address.toml").read_text("utf-8"))
    return {key: frozenset(values) for key, values in table.items()}


def _split(text: str) -> SplitResult | None:
    if len(text) > _LONGEST or not text[:8].lower().startswith(("http://", "https://")):
        return None
    try:
        parts = urlsplit(text)
        _ = parts.port
    except ValueError:
        return None
    return parts if parts.hostname else None


def _out_of_cache(parts: SplitResult) -> str | None:
    """The publisher's address inside an AMP cache's; None for any other address."""
    host_name, path = parts.hostname or "", parts.path
    if host_name.endswith(".cdn.ampproject.org"):
        inner = re.match(r"/[a-z]/(s/)?(.+)", path)
    elif re.fullmatch(r"(www\.)?google\.[a-z.]{2,6}", host_name):
        inner = re.match(r"/amp/(s/)?(.+)", path)
    else:
        return None
    if inner is None or "." not in inner[2].partition("/")[0]:
        return None
    return f"https://{inner[2]}" + (f"?{parts.query}" if parts.query else "")


def _normal(parts: SplitResult) -> SplitResult:
    port = f":{parts.port}" if parts.port not in (None, 80, 443) else ""
    return SplitResult("https", _host(parts) + port, _path(parts.path), _query(parts.query), "")


def _host(parts: SplitResult) -> str:
    name = (parts.hostname or "").rstrip(".")
    if ":" in name:
        return f"[{name}]"
    labels = name.split(".")
    dresses = _words()["hosts"]
    while len(labels) > 2 and labels[0] in dresses:
        labels = labels[1:]
    if len(labels) > 3 and labels[1] == "m":
        del labels[1]
    return ".".join(labels)


def _path(path: str) -> str:
    segments: list[str] = []
    for written in _SESSION.sub("", path).split("/"):
        segment = quote(unquote(written, errors="surrogateescape"), _UNRESERVED, errors="surrogateescape")
        if segment == "..":
            segments = segments[:-1]
        elif segment not in ("", "."):
            segments.append(segment)
    if len(segments) > 1 and segments[0].lower() == "amp":
        del segments[0]
    before: list[str] = []
    while before != segments:
        before, segments = segments, _undressed(segments)
    return "/" + "/".join(segments) if segments else "/"


def _undressed(segments: list[str]) -> list[str]:
    """Drop one last segment that is only a dress, a page number or a folder's file name."""
    if not segments:
        return segments
    last = segments[-1].lower()
    if last in _words()["indexes"] or (len(segments) > 1 and last in _words()["suffixes"]):
        return segments[:-1]
    if len(segments) > 2 and _PAGE.search("/" + "/".join(segments[-2:])):
        return segments[:-2]
    return [*segments[:-1], _AMP_FILE.sub(r"\1", segments[-1])]


def _query(query: str) -> str:
    try:
        pairs = parse_qsl(query, keep_blank_values=True, max_num_fields=200)
    except ValueError:
        return query
    return urlencode(sorted((name, value) for name, value in pairs if not _idle(name.lower(), value)))


def _idle(name: str, value: str) -> bool:
    words = _words()
    if name in words["tracking"] or name in words["dress"]:
        return True
    if name in words["pages"] and _SMALL.fullmatch(value):
        return True
    return any(prefix.endswith("*") and name.startswith(prefix[:-1]) for prefix in words["tracking"])
