"""The names met so far, in SQL: what ``pipelines.identify`` asks for, the same in SQLite and PostgreSQL."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import Any

import sqlalchemy as sa
from rapidfuzz.fuzz import ratio
from rapidfuzz.process import extract
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Connection

from pipelines.ledger.schema import metadata
from pipelines.model import Form, Verdict

MOST = 5  # forms that are met by sound
LEAST = 72.0  # how alike the codes of two names are that are worth comparing, of 100

name_forms = sa.Table(
    "name_forms",
    metadata,
    sa.Column("id", sa.Text, primary_key=True),
    sa.Column("sort", sa.Text, nullable=False),
    sa.Column("name", sa.Text, nullable=False),
    sa.Column("folded", sa.Text, nullable=False),
    sa.Column("root", sa.Text, nullable=False),
    sa.Column("published", sa.BigInteger, nullable=False),
    sa.Column("sense", sa.Integer, nullable=False),
    sa.Index("name_forms_by_spelling", "folded", "sort"),
    sa.Index("name_forms_by_root", "root"),
    sqlite_with_rowid=False,
)

name_keys = sa.Table(
    "name_keys",
    metadata,
    sa.Column("key", sa.BigInteger, primary_key=True, autoincrement=False),
    sa.Column("form", sa.Text, primary_key=True),
    sa.Column("code", sa.Text, nullable=False),  # here too, so that one index scan says whom to compare with
    sqlite_with_rowid=False,
)

name_traits = sa.Table(
    "name_traits",
    metadata,
    sa.Column("form", sa.Text, primary_key=True),
    sa.Column("trait", sa.Text, primary_key=True),
    sqlite_with_rowid=False,
)

name_verdicts = sa.Table(
    "name_verdicts",
    metadata,
    sa.Column("one", sa.Text, primary_key=True),
    sa.Column("other", sa.Text, primary_key=True),
    sa.Column("same", sa.Boolean),
    sa.Column("by", sa.Text, nullable=False),
    sa.Column("score", sa.Float, nullable=False),
    sa.Column("why", sa.Text, nullable=False),
    sa.Index("name_verdicts_by_other", "other"),
    sqlite_with_rowid=False,
)

# Asked for every name of every article, and answered with hundreds of rows: written once for each number of
# keys, in the driver's own words, and read from its own cursor.


@cache
def _sounds(count: int, mark: str) -> str:
    joined = "group_concat(code, ' ')" if mark == "?" else "string_agg(code, ' ')"  # one row, not hundreds
    return f"SELECT {joined} FROM name_keys WHERE key IN ({_marks(count, mark)})"  # noqa: S608


@cache
def _filed(count: int, likest: int, mark: str) -> str:
    return (
        f"SELECT form, code FROM name_keys WHERE key IN ({_marks(count, mark)})"  # noqa: S608
        f" AND code IN ({_marks(likest, mark)})"
    )


@cache
def _met(count: int, mark: str) -> str:
    columns = ", ".join(name_forms.c.keys())
    return (
        f"SELECT {columns} FROM name_forms WHERE folded = {mark} AND sort = {mark}"  # noqa: S608
        f" UNION SELECT {columns} FROM name_forms WHERE id IN ({_marks(count, mark)}) ORDER BY id"
    )


def _marks(count: int, mark: str) -> str:
    return ", ".join([mark] * count) or "NULL"


TABLES = (name_forms, name_keys, name_traits, name_verdicts)


class Names:
    """The names on one connection; nothing is kept unless the caller's transaction is.

    ``moved`` collects every form whose root changed since this was made, with its new root: what was filed
    under the old one belongs to the new one now.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        insert = postgresql.insert if connection.dialect.name == "postgresql" else sqlite.insert
        self._insert: Any = insert
        self._mark = "%s" if connection.dialect.name == "postgresql" else "?"
        self.moved: dict[str, str] = {}

    def met(self, sort: str, folded: str, keys: Iterable[int], codes: Sequence[str]) -> Sequence[Form]:
        """Forms of one spelling or filed under any of the sound keys; of many, those with the likest code."""
        filed = tuple(sorted(set(keys)))
        likest = self._likest(filed, codes)
        asked = _filed(len(filed), len(likest), self._mark)
        scored = dict[str, float]()
        for form, code in self._read(asked, (*filed, *likest)) if likest else ():
            scored[form] = max(likest[code], scored.get(form, 0.0))
        found = sorted(scored, key=lambda form: (-scored[form], form))[:MOST]
        spelt = _met(len(found), self._mark)
        return [Form(*row) for row in self._read(spelt, (folded, sort, *found))]

    def _likest(self, filed: tuple[int, ...], codes: Sequence[str]) -> dict[str, float]:
        """The few codes under these keys that are most like one of these, and how much they are."""
        if not filed or not codes:
            return {}
        ((joined,),) = self._read(_sounds(len(filed), self._mark), filed)
        there = sorted(set((joined or "").split(" ")))
        likest = dict[str, float]()
        for code in codes:
            for near, score, _ in extract(code, there, scorer=ratio, score_cutoff=LEAST, limit=MOST):
                likest[near] = max(score, likest.get(near, 0.0))
        return likest

    def forms(self, ids: Iterable[str]) -> Sequence[Form]:
        """The forms of these ids that are known."""
        return self._forms(name_forms.c.id.in_(set(ids)))

    def alike(self, root: str) -> Sequence[Form]:
        """Every form that a root stands for."""
        return self._forms(name_forms.c.root == root)

    def remember(self, form: Form, keys: Iterable[int], code: str) -> None:
        """File a form by its sound, or lower the ``published`` of one that is known."""
        row = {name: getattr(form, name) for name in name_forms.c.keys()}  # noqa: SIM118 (columns, no mapping)
        new = self._insert(name_forms).values(row)
        earlier = new.on_conflict_do_update(
            index_elements=["id"],
            set_={"published": new.excluded.published},
            where=name_forms.c.published > new.excluded.published,
        )
        self._connection.execute(earlier)
        filed = [{"key": key, "form": form.id, "code": code} for key in sorted(keys)]
        if filed:
            self._connection.execute(self._insert(name_keys).on_conflict_do_nothing(), filed)

    def reroot(self, forms: Iterable[str], root: str) -> None:
        """Let one form stand for all of these."""
        changed = name_forms.update().where(name_forms.c.id.in_(set(forms)), name_forms.c.root != root)
        for form in self._connection.scalars(changed.values(root=root).returning(name_forms.c.id)):
            self.moved[form] = root

    def traits(self, forms: Iterable[str]) -> Mapping[str, frozenset[str]]:
        """What is known around each form."""
        wanted = set(forms)
        found: dict[str, set[str]] = {form: set() for form in wanted}
        query = sa.select(name_traits).where(name_traits.c.form.in_(wanted))
        for form, trait in self._connection.execute(query):
            found[form].add(trait)
        return {form: frozenset(traits) for form, traits in found.items()}

    def note(self, form: str, traits: Iterable[str]) -> None:
        """Add traits to a form."""
        rows = [{"form": form, "trait": trait} for trait in sorted(traits)]
        if rows:
            self._connection.execute(self._insert(name_traits).on_conflict_do_nothing(), rows)

    def verdicts(self, form: str) -> Mapping[str, Verdict]:
        """The verdicts that name a form, by the other form's id."""
        query = sa.select(name_verdicts).where(
            (name_verdicts.c.one == form) | (name_verdicts.c.other == form)
        )
        held = (Verdict(*row) for row in self._connection.execute(query))
        return {verdict.other if verdict.one == form else verdict.one: verdict for verdict in held}

    def judge(self, verdict: Verdict) -> None:
        """Keep a verdict, replacing the one on the same two forms."""
        one, other = sorted((verdict.one, verdict.other))
        rest = {"same": verdict.same, "by": verdict.by, "score": verdict.score, "why": verdict.why}
        new = self._insert(name_verdicts).values(one=one, other=other, **rest)
        self._connection.execute(new.on_conflict_do_update(index_elements=["one", "other"], set_=rest))

    def undecided(self, most: int) -> Sequence[tuple[Verdict, Form, Form]]:
        """The pairs that wait for a person, the likeliest first."""
        return self._judged(name_verdicts.c.same.is_(None), most)

    def decided(self, most: int) -> Sequence[tuple[Verdict, Form, Form]]:
        """The pairs that a person settled."""
        return self._judged(name_verdicts.c.by == "person", most)

    def _read(self, statement: str, values: tuple[Any, ...]) -> list[Any]:
        cursor = self._connection.connection.cursor()
        try:
            cursor.execute(statement, values)
            return list(cursor.fetchall())
        finally:
            cursor.close()

    def _judged(self, condition: sa.ColumnElement[bool], most: int) -> Sequence[tuple[Verdict, Form, Form]]:
        query = sa.select(name_verdicts).where(condition)
        ordered = query.order_by(name_verdicts.c.score.desc(), name_verdicts.c.one, name_verdicts.c.other)
        held = [Verdict(*row) for row in self._connection.execute(ordered.limit(most))]
        forms = {form.id: form for form in self.forms({it for v in held for it in (v.one, v.other)})}
        return [(it, forms[it.one], forms[it.other]) for it in held if it.one in forms and it.other in forms]

    def _forms(self, condition: sa.ColumnElement[bool]) -> Sequence[Form]:
        query = sa.select(name_forms).where(condition).order_by(name_forms.c.id)
        return [Form(*row) for row in self._connection.execute(query)]
