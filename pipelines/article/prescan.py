"""Look at a page's markup before any parser does: some pages are built to freeze one.

Source:
    libxml2 compares every attribute of a tag with those before it, so that one tag of 40,000 attributes takes
    it a quarter of a minute; the stages after it take time in the number of tags.
"""

import re
from collections.abc import Iterator

from pipelines.errors import Unreadable

LARGEST = 5 << 20
TAGS = 20_000
LONGEST_TAG = 8 << 10
ATTRIBUTE_WORK = 10_000_000

# A tag's attributes as a browser reads them: quotes count only after an equals sign. No part can backtrack:
# repeated groups are atomic, not possessive, because Python before 3.11.5 misreads possessive groups.
_VALUE = r"""=\s*+(?>(?:"[^"]*+"|'[^']*+')?)"""
_SHORT = rf"(?>(?:[^>=]{{0,80}}+{_VALUE}){{0,24}})[^>=]{{0,80}}+"
_RAW = r"script|style|textarea|title|noembed|noframes|iframe|xmp"
# Everything that is no tag of more than two dozen attributes, in one step.
_HARMLESS = re.compile(
    rf"""(?>(?:
        [^<]++
      | <!--(?>(?:[^-]++|-(?!->))*)
      | <(?:{_RAW})\b{_SHORT}>(?>(?:[^<]++|<(?!/(?:{_RAW})))*)
      | </?+[a-z]{_SHORT}>
      | <(?!/?+[a-z])
    )*)""",
    re.VERBOSE | re.IGNORECASE,
)
_TAG = re.compile(rf"</?+[a-z](?>(?:[^>=]++|{_VALUE})*)", re.IGNORECASE)
_QUOTED = re.compile(r""""[^"]*"|'[^']*""" + "'")


def prescan(markup: str) -> None:
    """Let a page pass that a parser reads in linear time.

    Raises:
        Unreadable: ``too_large`` or ``hostile``, with the measure that was exceeded.
    """
    if len(markup) > LARGEST:
        raise Unreadable("too_large", f"{len(markup)} characters, {LARGEST} are read")
    tags = markup.count("<")
    if tags > TAGS:
        raise Unreadable("hostile", f"{tags} tags, {TAGS} are read")
    if sum(map(_attribute_work, _long_tags(markup))) > ATTRIBUTE_WORK:
        raise Unreadable("hostile", "tags with thousands of attributes")


def _long_tags(markup: str) -> Iterator[str]:
    at = 0
    while harmless := _HARMLESS.match(markup, at):
        tag = _TAG.match(markup, harmless.end())
        if tag is None:
            return
        yield tag[0]
        at = tag.end()


def _attribute_work(attributes: str) -> int:
    """About how many comparisons of attribute names a parser makes for one tag."""
    bare = _QUOTED.sub("", attributes)
    if len(bare) > LONGEST_TAG:
        raise Unreadable("hostile", f"a tag of {len(bare)} characters, {LONGEST_TAG} are read")
    names = max(bare.count("="), len(bare.split()), bare.count("/"))
    return names * names
