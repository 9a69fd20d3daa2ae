"""A person's decisions: remembered, stronger than any sound, and reversible."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

from pipelines.errors import Misconfigured
from pipelines.identify.compare import compare
from pipelines.identify.filing import entries
from pipelines.identify.fold import fold, form_id
from pipelines.identify.known import Known
from pipelines.identify.settle import judge
from pipelines.model import Form, Sort, Verdict

_EXAMPLE = '{"entities": {"Q1": {"labels": {"en": {"value": "Night Ferry"}}, "claims": {}}}}'
_HUMAN = "Q5"
_UNMET = 1 << 41  # seconds; an imported name that no article has used yet is later than all


def decide(one: Form, other: Form, known: Known, *, same: bool | None) -> None:
    """Settle whether two forms are one; None takes an earlier decision back, and they are weighed anew.

    Raises:
        Misconfigured: for a person and a work, or a form and itself.
    """
    if one.sort != other.sort or one.id == other.id:
        raise Misconfigured(f"{one.name} and {other.name}: give two persons or two works")
    score = compare(one.sort, one.name, other.name).score
    by, why = ("sound", "decision taken back") if same is None else ("person", "")
    judge(Verdict(one.id, other.id, same, by, score, why), known)


@dataclass(frozen=True, slots=True)
class Entity:
    """A work or a person as others list it: its names, and its ids elsewhere ("wikidata:Q1", "tmdb:7")."""

    sort: Sort
    names: tuple[str, ...]
    ids: tuple[str, ...] = ()


def entities(document: Any) -> Sequence[Entity]:
    """Read Wikidata-style JSON: ``{"entities": {id: {labels, aliases, claims}}}``, or a list of entities.

    A plain form is read too: ``{"id", "kind": "person" | "work", "names": [...], "tmdb", "tvmaze"}``.
    Without a ``kind``, what is an instance of "human" is a person and everything else a work.

    Raises:
        Misconfigured: for any other shape; says what an entity looks like.
    """
    found = document.get("entities", document) if isinstance(document, Mapping) else document
    listed = list(found.values()) if isinstance(found, Mapping) else found
    if not isinstance(listed, list) or not all(isinstance(it, Mapping) for it in listed):
        raise Misconfigured(f"no entities; example: {_EXAMPLE}")
    return [_entity(it) for it in listed]


def learn(entity: Entity, known: Known) -> int:
    """File every name of an entity as one and the same; return how many of them were new."""
    ids = frozenset(f"id:{it}" for it in entity.ids)
    forms = [_filed(entity.sort, name, ids, known) for name in entity.names]
    distinct = {form.id: form for form, _ in forms}
    for form in distinct:
        known.note(form, ids)
    first, *others = distinct.values()
    for other in others:
        held = known.verdicts(first.id).get(other.id)
        if held is None or held.by in ("sound", "article"):
            judge(Verdict(first.id, other.id, True, "import", 1.0, " ".join(entity.ids)), known)
    return sum(new for _, new in forms)


def _filed(sort: Sort, name: str, ids: frozenset[str], known: Known) -> tuple[Form, bool]:
    """The form of a name in the sense of these ids, and whether it is new: another entity's is left alone."""
    folded = fold(name)
    for sense in count(1):
        identity = form_id(sort, folded, sense)
        held = known.forms([identity])
        if not held:
            break
        others = {it for it in known.traits([identity])[identity] if it.startswith("id:")}
        if not others or not ids or others & ids:
            return held[0], False
    form = Form(identity, sort, name, folded, identity, _UNMET, sense)
    for filed, code in entries(sort, name):
        known.remember(form, filed, code)
    return form, True


def _entity(raw: Mapping[str, Any]) -> Entity:
    names = [*_strings(raw.get("names", [])), *_texts(raw.get("labels", {})), *_texts(raw.get("aliases", {}))]
    names = list({fold(name): name for name in reversed(names) if fold(name)}.values())[::-1]
    if not names:
        raise Misconfigured(f"entity {raw.get('id', '?')} has no names; example: {_EXAMPLE}")
    ids = [f"{key}:{raw[key]}" for key in ("tmdb", "tvmaze", "imdb") if raw.get(key)]
    own = str(raw.get("id", ""))
    ids = [f"wikidata:{own}" if own[:1] == "Q" and own[1:].isdecimal() else own, *ids] if own else ids
    return Entity(_sort(raw), tuple(names), tuple(ids))


def _sort(raw: Mapping[str, Any]) -> Sort:
    given = raw.get("kind")
    if given in ("person", "work"):
        return "person" if given == "person" else "work"
    if given is not None:
        raise Misconfigured(f"kind {given!r} of entity {raw.get('id', '?')} is neither person nor work")
    claims = raw.get("claims", {})
    return "person" if _HUMAN in str(claims.get("P31", "") if isinstance(claims, Mapping) else "") else "work"


def _texts(table: Any) -> Iterable[str]:
    """The texts of labels or aliases by language: ``{value}``, a list of such, or plain strings."""
    if not isinstance(table, Mapping):
        raise Misconfigured(f"labels and aliases are tables by language; example: {_EXAMPLE}")
    for value in table.values():
        for it in value if isinstance(value, list) else [value]:
            yield from _strings([it.get("value") if isinstance(it, Mapping) else it])


def _strings(values: Any) -> Iterable[str]:
    if not isinstance(values, list) or not all(isinstance(it, str) for it in values):
        raise Misconfigured(f"names are texts; example: {_EXAMPLE}")
    return values
