"""What speaks for and against a block being part of the article: yes-or-no evidence, by name, weighed."""

import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from lxml.html import HtmlElement

from pipelines.article.blocks import NUMBER
from pipelines.article.marks import SIGNS

_WORDS: dict[str, list[str]] = tomllib.loads((files(__package__) / "furniture.toml").read_text("utf-8"))
_PHRASES = {
    name: re.compile("|".join(re.escape(word) for word in sorted(words, key=len, reverse=True)))
    for name, words in _WORDS.items()
}
_TABLE: dict[str, float] = tomllib.loads((files(__package__) / "weights.toml").read_text("utf-8"))["weights"]
_BIAS = _TABLE.pop("bias", 0.0)
_WEIGHTS = _TABLE
# What a designer calls things: parts of class names and ids, matched in lower case.
_NAMES = {
    "related": (
        r"relat|recirc|recommend|read-?(?:more|next|also)|also-|more-?(?:from|on|stor|news|like)"
        r"|teaser|trending|popular|similar|elsewhere|promo|playlist|further|linkbox|cross-?link"
        r"|inline-?(?:article|link|story)|outbrain|taboola|suggest"
    ),
    "sharing": r"share|social|follow|facebook|twitter|whatsapp|print",
    "asking": (
        r"newsletter|subscri|sign-?up|regist|donat|paywall|piano|abo-|login|offer|cta"
        r"|app-?(?:box|promo)|survey|poll|vote|form"
    ),
    "person": r"author|byline|bio(?:$|[-_])|contributor|writer|profile|autor|verfasser",
    "caption": (
        r"caption|credit|figure|image|photo|gallery|slide|media|video|player|legend|bild|thumb"
        r"|copyright"
    ),
    "aside": (
        r"aside|sidebar|widget|infobox|factbox|info-?box|box(?:$|[-_ ])|rail|modul|panel|card"
        r"|accordion|faktabox|fact"
    ),
    "comment": r"comment|disqus|discuss|reply|forum",
    "embed": r"embed|tweet|instagram|youtube|iframe",
    "chrome": (
        r"nav|menu|header|footer|breadcrumb|toolbar|cookie|consent|banner|modal|popup|hidden|dialog"
        r"|skip"
    ),
    "advert": r"(?:^|[-_ ])ads?(?:$|[-_ ])|advert|sponsor|werbung|anzeige|banner|dfp|commercial|affiliate",
    "meta": (
        r"meta|date|time(?:$|[-_ s])|tag(?:$|[-_ s])|tags|topic|keyword|categor|kicker|eyebrow|label"
        r"|section-name|source|timestamp"
    ),
    "standfirst": (
        r"standfirst|lead|lede|intro|summary|subtitle|sub-?head|sub-?title|dek(?:$|[-_ ])|deck"
        r"|teaser-?text|description|excerpt|abstract|chapo|vorspann|sottotitolo|entradilla|bajada"
        r"|ingress|manchet|perex|synopsis"
    ),
    "body": (
        r"body|content|article-?text|story|paragraph|richtext|rich-text|text(?:$|[-_ ])|entry"
        r"|post(?:$|[-_ ])|prose"
    ),
}
_NAMED = {name: re.compile(pattern) for name, pattern in _NAMES.items()}
_LABELS = ("class", "id", "data-testid", "data-component")
_TOLD = frozenset(
    "aside nav footer header figure form table ul ol blockquote a main article section dl details".split()  # noqa: SIM905
)
_ELSEWHERE = "says:elsewhere:short"
_LINK_ALONE = frozenset(("links:4:True", "links:4:False"))
_SIZES = (15, 40, 80, 160, 320, 999)
_ENDS = re.compile(r"[.!?…。！？।॥۔؟][\"'”’»«)\]」』]*$|[\"”»」]$")
_LINK = re.compile(r"https?://|www\.|@\w|\.com\b|pic\.twitter")
_LETTERS = re.compile(r"[\W_]+")


@dataclass(slots=True)
class Block:
    """A candidate for a line of the article: its words (signs in them), where they stand, who chose them."""

    number: int
    text: str
    tag: str
    element: HtmlElement | None
    chosen: bool


@dataclass(frozen=True, slots=True)
class Scene:
    """What a page's blocks are judged against: letters of headlines and descriptions."""

    headings: frozenset[str]
    descriptions: tuple[str, ...]


def letters(text: str) -> str:
    """The letters and digits of a text in lower case."""
    return _LETTERS.sub("", text.casefold())


def bare(text: str) -> str:
    """A block's words without signs."""
    return NUMBER.sub("", SIGNS.sub("", text)).strip()


class Judge:
    """Collects the evidence for every block of one page; what elements share is looked at once."""

    def __init__(self, blocks: list[Block], scene: Scene) -> None:
        self._scene = scene
        self._texts = [bare(block.text) for block in blocks]
        self._keys = [letters(text) for text in self._texts]
        self._sizes = [len(text) for text in self._texts]
        self._blocks = blocks
        self._seen = Counter(self._keys)
        self._lists: dict[HtmlElement, tuple[str, ...]] = {}
        self._surroundings: dict[HtmlElement | None, frozenset[str]] = {}
        self._names: dict[HtmlElement, tuple[str, ...]] = {}
        self._kin: Counter[object] = Counter()
        self._kind: Counter[object] = Counter()
        for block, size in zip(blocks, self._sizes, strict=True):
            if block.chosen and block.element is not None:
                self._kin[block.element.getparent()] += size
                self._kind[_style(block.element)] += size
        self._total = max(1, sum(self._kind.values()))
        long = [
            n
            for n, block in enumerate(blocks)
            if block.chosen and self._sizes[n] > 120 and block.tag != "head"
        ]
        self._first, self._last = (long[0], long[-1]) if long else (0, len(blocks) - 1)
        self._main = self._kin.most_common(1)[0][0] if self._kin else None

    def evidence(self, n: int) -> Iterator[str]:
        """Yield the name of everything that holds for block ``n``."""
        block = self._blocks[n]
        yield f"chosen:{block.chosen}"
        yield f"tag:{block.tag}"
        yield from self._of_text(n)
        yield from self._of_place(n)
        if block.element is not None:
            yield from self._of_element(n, block.element, block.chosen)
        else:
            yield "no element"

    def _of_text(self, n: int) -> Iterator[str]:
        text, size = self._texts[n], self._sizes[n]
        bucket = next(limit for limit in _SIZES if size < limit or limit == _SIZES[-1])
        yield f"size:{bucket}"
        yield f"ends:{bool(_ENDS.search(text[-6:]))}:{min(bucket, 160)}"
        yield from _spoken(text)
        key = self._keys[n]
        if key in self._scene.headings:
            yield "headline"
        if len(key) > 30 and any(_told(key, described) for described in self._scene.descriptions):
            yield "description"
        if self._seen[key] > 1:
            yield "repeated"
        if text and self._whole(n):
            yield "all emphasised"

    def _whole(self, n: int) -> bool:
        raw = NUMBER.sub("", self._blocks[n].text).strip()
        return bool(SIGNS.match(raw[:1])) and bool(SIGNS.match(raw[-1:]))

    def _of_place(self, n: int) -> Iterator[str]:
        where = "inside"
        if n < self._first:
            where = "before"
        elif n > self._last:
            where = "after"
        yield f"place:{where}"
        yield f"place:{where}:{self._blocks[n].chosen}"
        if where == "before":
            yield f"ahead:{min(self._first - n, 6)}"
        if where == "after":
            yield f"behind:{min(n - self._last, 6)}"
            if n == len(self._blocks) - 1:
                yield "last"
        for step, side in ((-1, "previous"), (1, "next")):
            m = n + step
            if 0 <= m < len(self._blocks):
                yield f"{side}:{self._blocks[m].chosen}:{'long' if self._sizes[m] > 120 else 'short'}"
            else:
                yield f"{side}:none"

    def _of_element(self, n: int, element: HtmlElement, chosen: bool) -> Iterator[str]:
        size = self._sizes[n]
        links = sum(len(a.text_content()) for a in element.iter("a"))
        share = links / max(size, 1)
        density = 0 if not links else 1 if share < 0.2 else 2 if share < 0.5 else 3 if share < 0.85 else 4
        yield f"links:{density}:{self._blocks[n].tag}:{'short' if size < 120 else 'long'}"
        yield f"links:{density}:{chosen}"
        listed = element.getparent() if element.tag in ("li", "dd", "dt") else None
        if listed is not None:
            yield from self._of_list(listed)
        yield f"element:{element.tag}"
        parent = element.getparent()
        kin = self._kin[parent] / self._total
        kind = self._kind[_style(element)] / self._total
        yield f"kin:{_band(kin)}"
        yield f"kind:{_band(kind)}:{chosen}"
        if parent is self._main:
            yield "beside the most"
        if element is not self._main:
            for name in self._called(element):
                yield f"named:own {name}"
                yield f"named:own {name}:{chosen}"
        yield from self._around(element)

    def _of_list(self, listed: HtmlElement) -> Iterator[str]:
        known = self._lists.get(listed)
        if known is None:
            size = len(listed.text_content())
            links = sum(len(a.text_content()) for a in listed.iter("a"))
            share = links / max(size, 1)
            average = size / max(len(listed), 1)
            band = 0 if not links else 1 if share < 0.3 else 2 if share < 0.7 else 3
            number = "few" if len(listed) < 3 else "some" if len(listed) < 9 else "many"
            length = "short" if average < 40 else "medium" if average < 120 else "long"
            known = self._lists[listed] = (f"list links:{band}", f"list items:{number}:{length}")
        yield from known

    def _around(self, element: HtmlElement) -> frozenset[str]:
        """What those around the element are called, up to the one that holds most of the article."""
        parent = element.getparent()
        known = self._surroundings.get(parent)
        if known is None:
            found: set[str] = set()
            up, level = parent, 1
            while up is not None and up is not self._main and level < 6:
                distance = "near" if level < 3 else "far"
                found.update(f"named:{distance} {name}" for name in self._called(up))
                up, level = up.getparent(), level + 1
            known = self._surroundings[parent] = frozenset(found)
        return known

    def _called(self, element: HtmlElement) -> tuple[str, ...]:
        known = self._names.get(element)
        if known is None:
            label = " ".join(value for name in _LABELS if (value := element.get(name))).strip().lower()
            kind = (f"<{element.tag}>",) if element.tag in _TOLD else ()
            known = self._names[element] = (*_called(label), *kind)
        return known


@lru_cache(maxsize=4096)
def _called(label: str) -> tuple[str, ...]:
    """What a designer's words say that a box is."""
    return tuple(name for name, pattern in _NAMED.items() if pattern.search(label)) if label else ()


def _spoken(text: str) -> Iterator[str]:
    """What the words themselves give away."""
    lower = text[:60].casefold().lstrip("→►▶▸»>-–—•*[(#:|+ ")
    for name, phrases in _PHRASES.items():
        if phrases.match(lower):
            yield f"says:{name}"
            yield f"says:{name}:{'short' if len(text) < 120 else 'long'}"
    if _LINK.search(text):
        yield "address"
    if "©" in text or "copyright" in text.casefold():
        yield "copyright"
    if any(mark in text for mark in (" | ", " · ", " • ")):
        yield "parted"
    if text.endswith(":"):
        yield "colon"
    if len(text) < 160 and text.isupper():
        yield "capitals"


def _told(key: str, described: str) -> bool:
    """Whether a block is the page's description of itself, whole or cut."""
    return key == described or (
        len(key) > 60 and (described.startswith(key) or key.startswith(described[:-3]))
    )


def judge(blocks: list[Block], scene: Scene) -> list[float]:
    """How probable it is that each block is part of the article, from 0 to 1."""
    judging = Judge(blocks, scene)
    return [probability(judging.evidence(n)) for n in range(len(blocks))]


def probability(evidence: Iterable[str]) -> float:
    """Weigh the evidence: a logistic model whose weights are data.

    One thing is not weighed: a short line that says "read also" and is a link leads elsewhere.
    """
    names = set(evidence)
    if _ELSEWHERE in names and _LINK_ALONE & names:
        return 0.0
    weight = _BIAS + sum(_WEIGHTS.get(name, 0.0) for name in names)
    return 1 / (1 + math.exp(-weight))


def _style(element: HtmlElement) -> tuple[str, str]:
    parent = element.getparent()
    around = f"{parent.tag}.{parent.get('class') or ''}" if parent is not None else ""
    return f"{element.tag}.{element.get('class') or ''}", around


def _band(share: float) -> int:
    return 0 if share == 0 else 1 if share < 0.05 else 2 if share < 0.2 else 3 if share < 0.5 else 4
