"""The text of an article: trafilatura reads, each line is judged, what it missed is looked for."""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from copy import copy
from dataclasses import dataclass

from lxml.etree import _Element, strip_elements
from lxml.html import HtmlElement
from trafilatura import bare_extraction
from trafilatura.settings import MANUALLY_CLEANED, Document, Extractor

from pipelines.article import blocks, marks, moments
from pipelines.article.evidence import Block, Scene, judge

logging.getLogger("trafilatura").addHandler(logging.NullHandler())

_BREAKING = frozenset(
    [
        "p",
        "head",
        "list",
        "item",
        "quote",
        "code",
        "table",
        "row",
        "lb",
        "div",
        "section",
        "article",
        "blockquote",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "fw",
    ]
)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
_PASSING = frozenset(["lb", "div", "section", "article"])
QUICK = Extractor(output_format="txt", fast=True, comments=False)
QUICK.focus = "text"  # neither precision nor recall, and no second try of its own: doubt is looked into here
PRECISE = Extractor(output_format="txt", precision=True, comments=False)

# Of what trafilatura drops, all but what it looks into first; and images, whose place only it would close.
_DROPPED = ("img", "meta", *(tag for tag in MANUALLY_CLEANED if tag not in ("form", "figure", "math")))

KEPT = 0.33
"""How probable a line that trafilatura chose must be to stay."""
FOUND = 0.7
"""How probable a block that it left out must be to come in."""
DOUBTFUL = 400
"""Expected characters below which the quick reading is checked against the precise one."""
DOUBTFUL_SHARE = 0.4
"""The share of what was extracted that must be expected to be right, lest it be checked too."""
SHORTEST = 25


@dataclass(frozen=True, slots=True)
class Line:
    """One paragraph of a body, signs of emphasis still in it, and the element it came from.

    ``time`` is the machine-readable time of the part of the page that it stands in, as the page writes it;
    None where parts have none of their own.
    """

    text: str
    tag: str
    time: str | None = None


@dataclass(frozen=True, slots=True)
class Reading:
    """The lines that stay of one extraction, and how many characters of them are expected to be right."""

    lines: list[Line]
    chosen: int
    expected: float

    @property
    def doubtful(self) -> bool:
        """Whether little of the page, or of what was extracted, is likely to be the article."""
        return self.expected < DOUBTFUL or self.expected < DOUBTFUL_SHARE * self.chosen


def extract(tree: HtmlElement, scene: Scene) -> list[Line]:
    """Return the lines of the article on a page; signs are planted in the tree and stay there."""
    numbered = prepare(tree)
    quick = _reading(tree, numbered, scene, QUICK)
    if not quick.doubtful:
        return quick.lines
    precise = _reading(tree, numbered, scene, PRECISE)
    return max(quick, precise, key=lambda reading: reading.expected).lines


def prepare(tree: HtmlElement) -> list[HtmlElement]:
    """Take embedded posts out of the tree and plant every sign; the list has its blocks by their number."""
    blocks.without_embeds(tree)
    numbered = blocks.plant(tree)
    marks.plant(tree)
    return numbered


def candidates(tree: HtmlElement, numbered: list[HtmlElement], options: Extractor) -> list[Block]:
    """What trafilatura makes of the tree, as blocks, with those among them that it left out."""
    document = bare_extraction(_lean(tree) if options.fast else tree, options=options)
    lines = _lines(document.body) if isinstance(document, Document) else iter(())
    chosen = list(_chosen(lines, numbered))
    return _merged(chosen, _overlooked(chosen, numbered))


def _lean(tree: HtmlElement) -> HtmlElement:
    """A copy without what trafilatura drops anyhow, after having looked at all of it several times."""
    lean = copy(tree)
    strip_elements(lean, *_DROPPED, with_tail=False)
    return lean


def _reading(tree: HtmlElement, numbered: list[HtmlElement], scene: Scene, options: Extractor) -> Reading:
    found = candidates(tree, numbered, options)
    boxed = moments.boxes(tree)
    kept: list[Line] = []
    expected = 0.0
    for block, probability in zip(found, judge(found, scene), strict=True):
        if probability > (KEPT if block.chosen else FOUND):
            time = moments.moment(block.element, boxed)
            kept.append(Line(blocks.NUMBER.sub("", block.text), block.tag, time))
            expected += (2 * probability - 1) * len(block.text)
    size = sum(len(block.text) for block in found if block.chosen)
    return Reading(kept, size, expected)


def _chosen(lines: Iterable[Line], numbered: list[HtmlElement]) -> Iterator[Block]:
    """The lines as blocks; one without a number continues the block before it."""
    at = 0
    element: HtmlElement | None = None
    for line in lines:
        if known := [n for n in blocks.numbers(line.text) if n < len(numbered)]:
            at, element = known[0], numbered[known[0]]
        yield Block(at, line.text, line.tag, element, chosen=True)


def _overlooked(chosen: list[Block], numbered: list[HtmlElement]) -> Iterator[Block]:
    """Blocks that stand among the chosen ones, or between them and the headline, but were not chosen.

    Those of the body's other boxes count as chosen: only the box was not.
    """
    home = _home(chosen)
    if home is None:
        return
    taken = {n for block in chosen for n in (block.number, *blocks.numbers(block.text))}
    first = min((b.number for b in chosen if len(b.text) > 80), default=chosen[0].number)
    above = [n for n in range(first) if numbered[n].tag == "h1"]
    lead = max((above[-1] if above else first - 12) - 3, first - 25)
    inside = set(home.iter(*blocks.TAGS))
    twins = {element for twin in _twins(home) for element in twin.iter(*blocks.TAGS)}
    for n, element in enumerate(numbered):
        if n not in taken and (lead <= n < first or element in inside or element in twins):
            words = " ".join(blocks.words(element).split())
            if len(words) >= SHORTEST:
                yield Block(n, words, _tag(element), element, chosen=element in twins)


def _home(chosen: list[Block]) -> HtmlElement | None:
    """The innermost element that holds nine tenths of what was chosen."""
    sizes: Counter[HtmlElement] = Counter()
    for block in chosen:
        parent = block.element.getparent() if block.element is not None else None
        if parent is not None:
            sizes[parent] += len(block.text)
    held: Counter[HtmlElement] = Counter()
    for parent, size in sizes.items():
        held[parent] += size
        for ancestor in parent.iterancestors():
            held[ancestor] += size
    if not sizes:
        return None
    home: HtmlElement = sizes.most_common(1)[0][0]
    while held[home] < 0.9 * sum(sizes.values()) and home.getparent() is not None:
        home = home.getparent()
    return home


def _twins(home: HtmlElement) -> Iterator[HtmlElement]:
    """The other parts of a body that stands in several boxes: built alike, beside it or beside its own box.

    An ``article`` has none, nor has a box with the headline: what is built like that is another article.
    """
    parent = home.getparent()
    if parent is None or not home.get("class") or home.tag == "article" or _headed(home):
        return
    above = parent.getparent()
    for box in (parent, *(above if above is not None and parent.get("class") else ())):
        if box is parent or _alike(box, parent):
            yield from (e for e in box if e is not home and _alike(e, home) and not _headed(e))


def _headed(element: HtmlElement) -> bool:
    return next(element.iter("h1"), None) is not None


def _alike(one: HtmlElement, other: HtmlElement) -> bool:
    return one is not other and one.tag == other.tag and one.get("class") == other.get("class")


def _merged(chosen: list[Block], overlooked: Iterator[Block]) -> list[Block]:
    """Both in the order of the page; the chosen keep theirs."""
    merged: list[Block] = []
    waiting = sorted(overlooked, key=lambda block: block.number, reverse=True)
    for block in chosen:
        while waiting and waiting[-1].number < block.number:
            merged.append(waiting.pop())
        merged.append(block)
    return merged + waiting[::-1]


def _tag(element: HtmlElement) -> str:
    tag = str(element.tag)
    return "head" if tag in HEADINGS else {"li": "item", "blockquote": "quote"}.get(tag, "p")


def _lines(body: _Element) -> Iterator[Line]:
    pieces: list[str] = []
    tag = "p"
    for kind, value in [*_events(body, "p"), ("break", "p")]:
        if kind == "text":
            pieces.append(value)
            continue
        if text := " ".join("".join(pieces).split()):
            yield Line(text, tag)
        pieces, tag = [], value


def _events(element: _Element, block: str) -> Iterator[tuple[str, str]]:
    """Walk in reading order: ``("text", words)``, or ``("break", tag)`` where a line of that tag begins."""
    tag = element.tag if isinstance(element.tag, str) else ""
    starts = tag in _BREAKING
    inside = tag if starts and tag not in _PASSING else block
    if starts:
        yield "break", inside
    elif tag == "cell" and element.getprevious() is not None:
        yield "text", " | "
    if element.text:
        yield "text", element.text
    for child in element:
        if tag == "cell" and child.tag in _BREAKING:
            yield "text", " ".join(child.itertext())
        else:
            yield from _events(child, inside)
        if child.tail:
            yield "text", child.tail
    if starts:
        yield "break", block
