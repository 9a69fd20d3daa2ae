"""A look at a feed before a parser sees it: what would freeze a parser is refused.

Source:
    libxml2 and expat wrappers take time quadratic in one tag's attributes; measured on hostile feeds.
"""

import re

from pipelines.errors import Refused

MOST_TAGS = 200_000
LONGEST_TAG = 8 * 1024
DEEPEST = 5_000
_QUOTED = re.compile(rb"\"[^\"<>]*\"|'[^'<>]*'")
_TAG = re.compile(rb"<(/?)[A-Za-z][^<>]*?(/?)>")


def scan(body: bytes) -> None:
    """Pass over a feed that parsers can take.

    Raises:
        Refused: ``hostile`` for too many tags, a tag that is too long, or markup nested too deep.
    """
    if body.count(b"<") > MOST_TAGS:
        raise Refused("hostile", f"more than {MOST_TAGS} tags")
    if _longest_tag(body) > LONGEST_TAG:
        raise Refused("hostile", f"a tag longer than {LONGEST_TAG} bytes")
    if _depth(body) > DEEPEST:
        raise Refused("hostile", f"markup nested deeper than {DEEPEST}")


def _longest_tag(body: bytes) -> int:
    """The longest stretch from ``<`` to the next ``>`` or ``<`` once quoted values are taken out."""
    pieces = _QUOTED.sub(b"", body).split(b"<")[1:]
    return max((len(piece.partition(b">")[0]) for piece in pieces if piece[:1] != b"!"), default=0)


def _depth(body: bytes) -> int:
    depth = deepest = 0
    for close, empty in _TAG.findall(body):
        if close:
            depth = max(depth - 1, 0)
        elif not empty:
            depth += 1
            deepest = max(deepest, depth)
    return deepest
