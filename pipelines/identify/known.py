"""The port: what identity asks of whoever remembers names, and one that remembers them in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from pipelines.identify.fold import Sort


@dataclass(frozen=True, slots=True)
class Form:
    """One spelling of a name, in one sense: ``root`` is the form that stands for all forms of the same one.

    ``published`` is the earliest time of publication that it was met in, in seconds since 1970.
    """

    id: str
    sort: Sort
    name: str
    folded: str
    root: str
    published: int
    sense: int = 1


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is held about two forms. ``same`` None is undecided.

    ``by`` is ``sound`` (names and context), ``import`` or ``person``; a later kind overrides an earlier one.
    """

    one: str
    other: str
    same: bool | None
    by: str
    score: float
    why: str = ""


class Known(Protocol):
    """The names met so far. All in the caller's one write transaction."""

    def met(self, sort: Sort, folded: str, keys: Iterable[int]) -> Sequence[Form]:
        """Forms spelt ``folded`` or filed under any of the sound keys; of very many, a hundred a key."""

    def remember(self, form: Form, keys: Iterable[int]) -> None:
        """Add a form, or lower the ``published`` of one that is known."""

    def traits(self, forms: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """What is known around each form: see ``context``."""

    def note(self, form: str, traits: Iterable[str]) -> None:
        """Add traits to a form."""

    def verdicts(self, form: str) -> Mapping[str, Verdict]:
        """The verdicts that name a form, by the other form's id."""

    def judge(self, verdict: Verdict) -> None:
        """Keep a verdict and bring the roots of both forms up to date."""

    def root(self, form: str) -> str:
        """The form that stands for all of the same one."""


class MemoryKnown:
    """Names in dictionaries: for one reading, and the measure of any other memory."""

    def __init__(self) -> None:
        self.forms: dict[str, Form] = {}
        self._keys: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
        self._folded: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._traits: defaultdict[str, set[str]] = defaultdict(set)
        self._verdicts: dict[tuple[str, str], Verdict] = {}

    def met(self, sort: Sort, folded: str, keys: Iterable[int]) -> Sequence[Form]:
        """Forms of the same letters or sound."""
        found = set(self._folded[sort, folded]).union(*(self._keys[sort, key] for key in keys))
        return [self.forms[form] for form in sorted(found)]

    def remember(self, form: Form, keys: Iterable[int]) -> None:
        """Add a form, or lower its time."""
        old = self.forms.get(form.id)
        if old:
            form = replace(old, published=min(old.published, form.published))
        self.forms[form.id] = form
        self._folded[form.sort, form.folded].add(form.id)
        for key in keys:
            self._keys[form.sort, key].add(form.id)
        self._reroot(form.id)

    def traits(self, forms: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """What is known around each form."""
        return {form: frozenset(self._traits[form]) for form in forms}

    def note(self, form: str, traits: Iterable[str]) -> None:
        """Add traits to a form."""
        self._traits[form].update(traits)

    def verdicts(self, form: str) -> Mapping[str, Verdict]:
        """The verdicts that name a form."""
        return {
            verdict.other if verdict.one == form else verdict.one: verdict
            for verdict in self._verdicts.values()
            if form in (verdict.one, verdict.other)
        }

    def judge(self, verdict: Verdict) -> None:
        """Keep a verdict and re-root."""
        self._verdicts[min(verdict.one, verdict.other), max(verdict.one, verdict.other)] = verdict
        self._reroot(verdict.one)
        self._reroot(verdict.other)

    def root(self, form: str) -> str:
        """The form that stands for it."""
        return self.forms[form].root if form in self.forms else form

    def _reroot(self, start: str) -> None:
        reached, todo = {start}, [start]
        while todo:
            for other, verdict in self.verdicts(todo.pop()).items():
                if verdict.same and other not in reached and other in self.forms:
                    reached.add(other)
                    todo.append(other)
        root = min(reached, key=lambda form: (self.forms[form].published, form))
        for form in reached:
            self.forms[form] = replace(self.forms[form], root=root)
