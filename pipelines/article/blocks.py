"""Every block of words on a page, numbered inside the text itself, so that lines know their element."""

import re

from lxml.html import HtmlElement

TAGS = (
    "p",
    "li",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "td",
    "th",
    "blockquote",
    "dt",
    "dd",
    "figcaption",
    "pre",
    "div",
    "section",
    "article",
)
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "big",
        "bdi",
        "bdo",
        "br",
        "cite",
        "code",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "img",
        "ins",
        "kbd",
        "mark",
        "q",
        "s",
        "small",
        "span",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
# What the networks' own embedding code leaves until their script has run.
_EMBEDDING = ("blockquote", "div", "figure", "section")
_EMBED = re.compile(
    "twitter-(?:tweet|video)|instagram-media|(?:tiktok|reddit|bluesky|mastodon)-embed|reddit-card|threads-post"
    "|text-post-media|fb-post|imgur-embed-pub"
)
_SIGNS = [chr(c) for c in range(0xFDD8, 0xFDF0)]
_VALUE = {sign: n for n, sign in enumerate(_SIGNS)}
_BASE = len(_SIGNS)
NUMBER = re.compile("[\ufdd8-\ufdef]{3}")
LIMIT = _BASE**3


def without_embeds(tree: HtmlElement) -> None:
    """Take the posts of other networks out: their words are somebody else's."""
    for element in [e for e in tree.iter(*_EMBEDDING) if _EMBED.search(e.get("class") or "")]:
        if element.getparent() is not None:
            element.drop_tree()


def plant(tree: HtmlElement) -> list[HtmlElement]:
    """Write a number before the words of every block, in place; the list has the blocks by their number."""
    numbered: list[HtmlElement] = []
    for element in tree.iter(*TAGS):
        if _number(element, sign(len(numbered))):
            numbered.append(element)
            if len(numbered) == LIMIT:
                break
    return numbered


def _number(element: HtmlElement, number: str) -> bool:
    """Write the number before the block's first own words, if it has any."""
    text = element.text
    if (text and not text.isspace()) or (len(element) and element[0].tag in INLINE):
        element.text = number + (text or "")
        return True
    for child in element:
        tail = child.tail
        if tail and not tail.isspace():
            child.tail = number + tail
            return True
    return False


def sign(number: int) -> str:
    """Three characters that no page has, for one number."""
    return _SIGNS[number // _BASE**2] + _SIGNS[number // _BASE % _BASE] + _SIGNS[number % _BASE]


def numbers(text: str) -> list[int]:
    """The numbers written in a text."""
    return [(_VALUE[a] * _BASE + _VALUE[b]) * _BASE + _VALUE[c] for a, b, c in NUMBER.findall(text)]


def words(element: HtmlElement) -> str:
    """The block's own words, its inline children's included, other blocks' left out; signs still in them."""
    pieces = [element.text or ""]
    for child in element:
        if child.tag in INLINE:
            pieces.append(" " if child.tag == "br" else words(child))
        pieces.append(child.tail or "")
    return "".join(pieces)
