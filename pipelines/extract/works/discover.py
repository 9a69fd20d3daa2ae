"""Titles that stand without marks, in languages that write them with capitals."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import inf

from pipelines.extract.apposed import apposed
from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Hit, Placed, Reading, within
from pipelines.extract.works.again import repeated
from pipelines.extract.works.around import Around, around
from pipelines.extract.works.bare import MANY, Bare
from pipelines.extract.works.chains import Limits, Slot
from pipelines.extract.works.evidence import Evidence
from pipelines.extract.works.heads import Near, listed
from pipelines.extract.works.lead import leads, opens_news
from pipelines.extract.works.plain import plain
from pipelines.extract.works.runs import Runs
from pipelines.extract.works.slots import slots
from pipelines.extract.works.weigh import Candidate, candidates, scores
from pipelines.extract.works.work import Work

_NUMBER = re.compile(r" \d{1,2}(?![\w.,]\d|\w)")
_WORDS = 2  # spaces in a phrase
_LIKELY = -1.5
_SURE, _DOUBT = 3.0, 1.0
_LIKELIER = -0.5  # of what only the text names
_LONGEST = 24  # signs of a word


def unmarked(
    reading: Reading,
    marked: Sequence[Work],
    seasons: tuple[Hit, ...],
    places: Sequence[Hit],
    dated: Sequence[Placed],
) -> Bare:
    """Find the titles that nothing but their neighbours give away."""
    case = reading.words.pack.titles.case
    if case == "nouns" and marked:
        return Bare([], [], False)
    names = {fold(reading.whole[hit.start : hit.end]) for hit in places}
    lines = listed(reading, Near(seasons, dated, places)) if case == "sentence" else []
    led = _led(reading, marked, names, lines, [*places, *seasons], dated) if case == "sentence" else []
    sure = [*marked, *led]
    near = around(reading, places, seasons, dated)
    room = _slots(reading, near, [*places, *seasons, *dated]) if not sure and case == "title" else {}
    runs = Runs(reading, _limits(reading, [*sure, *places, *seasons], seasons, dated, room))
    evidence = Evidence(reading, runs, near)
    found = candidates(reading, runs, evidence, sure)
    known = names | {fold(one.title) for one in sure}
    weights = {text: score for text, score in scores(found).items() if fold(text) not in known}
    surest = inf if sure else max(weights.values(), default=0)
    kept = {text for text, score in weights.items() if score > _enough(found[text], surest)}
    if not sure and not kept:
        kept = _likeliest(reading, found, weights)
    if case == "title" and any(work.start < reading.headline_end for work in marked):
        kept -= {text for text in kept if _only_in_headline(reading, found[text])}
    if any(found[text].signals["headline lead"] for text in kept):
        kept -= {text for text in kept if _person(reading, found[text])}
    kept -= {text for text in kept if text.isupper() and reading.words.labels.issuperset(fold(text).split())}
    kept -= {text for text in kept if _part(text, [*kept, *(one.title for one in sure)])}
    works = led + [Work(run.start, run.end, text) for text in kept for run in found[text].mentions]
    heads = {text for text in kept if found[text].signals["heads a line"]}
    return Bare(works, [text for text in found if text not in kept], len(heads) >= MANY or bool(lines))


def _person(reading: Reading, one: Candidate) -> bool:
    """Say whether a run is rather whose work it is than the work: "Title: *A B* series to stream"."""
    lead = one.signals["headline lead"]
    return bool(one.signals["like a person"]) and not lead and _only_in_headline(reading, one)


def _only_in_headline(reading: Reading, one: Candidate) -> bool:
    """Say whether only a headline that marks another title names a run: it would have marked this one too."""
    return all(run.start < reading.headline_end for run in one.mentions)


def _enough(one: Candidate, surest: float) -> float:
    """Return what a run must weigh: more where a surer title is there and little speaks for it."""
    doubts = ("nothing said", "cast verb behind", "beside a name")
    return _DOUBT if surest > _SURE and any(one.signals[name] for name in doubts) else 0


def _led(
    reading: Reading,
    marked: Sequence[Work],
    names: set[str],
    lines: Sequence[str],
    taken: Sequence[Placed],
    dated: Sequence[Placed],
) -> list[Work]:
    """Return every mention of the titles that are told by more than the capital of their first word.

    ``lines`` are the titles that open the lines of a list, ``taken`` what is part of no title.
    """
    cues = [hit for hit in reading.hits("cues") if not all(cue.weak for cue in hit.value)]
    stops = _places([*marked, *cues, *taken])
    told = [*lines, *leads(reading, marked=bool(marked)), *_apposed(reading, marked)]
    for title in [*plain(reading, stops, _places(dated)), *(one.title for one in marked)]:
        told += [title, *_counted(reading, title, [*taken, *dated])]
    heads = [Work(-1, -1, text) for text in told]
    return list(repeated(reading, [*marked, *(one for one in heads if fold(one.title) not in names)]))


def _counted(reading: Reading, title: str, taken: Sequence[Placed]) -> Iterator[str]:
    """Yield a title with the number that stands behind it: a sequel's or a season's, none of a date."""
    place = reading.whole.find(title)
    while place >= 0:
        end = place + len(title)
        number = _NUMBER.match(reading.whole, end)
        if number and not any(one.start < number.end() and number.start() < one.end for one in taken):
            yield reading.whole[place : number.end()]
        place = reading.whole.find(title, end)


def _apposed(reading: Reading, marked: Sequence[Work]) -> Iterator[str]:
    """Yield the titles that a noun behind their comma tells: "per *Un giorno dopo*, la nuova serie"."""
    stops = _places([*marked, *reading.hits("cues")])
    for number, (start, end) in enumerate(reading.lines):
        nouns = within(reading.hits("nouns"), start, end)
        if nouns:
            words, _ = reading.line_tokens(number)
            yield from (reading.whole[slice(*place)] for place in apposed(reading, words, nouns, stops))


def _slots(reading: Reading, near: Around, taken: Iterable[Placed]) -> dict[int, Slot]:
    """Return where the headline has room for titles, by where they begin."""
    if reading.words.pack.titles.verb_last:
        return {}
    words = [hit for name in ("cues", "jobs", "gapped") for hit in reading.hits(name)]
    words += [hit for hit in reading.hits("nouns") if hit.value not in ("passing", "passed", "owned")]
    words += [hit for hit in reading.hits("speech") if hit.value == "verb" and hit.start]
    return {slot.start: slot for slot in slots(reading, near, _places([*taken, *words]))}


def _limits(
    reading: Reading,
    taken: Iterable[Placed],
    seasons: Iterable[Hit],
    dated: Sequence[Placed],
    room: dict[int, Slot],
) -> Limits:
    """Return where no word of a title begins."""
    closed = _places(taken)
    closed |= _places(hit for hit in reading.hits("cues") if _phrase(reading, hit) and hit.start not in room)
    blocked = closed | _places(date for date in dated if not _named(reading, date))
    starts = {start for start, _ in reading.lines}
    leads = {date.start: date.end for date in dated if date.start in starts}
    return Limits(
        blocked, closed | _places(reading.hits("cues")), {hit.start for hit in seasons}, room, leads
    )


def _phrase(reading: Reading, hit: Hit) -> bool:
    """Say whether a cue of the headline is too long to be part of a title: "pulls the plug"."""
    return hit.end <= reading.headline_end and reading.whole.count(" ", hit.start, hit.end) >= _WORDS


def _places(spans: Iterable[Placed]) -> set[int]:
    return set().union(*(range(one.start, one.end) for one in spans))


def _part(text: str, titles: Iterable[str]) -> bool:
    """Say whether a run is only a part of a title, but for what stands before its colon."""
    padded = f" {text} "
    return any(padded in f" {title} " and title != text for title in titles)


def _named(reading: Reading, date: Placed) -> bool:
    """Say whether a month or a weekday is part of a name, as in "Black Friday" or "May Sky", said twice."""
    whole, start, end = reading.whole, date.start, date.end
    if start < reading.headline_end or not whole[start:end].isalpha():
        return False
    before = whole[max(0, start - _LONGEST) : start].split(" ")[-2:]
    behind = whole[end : end + _LONGEST].split(" ")[:2]
    pairs = []
    if len(before) == 2 and not before[1] and before[0][:1].isupper():
        pairs.append(f"{before[0]} {whole[start:end]}")
    if len(behind) == 2 and not behind[0] and behind[1][:1].isupper():
        pairs.append(f"{whole[start:end]} {behind[1]}")
    return any(whole.count(pair) > 1 for pair in pairs)


def _likeliest(reading: Reading, found: Mapping[str, Candidate], weights: Mapping[str, float]) -> set[str]:
    """Return the best of the runs where the article has no other work: it is about one."""
    verb_last = reading.words.pack.titles.verb_last
    told = [
        text
        for text, weight in weights.items()
        if weight > (_LIKELY if found[text].signals["headline"] else _LIKELIER)
        and (_nameless(found[text], verb_last) or opens_news(reading, text))
    ]
    best = max(told, key=weights.__getitem__, default="")
    return {best} if best else set()


def _nameless(one: Candidate, verb_last: bool) -> bool:
    """Say whether a run is no person as far as it tells, or stands where a work does: "to star in ..."."""
    signals = one.signals
    if signals["whole headline"] or (signals["place"] and signals["1 word"]):
        return False
    if signals["owns"] and not (signals["season behind"] or signals["work owns"]):
        return False
    if not one.mentions[0].named:
        return verb_last or not (signals["like a person"] and signals["nothing said"])
    kind = signals["series behind"] or (
        signals["noun behind"] and not (signals["owned"] or signals["platform owns"])
    )
    return bool(signals["cast in slot"] and not kind)
