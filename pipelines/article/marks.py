"""Emphasis carried through extraction: noncharacters around marked words, offsets once the text stands."""

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

from pipelines.model import Span
from pipelines.text import clean_text, scrub

LONGEST = 300
_OPEN = {"em": "\ufdd0", "strong": "\ufdd1", "cite": "\ufdd2", "quote": "\ufdd3"}
_CLOSE = "\ufdd4"
_MARK_OF_TAG = {"em": "em", "i": "em", "cite": "cite", "b": "strong", "strong": "strong", "q": "quote"}
_MARK_OF_SIGN = {sign: mark for mark, sign in _OPEN.items()}
SIGNS = re.compile("[\ufdd0-\ufdd4]")


def plant(tree: HtmlElement) -> None:
    """Put signs around the text of every emphasised element, in place."""
    for element in tree.iter(*_MARK_OF_TAG):
        size = len(element.text or "") if len(element) == 0 else len(element.text_content())
        if not 0 < size <= LONGEST:
            continue
        element.text = _OPEN[_MARK_OF_TAG[element.tag]] + (element.text or "")
        if len(element):
            element[-1].tail = (element[-1].tail or "") + _CLOSE
        else:
            element.text += _CLOSE


def bare(text: str) -> str:
    """``text`` without signs."""
    return SIGNS.sub("", text)


def harvest(text: str, start: int) -> tuple[str, list[Span]]:
    """Clean one paragraph and take the signs out; spans count from ``start``, the paragraph's offset."""
    joined = ""
    spans: list[Span] = []
    opened: list[tuple[str, int]] = []
    for piece in _pieces(text):
        if piece in _MARK_OF_SIGN:
            opened.append((_MARK_OF_SIGN[piece], start + len(joined)))
        elif piece != _CLOSE:
            words = scrub(piece)
            joined += words.lstrip() if not joined or joined[-1].isspace() else words
        elif opened:
            mark, begin = opened.pop()
            spans.append(Span(begin, start + len(joined), mark))
    cleaned = clean_text(joined)
    if cleaned != joined.rstrip():  # letters composed across a tag's edge: offsets would lie
        return cleaned, []
    return cleaned, [t for span in spans if (t := _tight(span, cleaned, start))]


def _pieces(text: str) -> Iterator[str]:
    at = 0
    for sign in SIGNS.finditer(text):
        if sign.start() > at:
            yield text[at : sign.start()]
        yield sign[0]
        at = sign.end()
    if at < len(text):
        yield text[at:]


def _tight(span: Span, text: str, start: int) -> Span | None:
    """The span without the white space at its ends; None where nothing else is in it."""
    inside = text[span.start - start : span.end - start]
    left = len(inside) - len(inside.lstrip())
    right = len(inside) - len(inside.rstrip())
    return Span(span.start + left, span.end - right, span.mark) if inside.strip() else None
