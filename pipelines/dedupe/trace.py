"""What is remembered of an article's wording: its keys, a sample of its shingles, its names and numbers."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import islice
from struct import pack, unpack

from pipelines.dedupe.address import host
from pipelines.dedupe.wording import exact, hashed, normal, shingles, signed, words
from pipelines.model import Article, Trace

KEYS = 16
SKETCH = 128
NAMES = 48
OUTER = (4, 12)  # how many sentences at the start and at the end are watched for furniture
_LEAST = 8  # words; a shorter text has no wording of its own
_SENTENCE = re.compile(r"(?<=[.!?。！？।])\s+|(?<=[。！？।])|\n+")
_CAPITALISED = re.compile(r"(?<![.!?:\s\"“‘'»]) ([^\W\d_]+)")
_NUMBER = re.compile(r"\d+")
_QUOTED = re.compile(r"(?<!\w)['\"‘“「『《〈»«]([^'\"’”」』》〉»«\n]{2,40})['\"’”」』》〉»«]")

Tagged = dict[int, int]  # hash -> 0, or 1 + the place of its sentence among the watched ones


def trace(article: Article, seen: datetime) -> Trace:
    """Reduce an article to what is remembered of it.

    Args:
        article: Its ``published`` counts; where it has none that can be read, ``seen`` does.
        seen: When the article was found; aware.
    """
    sentences = [sentence for sentence in _SENTENCE.split(article.text) if sentence.strip()]
    runs = [words(normal(sentence)) for sentence in sentences]
    tags = _outer(runs)
    site = host(article.url or article.id)
    hashes, names = _sampled(runs, tags), _names(article, sentences, tags)
    enough = sum(map(len, runs)) >= _LEAST
    return Trace(
        article=article.id,
        published=_seconds(article.published, seen),
        exact=exact(article.text),
        words=exact(article.title, article.text),
        keys=tuple(signed(value) for value in sorted(hashes)[:KEYS]) if enough else (),
        sketch=_packed(hashes, SKETCH) if enough else b"",
        names=_packed(names, NAMES),
        furniture=tuple(
            signed(hashed(f"{site}\n{' '.join(runs[place])}")) for place, tag in enumerate(tags) if tag
        ),
    )


def unpacked(sample: bytes) -> Tagged:
    """Read a packed sample: the upper 32 bits of each hash, with the tag of its sentence."""
    count = len(sample) // 5
    return dict(zip(unpack(f"<{count}I", sample[: 4 * count]), sample[4 * count :], strict=True))


def _packed(hashes: Tagged, most: int) -> bytes:
    smallest = sorted(hashes)[:most]
    tags = bytes(hashes[value] for value in smallest)
    return pack(f"<{len(smallest)}I", *(value >> 32 for value in smallest)) + tags


def _outer(runs: Sequence[Sequence[str]]) -> list[int]:
    """Tag the sentences at both ends that are long enough to be furniture, 0 for all others."""
    first, last = OUTER
    watched = {*range(first), *range(len(runs) - last, len(runs))}
    tags, tag = [0] * len(runs), 0
    for place, run in enumerate(runs):
        if place in watched and len(run) >= 4:
            tag += 1
            tags[place] = tag
    return tags


def _sampled(runs: Sequence[Sequence[str]], tags: Sequence[int]) -> Tagged:
    """Hash every shingle of the text; a hash in two sentences belongs to the one that is not watched."""
    stream = [word for run in runs for word in run]
    owners = (tag for run, tag in zip(runs, tags, strict=True) for _ in run)
    return _least_tagged(zip(shingles(stream), owners, strict=False))


def _names(article: Article, sentences: Sequence[str], tags: Sequence[int]) -> Tagged:
    """Hash names and numbers: what tells two stories of one template apart."""
    known = _recurring(article)
    pairs = (
        (hashed(name), tag)
        for sentence, tag in zip(sentences, tags, strict=True)
        for name in _called(sentence, known)
    )
    return _least_tagged(pairs)


def _called(sentence: str, recurring: frozenset[str]) -> Iterable[str]:
    for found in _CAPITALISED.finditer(sentence):
        if found[1][0].isupper():
            yield normal(found[1])
    yield from _NUMBER.findall(normal(sentence))
    for found in _QUOTED.finditer(sentence):
        yield from (_stem(word) for word in words(normal(found[1])))
    if recurring:
        yield from recurring.intersection(_stem(word) for word in words(normal(sentence)))


def _recurring(article: Article) -> frozenset[str]:
    """In scripts without capitals: the stems that the text repeats or shares with its headline."""
    text = normal(article.text)
    letters = sum(map(str.isalpha, islice(text, 2000)))
    if sum(letter.isalpha() and letter > "\u0590" for letter in islice(text, 2000)) * 2 < letters:
        return frozenset()
    counted = Counter(_stem(word) for word in words(text) if len(word) > 3)
    title = {_stem(word) for word in words(normal(article.title)) if len(word) > 1}
    return frozenset(stem for stem, times in counted.items() if times > 1 or stem in title)


def _stem(word: str) -> str:
    """A word's beginning: enough to know a name by, whatever particle is glued to it."""
    return word[:3] if "\uac00" <= word[0] <= "\ud7a3" else word


def _least_tagged(pairs: Iterable[tuple[int, int]]) -> Tagged:
    kept: Tagged = {}
    for value, tag in pairs:
        kept[value] = min(tag, kept.get(value, tag))
    return kept


def _seconds(published: str | None, seen: datetime) -> int:
    try:
        moment = datetime.fromisoformat(published) if published else seen
    except ValueError:
        moment = seen
    return int((moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp())
