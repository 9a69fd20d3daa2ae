"""When an article was published and changed: strict formats only, and which tag said so."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime
from functools import cache
from itertools import chain

from lxml.etree import XPath
from lxml.html import HtmlElement

from pipelines.article.beside import Beside, Near
from pipelines.article.candidates import Candidate, choose
from pipelines.article.head import Head, Node
from pipelines.model import Finding

EARLIEST = date(1990, 1, 1)
AHEAD = timedelta(hours=24)
SOON = timedelta(days=3)

# Names of meta tags, most trusted first, without the punctuation in which pages differ.
PUBLISHED = (
    "articlepublishedtime",
    "ogarticlepublishedtime",
    "articlepublished",
    "ogpublishedtime",
    "datepublished",
    "publicationdate",
    "publishdate",
    "publisheddate",
    "published",
    "pubdate",
    "parselypubdate",
    "sailthrudate",
    "cxenseparserecspublishtime",
    "dctermscreated",
    "dctermsdate",
    "dcdateissued",
    "dctermsissued",
    "dcdatecreated",
    "dcdate",
    "articledateoriginal",
    "ogpubdate",
    "date",
)
MODIFIED = (
    "articlemodifiedtime",
    "ogupdatedtime",
    "ogarticlemodifiedtime",
    "datemodified",
    "lastmodified",
    "lastmod",
    "dctermsmodified",
)

_ISO = re.compile(
    r"(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})"
    r"(?:[T\s,]+(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d{1,9})?)?(?:\s?(Z|UTC|GMT|[+-]\d{1,2}(?::?\d{2})?))?)?"
)
_ITEM = XPath(".//*[@itemprop=$name][@content or @datetime]")
_COMPACT = re.compile(r"(\d{4})(\d{2})(\d{2})(?:T?(\d{2}):?(\d{2}):?(\d{2})?(Z|[+-]\d{2}:?\d{2})?)?")
_DATED = re.compile(r"[Dd]at[eu]|[Tt]ime|publi|fecha|meta|stand|yline")
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_DAY = re.compile(r"(?<![\d:.])\d{1,2}(?![\d:])")
_WORD = re.compile(r"[^\W\d_](?:[^\s\d,.]*[^\s\d,.])?")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})\s?[-./年년]\s?(\d{1,2})\s?[-./月월]\s?(\d{1,2})(?!\d)")
_YEAR_LAST = re.compile(
    r"(?<!\d)(\d{1,2})(?:(?=\. ?\d)|(?=[/-]))([./-]) ?(\d{1,2})\2 ?(\d{4}|(?<=\.)\d{2})(?!\d)"
)
_CLOCK = re.compile(
    r"\b\d{1,2}\s?(?:h|uhr)(?:\d{2})?\b|\b\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:[ap]\.?m\.?|uhr|h|hrs|[A-Z]{2,4}\b)?",
    re.IGNORECASE,
)
_TIMED = re.compile(r"\d[:h]\d\d(?!\d)|\d\s?(?:uhr\b|[ap]\.?m\b)|[시時]", re.IGNORECASE)
_LAST_PART = re.compile(r"[|–—•·-]\s+([\d./年月日\s-]{8,14})$")
LONGEST_DATE = 80
_EPOCH = re.compile(r"\d{10}(?:\d{3})?")


def published(
    head: Head,
    nodes: Iterable[Node],
    tree: HtmlElement,
    near: Near,
    fetched: datetime,
    language: str | None,
) -> tuple[str | None, tuple[Finding, ...]]:
    """Find when the article was published, as ISO 8601 with the page's own offset, or None.

    Where the likeliest tag only repeats the time of the last change, an earlier one wins.
    """
    nodes = list(nodes)
    found = _checked(_published(head, nodes, tree), fetched)
    held = [c for c in found if c.refused is None]
    if not held:
        found += _checked(chain(_shown(near(), language), _titled(head)), fetched)
    elif changed := {c.value for c in _checked(_modified(head, nodes, tree), fetched)} & {held[0].value}:
        earlier = [c for c in held if timedelta() < instant(held[0].value) - instant(c.value) < SOON]
        repeats = [
            replace(c, refused="it is the time of the last change") for c in found if c.value in changed
        ]
        if earlier:
            found = [c for c in found if c.value not in changed] + repeats
    return choose("published", found, _same_day)


def modified(
    head: Head, nodes: Iterable[Node], tree: HtmlElement, fetched: datetime
) -> tuple[str | None, tuple[Finding, ...]]:
    """Find when the article was last changed, as ISO 8601 with the page's own offset, or None."""
    return choose("modified", _checked(_modified(head, nodes, tree), fetched), _same_day)


def _published(head: Head, nodes: Iterable[Node], tree: HtmlElement) -> Iterator[tuple[str, str]]:
    yield from _of_nodes(nodes, "datePublished", "dateCreated", "uploadDate")
    yield from head.spelt(*PUBLISHED)
    for time in _times(tree):
        if "modif" not in _label(time) and "updat" not in _label(time):
            yield "time", time.get("datetime") or ""
    for tagged in _ITEM(tree, name="datePublished")[:3]:
        yield "itemprop datePublished", tagged.get("content") or tagged.get("datetime")


def _titled(head: Head) -> Iterator[tuple[str, str]]:
    """Yield the date that is the last part of the page's title, after the outlet's name."""
    for source, title in (("title", head.title), *head.meta("og:title")):
        last = _LAST_PART.search(title)
        if last and (value := written(last[1], "und")):
            yield f"{source}, last part", value


def _shown(near: Iterable[Beside], language: str | None) -> Iterator[tuple[str, str]]:
    """Yield the dates written beside the headline, nearest first; read only where no tag gives one.

    An element that nothing marks as a date must be little more than one, or have a time of day with it.
    """
    for one in near:
        element, text = one.element, one.text
        marked = element.tag == "time" or _DATED.search(element.get("class") or "")
        if not text or len(text) > (LONGEST_DATE if marked or _TIMED.search(text) else LONGEST_DATE // 2):
            continue
        if value := written(text, language):
            yield "date shown", value


def written(text: str, language: str | None) -> str | None:
    """Read a date as people write it beside a headline; None unless day, month and year are all there.

    ``language`` is a BCP 47 tag: its month names are known, and in American English the month comes first.
    Day and month that could change places are refused elsewhere than there.
    """
    if hit := _YEAR_FIRST.search(text):
        return _day(hit[1], hit[2], hit[3])
    if hit := _YEAR_LAST.search(text):
        first, mark, second, year = hit.groups()
        american = mark == "/" and language == "en-US"
        if (
            mark == "/"
            and int(first) <= 12
            and int(second) <= 12
            and first != second
            and language in (None, "en")
        ):
            return None
        return _day(year, first, second) if american else _day(year, second, first)
    return _named(text, language)


def _named(text: str, language: str | None) -> str | None:
    """A date with the name of its month: one year, one month, one day of it."""
    years = _YEAR.findall(text)
    days = _DAY.findall(_CLOCK.sub(" ", text)) if len(years) == 1 else []
    if len(days) != 1:
        return None
    months = {number for word in _WORD.findall(text.casefold()) if (number := _months(language).get(word))}
    return _day(years[0], str(months.pop()), days[0]) if len(months) == 1 else None


@cache
def _months(language: str | None) -> dict[str, int]:
    """The names of the months, wide and short, in lower case; English where no language is known."""
    from babel import Locale, UnknownLocaleError  # its tables are read only where a date is shown in words

    try:
        locale = Locale.parse((language or "en").split("-")[0])
    except (UnknownLocaleError, ValueError):
        return {}
    tables = [
        locale.months[context][width]
        for context in ("format", "stand-alone")
        for width in ("wide", "abbreviated")
    ]
    return {name.casefold().strip("."): number for table in tables for number, name in table.items()}


def _day(year: str, month: str, day: str) -> str | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day)).isoformat()
    except ValueError:
        return None


def _modified(head: Head, nodes: Iterable[Node], tree: HtmlElement) -> Iterator[tuple[str, str]]:
    yield from _of_nodes(nodes, "dateModified")
    yield from head.spelt(*MODIFIED)
    for tagged in _ITEM(tree, name="dateModified")[:3]:
        yield "itemprop dateModified", tagged.get("content") or tagged.get("datetime")


def _of_nodes(nodes: Iterable[Node], *keys: str) -> Iterator[tuple[str, str]]:
    found = list(nodes)
    for key in keys:
        for node in found:
            if isinstance(value := node.get(key), str | int):
                yield f"json-ld {key}", str(value)


def _times(tree: HtmlElement) -> list[HtmlElement]:
    return [t for t in tree.iter("time") if t.get("datetime")][:6]


def _label(time: HtmlElement) -> str:
    parent = time.getparent()
    own = " ".join(v for v in (time.get("class"), time.get("itemprop"), time.get("id")) if v)
    return f"{own} {parent.get('class') or ''}".lower() if parent is not None else own.lower()


def _checked(found: Iterable[tuple[str, str]], fetched: datetime) -> list[Candidate]:
    candidates = []
    for source, raw in found:
        value = iso(raw)
        if value is None:
            candidates.append(Candidate(raw[:80], source, "no strict date"))
        else:
            candidates.append(Candidate(value, source, _outside(value, fetched)))
    return list(dict.fromkeys(candidates))


def _outside(value: str, fetched: datetime) -> str | None:
    moment = instant(value)
    if moment.date() < EARLIEST:
        return f"before {EARLIEST.year}"
    return "in the future" if moment > fetched + AHEAD else None


def instant(value: str) -> datetime:
    """Read one of our own ISO values as an aware moment; without an offset it is taken as UTC."""
    moment = datetime.fromisoformat(value)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def iso(raw: str) -> str | None:
    """Rewrite a date in a strict format as ISO 8601, keeping its offset; None for anything else.

    Formats: ISO 8601 and its usual misspellings, RFC 5322, seconds or milliseconds since 1970. No month names
    of any language, no day-month order to guess.
    """
    text = raw.strip()
    try:
        if hit := _ISO.fullmatch(text) or _COMPACT.fullmatch(text):
            return _build(*hit.groups())
        if _EPOCH.fullmatch(text):
            return datetime.fromtimestamp(int(text[:10]), UTC).isoformat()
        return parsedate_to_datetime(text).isoformat() if "," in text[:5] else None
    except (ValueError, OverflowError, IndexError, TypeError):
        return None


def _build(
    year: str,
    month: str,
    day: str,
    hour: str | None,
    minute: str | None,
    second: str | None,
    offset: str | None,
) -> str:
    on = date(int(year), int(month), int(day))
    if hour is None or minute is None:
        return on.isoformat()
    moment = datetime(on.year, on.month, on.day, int(hour), int(minute), int(second or 0))  # noqa: DTZ001
    return moment.isoformat() + _offset(offset)


def _offset(raw: str | None) -> str:
    if raw is None:
        return ""
    if raw in {"Z", "UTC", "GMT"}:
        return "+00:00"
    digits = raw[1:].replace(":", "")
    hours, minutes = (int(digits[:-2]), int(digits[-2:])) if len(digits) > 2 else (int(digits), 0)
    if hours > 14 or minutes > 59:
        raise ValueError(raw)
    return f"{raw[0]}{hours:02}:{minutes:02}"


def _same_day(value: str) -> str:
    return value[:10]
