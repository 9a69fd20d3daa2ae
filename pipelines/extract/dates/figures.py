"""Figures that are parts of dates: whole dates in figures, days, years, and figures with their mark."""

import re
from collections.abc import Iterator

from pipelines.extract.dates.part import Part
from pipelines.extract.dates.words import Words
from pipelines.extract.lexicon import is_word

_FIGURE = re.compile(r"\d+")
_WRITTEN = re.compile(r"(\d{1,4})([./-])(\d{1,2})(?:\2(\d{2,4}))?")
_MONEY = tuple("$€£¥₹#")
_SHARES = tuple("%％$€£")


def figures(folded: str, words: Words) -> Iterator[Part]:
    """Yield the figures of a text that are parts of dates, in reading order."""
    reached = 0
    for found in _FIGURE.finditer(folded):
        start, end = found.span()
        if start < reached or end - start > 4:
            continue
        for part in _written(folded, start, words) or _counted(folded, start, end, words):
            reached = part.end
            yield part


def _written(folded: str, start: int, words: Words) -> list[Part]:
    """A date in figures, ``23.07.2025``, ``2025-07-23`` or ``7/23``, as its parts; empty where it is none."""
    found = _WRITTEN.match(folded, start)
    if found is None or (start and folded[start - 1] in ".,-/$€£¥₹"):
        return []
    end = found.end()
    if end < len(folded) and (folded[end].isdigit() or folded[end : end + 1] in "%-/"):
        return []
    first, mark, second, third = found.groups()
    if third is None and mark != "/" and folded[end : end + 1] != ".":
        return []
    if third is None and mark == "." and words.section.order != "dmy":
        return []
    named = _ordered([int(part) for part in (first, second, third) if part], words.section.order)
    if named is None:
        return []
    end += third is None and mark == "."
    return [Part(start, end, part, value, third is None and mark == "/") for part, value in named.items()]


def _ordered(figures: list[int], order: str) -> dict[str, int] | None:
    if figures[0] > 31:
        order = "ymd"
    names = {"d": "day", "m": "month", "y": "year"}
    keys = [names[key] for key in order if key != "y" or len(figures) == 3]
    named = dict(zip(keys, figures, strict=True)) if len(keys) == len(figures) else {}
    if "year" in named and named["year"] < 100:
        named["year"] += 2000
    if not 1 <= named.get("month", 0) <= 12 or not 1 <= named.get("day", 0) <= 31:
        return None
    return named if 1888 <= named.get("year", 2000) < 2200 else None


def _counted(folded: str, start: int, end: int, words: Words) -> list[Part]:
    """A figure as a part of a date: with its mark (``7月``), as a day ("23rd", "23.") or as a year."""
    value = int(folded[start:end])
    marked = _mark(folded, end, words)
    if marked is not None:
        return _marked(folded, start, marked, value, words)
    before, after = folded[max(0, start - 2) : start], folded[end : end + 2]
    if is_word(before[-1:] or " ") or re.fullmatch(r"\d[.,:/]", before):
        return []
    if before[-1:] in _MONEY or after[:1] in _SHARES or re.fullmatch(r"[.,:]\d", after):
        return []
    if end - start == 4:
        stop = words.lexicon.stretch(folded, end)
        return [Part(start, stop, "year", value, weak=True)] if stop and 1900 <= value < 2100 else []
    if before[-1:] == "'" and end - start == 2:
        return [Part(start - 1, end, "year", 2000 + value, weak=True)]
    stop = _ordinal(folded, end, words)
    return [Part(start, stop, "number", value, weak=True)] if stop and 1 <= value <= 31 else []


def _mark(folded: str, end: int, words: Words) -> tuple[int, str] | None:
    for mark, part in words.marks:
        at = end + (folded[end : end + 1] == " " and part != "day")
        if folded.startswith(mark, at):
            return at + len(mark), part
    return None


def _ordinal(folded: str, end: int, words: Words) -> int:
    for ordinal in words.section.ordinals:
        stop = end + len(ordinal)
        if folded.startswith(ordinal, end) and not is_word(folded[stop : stop + 1] or " "):
            return stop
    return 0 if is_word(folded[end : end + 1] or " ") else end


def _marked(folded: str, start: int, marked: tuple[int, str], value: int, words: Words) -> list[Part]:
    """A figure with its mark, unless what follows makes it a duration, an age or a share."""
    end, part = marked
    section = words.section
    rest = folded[end : end + 12].lstrip()
    if rest.startswith(section.marks.unless) or folded[start - 1 : start] in (".", ",", "第", "제"):
        return []
    if part == "year" and value < 100:
        if not rest.startswith(section.two_digit_years) and not rest[:1].isdigit():
            return []
        value += 2000
    low, high = {"year": (1900, 2100), "month": (1, 12), "day": (1, 31)}[part]
    return [Part(start, end, part, value)] if low <= value <= high else []
