"""Who says so: the speaker of a sentence, and the platform that a service's name stands for."""

import re
from collections.abc import Sequence

from pipelines.extract.draft import Mentions
from pipelines.extract.lexicon import fold
from pipelines.extract.names import People
from pipelines.extract.reading import Hit, Reading, Sentence, within

_NAME = r"[A-ZÀ-Þ][\w'’.&+-]*\w"
_SOURCE = re.compile(rf" (?:[^\W\d_A-ZÀ-Þ][\w'’]* ){{0,3}}({_NAME}(?: (?:[a-zß-ÿ]{{1,3}} )?{_NAME}){{0,3}})")
_CLAUSE = 60  # characters of a clause about who speaks
_NEAR = 16


def home(reading: Reading, platforms: tuple[Hit, ...]) -> str | None:
    """Return the one platform of the headline, else of the article; None where there are several."""
    for end in (reading.headline_end, len(reading.whole)):
        named = {fold(str(hit.value)): str(hit.value) for hit in within(platforms, 0, end)}
        if named:
            return next(iter(named.values())) if len(named) == 1 else None
    return None


def attribution(reading: Reading, people: People, mentions: Mentions, sentence: Sentence) -> str | None:
    """Return who says so, as the article names them; None where the sentence names nobody."""
    speech = within(reading.hits("speech"), sentence.start, sentence.end)
    names = [
        name
        for name in people.names(sentence.start, sentence.end, sentence.line)
        if not name.alone and name.text not in people.roles.values()
    ]
    subjects = sorted(
        [(hit.start, hit.end) for hit in within(mentions.platforms, sentence.start, sentence.end)]
        + [(name.start, name.end) for name in names]
        + [(hit.start, hit.end) for hit in speech if hit.value in ("speaker", "service")]
        + [
            (hit.start, hit.end)
            for hit in speech
            if hit.value == "outlet" and reading.whole[hit.start].isupper()
        ]
        + people.companies(sentence.start, sentence.end, sentence.line)
    )
    span = _speaker(reading, speech, subjects)
    if span is None:
        return None
    services = {(hit.start, hit.end) for hit in speech if hit.value == "service"}
    named = home(reading, mentions.platforms) if span in services else None
    full = {(name.start, name.end): name.text for name in names}
    return named or full.get(span) or reading.whole[span[0] : span[1]]


def _speaker(
    reading: Reading, speech: Sequence[Hit], subjects: list[tuple[int, int]]
) -> tuple[int, int] | None:
    """Return the subject that stands beside a word of speech."""
    for hit in speech:
        before = [span for span in subjects if 0 <= hit.start - span[1] <= 12]
        after = [span for span in subjects if 0 <= span[0] - hit.end <= (24 if hit.value == "before" else 2)]
        if hit.value == "before" and (named := _source(reading, hit.end, after)):
            return named
        if hit.value in ("verb", "behind") and (before or after):
            parted = not before or (bool(after) and "," in reading.whole[before[-1][1] : hit.start])
            return after[0] if parted else _beyond(reading, subjects, before[-1])
    return None


def _beyond(reading: Reading, subjects: list[tuple[int, int]], span: tuple[int, int]) -> tuple[int, int]:
    """Return the subject that a clause about it parts from its verb: "*A*, which represents B, said"."""
    comma = reading.whole.rfind(", ", max(0, span[0] - _CLAUSE), span[0])
    opened = reading.folded[comma + 2 : span[0]].split()[:1] if comma >= 0 else []
    closed = reading.whole[span[1] : span[1] + 1] == ","
    about = closed and bool(opened) and opened[0] in reading.words.which
    return next((one for one in subjects if about and one[1] == comma), span)


def _source(reading: Reading, place: int, after: list[tuple[int, int]]) -> tuple[int, int] | None:
    """Return who is named behind "according to": the first name, known or not, else the first subject."""
    if reading.words.pack.names.shape == "cased":
        found = next((match for match in [_SOURCE.match(reading.whole, place)] if match), None)
        if found and (not after or found.start(1) <= after[0][1] + _NEAR):
            return found.span(1)
    return after[0] if after else None
