"""From what a person types to a work in the ledger."""

from collections.abc import Sequence

from sqlalchemy.engine import Connection

from pipelines.errors import Misconfigured
from pipelines.identify.compare import compare
from pipelines.identify.filing import codes, keys
from pipelines.identify.fold import fold
from pipelines.ledger import look
from pipelines.ledger.names import Names

CLOSE = 88.0
"""Letters in a hundred that must agree for a title to be taken as meant."""


def find(connection: Connection, title: str) -> Sequence[str]:
    """Find the works of a title: spelt so, or sounding so in another script, or one that is very close.

    Raises:
        Misconfigured: there is none; suggests what is near.
    """
    exact = look.works_spelt(connection, [fold(title)])
    if exact:
        return sorted(exact)
    met = Names(connection).met("work", fold(title), keys("work", title), codes("work", title))
    sounding = [form.folded for form in met if compare("work", title, form.name).same]
    alike = look.works_spelt(connection, sounding) if sounding else frozenset()
    return sorted(alike) if len(alike) == 1 else [_near(connection, title)]


def _near(connection: Connection, title: str) -> str:
    from rapidfuzz import fuzz, process

    known = look.titles(connection)
    if not known:
        raise Misconfigured(
            "the ledger is empty; fill it with: greenlit crawl, or greenlit ingest articles.jsonl"
        )
    folded = {work: fold(shown) for work, shown in known.items()}
    found = process.extract(fold(title), folded, scorer=fuzz.WRatio, limit=5, score_cutoff=45)
    best = [work for _, score, work in found if score >= CLOSE]
    if len(best) == 1 and fuzz.ratio(fold(title), folded[best[0]]) >= CLOSE:
        return best[0]
    names = "; ".join(known[work] for _, _, work in found)
    raise Misconfigured(f"no title {title!r} in the ledger" + (f"; did you mean: {names}?" if names else ""))
