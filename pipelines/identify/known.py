"""The port: what identity asks of whoever remembers names, and one that remembers them in memory."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Protocol

from pipelines.model import Form, Verdict


class Known(Protocol):
    """The names met so far. All in the caller's one write transaction."""

    def met(self, sort: str, folded: str, keys: Iterable[int], codes: Sequence[str]) -> Sequence[Form]:
        """Forms spelt ``folded`` or filed under any of the keys; of many, those with the likest code."""

    def forms(self, ids: Iterable[str]) -> Sequence[Form]:
        """The forms of these ids that are known."""

    def remember(self, form: Form, keys: Iterable[int], code: str) -> None:
        """File a form by its sound, or lower the ``published`` of one that is known."""

    def reroot(self, forms: Iterable[str], root: str) -> None:
        """Let one form stand for all of these."""

    def traits(self, forms: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """What is known around each form: see ``context``."""

    def note(self, form: str, traits: Iterable[str]) -> None:
        """Add traits to a form."""

    def verdicts(self, form: str) -> Mapping[str, Verdict]:
        """The verdicts that name a form, by the other form's id."""

    def judge(self, verdict: Verdict) -> None:
        """Keep a verdict, replacing the one on the same two forms."""


class MemoryKnown:
    """Names in dictionaries: for one reading, and the measure of any other memory."""

    def __init__(self) -> None:
        self._forms: dict[str, Form] = {}
        self._keys: defaultdict[int, set[str]] = defaultdict(set)
        self._folded: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
        self._traits: defaultdict[str, set[str]] = defaultdict(set)
        self._verdicts: defaultdict[str, dict[str, Verdict]] = defaultdict(dict)

    def met(self, sort: str, folded: str, keys: Iterable[int], codes: Sequence[str]) -> Sequence[Form]:
        """Forms of the same letters or sound."""
        return self.forms(self._folded[sort, folded].union(*(self._keys[key] for key in keys)))

    def forms(self, ids: Iterable[str]) -> Sequence[Form]:
        """The forms of these ids."""
        return [self._forms[form] for form in sorted(ids) if form in self._forms]

    def remember(self, form: Form, keys: Iterable[int], code: str) -> None:
        """Add a form, or lower its time."""
        old = self._forms.get(form.id)
        self._forms[form.id] = replace(old, published=min(old.published, form.published)) if old else form
        self._folded[form.sort, form.folded].add(form.id)
        for key in keys:
            self._keys[key].add(form.id)

    def reroot(self, forms: Iterable[str], root: str) -> None:
        """Let one form stand for all of these."""
        for form in forms:
            self._forms[form] = replace(self._forms[form], root=root)

    def traits(self, forms: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """What is known around each form."""
        return {form: frozenset(self._traits[form]) for form in forms}

    def note(self, form: str, traits: Iterable[str]) -> None:
        """Add traits to a form."""
        self._traits[form].update(traits)

    def verdicts(self, form: str) -> Mapping[str, Verdict]:
        """The verdicts that name a form."""
        return dict(self._verdicts[form])

    def judge(self, verdict: Verdict) -> None:
        """Keep a verdict."""
        self._verdicts[verdict.one][verdict.other] = verdict
        self._verdicts[verdict.other][verdict.one] = verdict
