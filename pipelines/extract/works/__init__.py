"""The works that an article names: in marks, in emphasis, by what stands around them, and again."""

from collections.abc import Sequence

from msgspec.structs import replace

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, Placed, Reading, Row
from pipelines.extract.works.again import lengthened, repeated, shortened
from pipelines.extract.works.bare import uncased
from pipelines.extract.works.discover import unmarked
from pipelines.extract.works.marks import marked
from pipelines.extract.works.played import characters
from pipelines.extract.works.standing import (
    continued,
    followed,
    itemised,
    main,
    numbered,
    only_season,
    passed,
    serial,
    transcribed,
)
from pipelines.extract.works.work import Work, Works, key

__all__ = ["Work", "Works", "find", "key"]


def find(
    reading: Reading, seasons: tuple[Hit, ...], places: tuple[Hit, ...], dated: Sequence[Placed]
) -> Works:
    """Find every mention of every work in the article."""
    names = {fold(reading.whole[hit.start : hit.end]) for hit in places}
    found = [work for work in marked(reading) if work.title and fold(work.title) not in names]
    found = [work for work in found if not only_season(work, seasons)]
    played = tuple(characters(reading, found))
    found = [work for work in found if work not in played]
    find_bare = uncased if reading.words.pack.titles.case == "none" else unmarked
    bare = find_bare(reading, found, seasons, places, dated)
    found += bare.works
    found += repeated(reading, found, bare.others)
    placed = sorted((work for work in found if work.start >= 0), key=lambda work: work.start)
    series = serial(reading)
    works = [
        work
        for work in (numbered(one, seasons, bool(seasons) or series) for one in placed)
        if key(work.title)
    ]
    if series and reading.words.pack.titles.case == "none":
        works = [followed(reading, work, dated) for work in works]
    spelled = lengthened(reading, works) | shortened(reading, works) | _contracted(reading, works)
    for work in works:
        spelled.setdefault(key(work.title), work.title)
    mentions = [replace(work, title=spelled[key(work.title)]) for work in works]
    mentions = transcribed(reading, continued(reading, mentions))
    best = main(reading, mentions)
    told = passed(reading, mentions, best[0] if best else None)
    if told and all(work.passing for work in told):
        best = ()  # nothing but what its makers are known from
    return Works(Row(told), best, bare.listed or itemised(reading, mentions), played)


def _contracted(reading: Reading, works: Sequence[Work]) -> dict[str, str]:
    """Map each title in marks that lacks its article to the one that has it: "du *Bureau*", "*Le Bureau*"."""
    if reading.words.pack.titles.case != "sentence":
        return {}
    heads = {work.title: work.title.partition(" ") for work in works}
    full = {
        key(rest): title for title, (first, _, rest) in heads.items() if fold(first) in reading.words.articles
    }
    return {
        key(work.title): full[key(work.title)] for work in works if work.marked and key(work.title) in full
    }
