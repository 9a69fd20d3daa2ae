"""An index in memory: for one reading of a few thousand articles, and the measure of any other index."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from pipelines.model import Trace


class MemoryIndex:
    """Traces in dictionaries; the same promises as ``Index``, without a bound on neighbours."""

    def __init__(self) -> None:
        self._traces: dict[str, Trace] = {}
        self._parents: dict[str, tuple[str, float]] = {}
        self._keys: defaultdict[int, set[str]] = defaultdict(set)
        self._exact: defaultdict[bytes, set[str]] = defaultdict(set)
        self._furniture: defaultdict[int, set[str]] = defaultdict(set)

    def trace(self, article: str) -> Trace | None:
        """The trace kept of an article."""
        return self._traces.get(article)

    def keep(self, trace: Trace) -> None:
        """Keep a trace, replacing the one of the same article."""
        old = self._traces.get(trace.article)
        if old:
            self._exact[old.exact].discard(old.article)
            for table, values in ((self._keys, old.keys), (self._furniture, old.furniture)):
                for value in values:
                    table[value].discard(old.article)
        self._traces[trace.article] = trace
        self._exact[trace.exact].add(trace.article)
        for table, values in ((self._keys, trace.keys), (self._furniture, trace.furniture)):
            for value in values:
                table[value].add(trace.article)

    def neighbours(self, trace: Trace, window: int) -> Sequence[Trace]:
        """Other articles that share the text or two keys."""
        shared = Counter(article for key in set(trace.keys) for article in self._keys[key])
        least = 2 if len(trace.keys) >= 4 else 1
        near = {
            article
            for article, times in shared.items()
            if times >= least and abs(self._traces[article].published - trace.published) <= window
        }
        near |= self._exact[trace.exact] if trace.keys else set()
        return [self._traces[article] for article in sorted(near - {trace.article})]

    def furnished(self, sentences: Iterable[int]) -> Mapping[int, Sequence[str]]:
        """The articles that hold each watched sentence."""
        return {key: sorted(self._furniture[key]) for key in set(sentences) if self._furniture[key]}

    def parent(self, article: str) -> tuple[str, float] | None:
        """The article it copies and how alike they are."""
        return self._parents.get(article)

    def adopt(self, article: str, parent: str | None, score: float) -> Sequence[str]:
        """Set the parent; return every article whose group changed."""
        before = self.group(article)
        if parent is None:
            self._parents.pop(article, None)
        else:
            self._parents[article] = (parent, score)
        return self._below(article) if self.group(article) != before else []

    def group(self, article: str) -> str:
        """The first article of its group."""
        while article in self._parents:
            article = self._parents[article][0]
        return article

    def _below(self, article: str) -> list[str]:
        children = [child for child, (parent, _) in self._parents.items() if parent == article]
        return [article, *(name for child in children for name in self._below(child))]
