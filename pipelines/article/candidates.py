"""Candidates for one field of an article: tried in order of trust, all of them kept as findings."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pipelines.model import Finding


@dataclass(frozen=True, slots=True)
class Candidate:
    """A value and the tag that said so; ``refused`` says why it cannot be right, None where it may be."""

    value: str
    source: str
    refused: str | None = None


def choose(
    name: str, candidates: Iterable[Candidate], same: Callable[[str], str] = str.casefold
) -> tuple[str | None, tuple[Finding, ...]]:
    """Take the first candidate that is not refused; say of every other one why it lost.

    ``same`` maps values that say the same thing to one string: they agree with the winner instead of losing.
    """
    tried = list(candidates)
    winner = next((c for c in tried if c.refused is None), None)
    return (winner.value if winner else None), tuple(_finding(name, c, winner, same) for c in tried)


def _finding(name: str, one: Candidate, winner: Candidate | None, same: Callable[[str], str]) -> Finding:
    if one is winner:
        return Finding(name, one.value, one.source, won=True, why="the most trusted of those that hold")
    if one.refused is not None:
        return Finding(name, one.value, one.source, won=False, why=one.refused)
    agrees = winner is not None and same(one.value) == same(winner.value)
    why = "says the same" if agrees else f"{winner.source if winner else 'nothing'} is trusted more"
    return Finding(name, one.value, one.source, won=False, why=why)
