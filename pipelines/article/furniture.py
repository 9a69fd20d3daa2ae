"""Sentences that an outlet repeats from article to article are no part of any of them."""

import re
from collections.abc import Collection, Iterable
from dataclasses import replace

import xxhash

from pipelines.article.body import Line
from pipelines.article.marks import bare
from pipelines.article.options import Furniture

REPEATED = 3
_SENTENCES = re.compile(r"(?<=[.!?。！？।])\s+")


class SeenHere:
    """Furniture kept in memory: for one command over many files, and for tests."""

    def __init__(self) -> None:
        self._articles: dict[tuple[str, int], set[str]] = {}

    def counts(self, host: str, hashes: Collection[int]) -> dict[int, int]:
        """In how many articles of ``host`` each of the hashes was seen."""
        return {h: len(seen) for h in hashes if (seen := self._articles.get((host, h)))}

    def learn(self, host: str, article: str, hashes: Collection[int]) -> None:
        """Remember that the article with this id has these sentences."""
        for h in hashes:
            self._articles.setdefault((host, h), set()).add(article)


def without_furniture(
    lines: list[Line], furniture: Furniture | None, host: str, article: str
) -> tuple[list[Line], int]:
    """Drop the sentences seen in ``REPEATED`` articles of the host, this one included; say how many.

    Where more than half of the text would go, the article itself stands at several addresses: it stays whole.
    """
    if furniture is None or not host:
        return lines, 0
    sentences = [_SENTENCES.split(line.text) for line in lines]
    hashes = {hashed(s) for parts in sentences for s in parts}
    furniture.learn(host, article, hashes)
    known = {h for h, count in furniture.counts(host, hashes).items() if count >= REPEATED}
    kept: list[Line] = []
    dropped = 0
    for line, parts in zip(lines, sentences, strict=True):
        staying = [s for s in parts if hashed(s) not in known]
        dropped += len(parts) - len(staying)
        if staying:
            kept.append(line if len(staying) == len(parts) else replace(line, text=" ".join(staying)))
    return (kept, dropped) if 2 * _size(kept) > _size(lines) else (lines, 0)


def _size(lines: list[Line]) -> int:
    return sum(len(line.text) for line in lines)


def hashed(sentence: str) -> int:
    """The 64-bit name of a sentence: its letters and digits in lower case."""
    return xxhash.xxh3_64_intdigest("".join(filter(str.isalnum, bare(sentence).casefold())).encode())


def hashes_of(texts: Iterable[str]) -> set[int]:
    """The names of all sentences of these paragraphs."""
    return {hashed(s) for text in texts for s in _SENTENCES.split(text)}
