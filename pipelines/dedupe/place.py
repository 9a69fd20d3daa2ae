"""Which articles are one telling: every article points to the earlier one that it copies, if there is one.

An article's parent is the best of its like neighbours published before it (ties: earlier, then smaller id);
a group is everything that leads to the same first article. That is a function of the set of articles, so
neither the order of arrival nor a restart changes a group; and a round-up joins the story it holds most of
without making one story of all that it holds.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from pipelines.dedupe.likeness import Bounds, likeness
from pipelines.dedupe.trace import trace
from pipelines.errors import Repeated
from pipelines.model import Article, Trace

FURNITURE = 3  # articles of one site; a sentence in as many is the site's own
_DEFAULT = Bounds()


class Index(Protocol):
    """What the step asks of whoever keeps the traces. All in the caller's one write transaction."""

    def trace(self, article: str) -> Trace | None:
        """The trace kept of an article; None for one never seen."""

    def keep(self, trace: Trace) -> None:
        """Keep a trace, replacing the one of the same article."""

    def neighbours(self, trace: Trace, window: int) -> Sequence[Trace]:
        """Other articles with the same ``exact`` hash, or with at least two of its keys (one where it has
        fewer than four) and published at most ``window`` seconds apart. Of very many, the earliest.
        """

    def furnished(self, sentences: Iterable[int]) -> Mapping[int, Sequence[str]]:
        """The articles that hold each watched sentence; of more than four, any four."""

    def parent(self, article: str) -> tuple[str, float] | None:
        """The article it copies and how alike they are; None for a first telling."""

    def adopt(self, article: str, parent: str | None, score: float) -> Sequence[str]:
        """Set the parent; return every article whose group changed by it, itself among them."""

    def group(self, article: str) -> str:
        """The first article of its group; itself where it is the first or unknown."""


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an article stands among the tellings.

    ``group`` is the id of the group's first article and counts as one source. ``parent`` is the article it
    copies, None for a first telling, with the ``score`` of that. ``revised`` says that it was known with
    other words. ``moved`` are other articles whose group changed by its arrival.
    """

    article: str
    group: str
    parent: str | None = None
    score: float = 0.0
    revised: bool = False
    moved: tuple[str, ...] = ()


def place(article: Article, index: Index, seen: datetime, bounds: Bounds = _DEFAULT) -> Placement:
    """Find the group of an article and remember the article.

    Args:
        article: With its canonical address as ``id``.
        seen: When it was found; stands in for an unknown time of publication. Aware.

    Raises:
        Repeated: it was read before with the same words; punctuation, case and spacing make no difference.
    """
    new, old = trace(article, seen), index.trace(article.id)
    if old and old.words == new.words and old.published == new.published:
        raise Repeated("read before", article.id)
    moved = _settle(new, old, index, bounds)
    found = index.parent(article.id)
    parent, score = found or (None, 0.0)
    others = tuple(sorted(moved - {article.id}))
    return Placement(article.id, index.group(article.id), parent, score, old is not None, others)


def _settle(new: Trace, old: Trace | None, index: Index, bounds: Bounds) -> set[str]:
    """Keep the trace and give a parent to it and to all whose best parent it may change."""
    before = _unsettled(old, index, bounds) if old else {}
    was = _furniture(index, [*new.furniture, *(old.furniture if old else ())])
    index.keep(new)
    turned = was ^ _furniture(index, [*new.furniture, *(old.furniture if old else ())])
    near = index.neighbours(new, bounds.window)
    moved: set[str] = set()
    if not old and not turned:
        return _arrive(new, near, index, bounds)
    affected = before | {it.article: it for it in (new, *near)}
    for holder in {name for names in index.furnished(turned).values() for name in names}:
        held = index.trace(holder)
        if held:
            affected |= _unsettled(held, index, bounds)
    for it in sorted(affected.values(), key=_order):
        current = it if it.article != new.article else new
        moved |= _reconsider(current, index.neighbours(current, bounds.window), index, bounds)
    return moved


def _unsettled(trace: Trace, index: Index, bounds: Bounds) -> dict[str, Trace]:
    return {it.article: it for it in (trace, *index.neighbours(trace, bounds.window))}


def _arrive(new: Trace, near: Sequence[Trace], index: Index, bounds: Bounds) -> set[str]:
    """The common case: a new article finds its parent and may become that of later ones."""
    furniture = _furniture(index, [key for it in (new, *near) for key in it.furniture])
    moved = _choose(new, near, furniture, index, bounds)
    for later in near:
        if _order(later) > _order(new):
            score = likeness(later, new, furniture, bounds)
            if score and _outranks(new, score, index.parent(later.article), index):
                moved |= set(index.adopt(later.article, new.article, score))
    return moved


def _reconsider(it: Trace, near: Sequence[Trace], index: Index, bounds: Bounds) -> set[str]:
    furniture = _furniture(index, [key for other in (it, *near) for key in other.furniture])
    return _choose(it, near, furniture, index, bounds)


def _choose(
    it: Trace, near: Sequence[Trace], furniture: frozenset[int], index: Index, bounds: Bounds
) -> set[str]:
    scored = ((likeness(it, other, furniture, bounds), other) for other in near if _order(other) < _order(it))
    best = min(((score, other) for score, other in scored if score), key=_preferred, default=None)
    if best is None:
        return set(index.adopt(it.article, None, 0.0))
    return set(index.adopt(it.article, best[1].article, best[0]))


def _outranks(new: Trace, score: float, current: tuple[str, float] | None, index: Index) -> bool:
    if current is None:
        return True
    known = index.trace(current[0])
    return known is None or _preferred((score, new)) < _preferred((current[1], known))


def _preferred(candidate: tuple[float, Trace]) -> tuple[float, int, str]:
    """Sort key: clearly more alike first, else the earlier."""
    score, other = candidate
    return (-round(score, 1), *_order(other))


def _order(trace: Trace) -> tuple[int, str]:
    return trace.published, trace.article


def _furniture(index: Index, sentences: Iterable[int]) -> frozenset[int]:
    held = index.furnished(set(sentences))
    return frozenset(key for key, articles in held.items() if len(articles) >= FURNITURE)
