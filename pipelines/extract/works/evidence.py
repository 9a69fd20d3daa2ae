"""Signals around and inside a run of capitals: what speaks for a title and what for another name."""

import re
from collections.abc import Iterator
from itertools import chain

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading
from pipelines.extract.tokens import Token
from pipelines.extract.works.around import BEHIND, KINDS, Around
from pipelines.extract.works.chains import genitive, owner
from pipelines.extract.works.runs import SYLLABLES, Run, Runs

_APPOSED = 8  # words of an apposition in which a noun may say what stands before it
_CLOSE = 4  # words in which it says so at once: "Title, the new series"
_ACTING = 5  # words between a platform and what it orders
_PHRASE = 2  # words more than one that make a title of common words likely
_ACRONYM = 5  # signs
_NUMBERED = re.compile(r"\n\s*\d{1,2}[.)]\s+[“\"]?$")
_NOTHING: frozenset[str] = frozenset()


class Evidence:
    """Reads the signals of an article's runs off their neighbours; each signal is a key of ``WEIGHTS``."""

    def __init__(self, reading: Reading, runs: Runs, near: Around) -> None:
        self.whole, self.words, self.reading = reading.whole, reading.words, reading
        self.runs, self.near = runs, near
        titles = reading.words.pack.titles
        self.behind, self.verb_last = frozenset(map(fold, titles.behind)), titles.verb_last
        told = (*titles.nouns, *titles.series, *titles.films, *titles.anaphors) if titles.verb_last else ()
        self.plain = frozenset(fold(word).rpartition(" ")[2] for word in told)
        self.sober = titles.case == "sentence"
        self.who = reading.words.who - reading.words.ands

    def of(self, run: Run) -> set[str]:
        """Return the signals of one mention."""
        line, _ = self.reading.line_tokens(run.line)
        found = set(chain(self._before(line, run), self._behind(line, run), self._inside(line, run)))
        slot = self.runs.slots.get(run.start)
        if slot is not None and slot.end == run.end:
            found.add(f"{slot.kind} slot")
            long = run.last - run.first >= _PHRASE or {"noun behind", "series behind"} & found
            if slot.kind in ("cast", "cast in") and long:
                found.discard("all common")
        if not run.loud and {"cast verb before", "some common"} <= found:
            found.add("cast verb before plain words")
        return found - {"owns"} if self.verb_last and "noun before" in found else found

    def _before(self, line: list[Token], run: Run) -> Iterator[str]:
        if run.heads:
            above = self.whole[run.end : run.end + 1] in ("", "\n") and run.text.isupper() and " " in run.text
            yield "shouted line" if above else "heads a line"
            if _NUMBERED.search(self.whole[max(0, run.start - 6) : run.start]):
                yield "numbered line"
        elif run.line and not run.first:
            yield "opens a line"
        if not run.first:
            return
        before, gap = line[run.first - 1], self._gap(line, run.first - 1)
        if gap == " " or owner(self.whole, before):
            yield from self._touching(line, run, before)
            yield from self._acting(line, run)
        elif gap == ", ":
            yield "comma before"
        elif gap == " (":
            yield "bracket before"

    def _gap(self, line: list[Token], left: int) -> str:
        return self.whole[line[left].end : line[left + 1].start]

    def _touching(self, line: list[Token], run: Run, before: Token) -> Iterator[str]:
        near, words, end = self.near, self.words, before.end
        cue = near.cue_ends.get(end, _NOTHING)
        if near.noun_ends.get(end) in (*KINDS, "anaphor") and self._bare(before):
            yield "noun before"
        if end in near.job_ends or before.folded in words.first_words:
            yield "job before"
        if before.folded in words.role_words or "played" in cue:
            yield "role before"
        if owner(self.whole, before):
            yield "platform owns" if {before.base, end} & near.platform_ends else "owned"
        elif end in near.platform_ends:
            yield "platform before"
        if "person after" in cue and self.sober and run.last - run.first in (1, 2):
            yield "maker before"
        signals = _CUES_LAST if self.verb_last else _CUES_BEFORE
        yield from (signal for kind, signal in signals.items() if kind in cue)
        if end in near.speech_ends:
            yield "speech before"
        if end in near.withs:
            yield "with before"
        yield from self._linked(line, run, before)

    def _bare(self, noun: Token) -> bool:
        """Say whether a noun has no ending that tells what happens in the work before it: "X *dizisinde*"."""
        return not self.verb_last or noun.folded in self.plain

    def _linked(self, line: list[Token], run: Run, before: Token) -> Iterator[str]:
        """Yield what a small word joins the run to: "the cast *of* Title", "to star *in* Title"."""
        words, near = self.words, self.near
        if before.folded in words.ands:
            yield "and before"
        elif before.folded in words.inside or before.folded in words.of:
            yield "in before"
            if before.folded in words.where:
                yield "where before"
            end = line[run.first - 2].end if run.first > 1 else -1
            cue = near.cue_ends.get(end, _NOTHING)
            if "person before" in cue:
                yield "cast verb in before"
            if "news" in cue or "shoot" in cue:
                yield "news in before"
            if end in near.speech_ends:
                yield "speech before"
            if near.noun_ends.get(end) in BEHIND or end in near.job_ends:
                yield "head of before"
            if end in near.season_ends:
                yield "season of before"
        elif before.folded in words.small and not before.capital:
            yield "small before"

    def _acting(self, line: list[Token], run: Run) -> Iterator[str]:
        """Yield whether a platform is the subject of what the run is the object of."""
        for index in range(run.first - 2, max(-1, run.first - 2 - _ACTING), -1):
            if self._gap(line, index) != " ":
                return
            if line[index].end in self.near.platform_ends:
                yield "platform acts"
                return

    def _behind(self, line: list[Token], run: Run) -> Iterator[str]:
        if run.last + 1 >= len(line):
            if not run.heads and self.whole[run.end : run.end + 1] in ("", "\n"):
                yield "ends a line"
            return
        after, gap = line[run.last + 1], self._gap(line, run.last)
        if owner(self.whole, line[run.last]):
            yield "owns"
            yield from self._owned(after) if gap == " " else ()
            return
        if gap == " ":
            yield from self._owned(after) if genitive(self.words, line[run.last]) else ()
            yield from self._object(line, run)
            yield from self._next(line, run, after)
            yield from self._of_a_kind(line, run, self.near.noun_starts.get(after.start))
        elif gap == ", ":
            yield from self._apposed(line, run) if not self._opened(line, run) else ()
        elif gap == " (":
            dated = after.start in self.near.dated or after.start in self.near.platforms
            yield "dated bracket behind" if dated or after.text.isdigit() else "bracket behind"
        elif gap in (": ", " – ", " — ", " - ", " | "):
            yield "dash behind" if run.first else "colon behind"
        if gap in (", ", " – ", " - ", " — ", ": ", " ") and after.start in self.near.dated:
            yield "date behind"

    def _owned(self, after: Token) -> Iterator[str]:
        """Yield what the run owns that only a work has: a season, a cast, a day of release."""
        if after.start in self.near.season_starts:
            yield "season behind"
        if self.near.noun_starts.get(after.start) == "owned":
            yield "work owns"

    def _next(self, line: list[Token], run: Run, after: Token) -> Iterator[str]:
        near, words, start = self.near, self.words, after.start
        if start in near.season_starts:
            yield "season behind"
        noun = near.noun_starts.get(start)
        if any(self.reading.folded.startswith(word, start) for word in self.behind):
            yield "kind behind"
        elif noun in ("series", "film") and not (run.first == run.last and run.text.isupper()):
            yield "series behind"
        elif noun in BEHIND or start in near.job_starts:
            yield "noun behind"
        if after.folded in self.who:
            yield self._told_of(line, run)
        if after.folded in words.role_words:
            yield "role behind"
        if start in near.verbs:
            yield "speech behind"
        if "person before" in near.cue_starts.get(start, _NOTHING):
            yield "object of news" if self._goal(line[run.last]) else "cast verb behind"
        if run.loud or not after.capital:
            yield from self._next_but_one(line, run, after)

    def _told_of(self, line: list[Token], run: Run) -> str:
        """Name what the clause about a run says: who made it, that it comes out, or what a person does."""
        then = line[run.last + 2].start if run.last + 2 < len(line) else -1
        cue = self.near.cue_starts.get(then, _NOTHING)
        if "person after" in cue or (then in self.near.job_starts and "person before" not in cue):
            return "kind apposed"
        return "news behind" if cue == {"news"} else "who behind"

    def _goal(self, token: Token) -> bool:
        """Say whether an ending makes a word where somebody comes or goes: "*Harbor'a* joined"."""
        return (
            token.base < token.end and self.reading.folded[token.base + 1 : token.end] in self.words.datives
        )

    def _object(self, line: list[Token], run: Run) -> Iterator[str]:
        """Yield whether an ending makes the run the object of news that a verb behind it tells."""
        last = line[run.last]
        if self.whole[last.base : last.end].replace("’", "'") not in self.words.pack.names.objects:
            return
        ahead = line[run.last + 1 : run.last + 1 + _ACTING]
        if any("news" in self.near.cue_starts.get(token.start, _NOTHING) for token in ahead):
            yield "object of news"

    def _of_a_kind(self, line: list[Token], run: Run, noun: str | None) -> Iterator[str]:
        """Yield whether one word between a verb and a noun only says of what kind it is: "Medical Drama"."""
        before = line[run.first - 1].end if run.first else -1
        titled = noun in KINDS and line[run.last + 2].capital if run.last + 2 < len(line) else False
        kind = noun == "noun" or titled
        if kind and run.first == run.last and "news" in self.near.cue_ends.get(before, _NOTHING):
            yield "of a kind"

    def _next_but_one(self, line: list[Token], run: Run, after: Token) -> Iterator[str]:
        """Yield the news that a verb or the word behind it tells, a date or platform behind one word."""
        near = self.near
        cue = near.cue_starts.get(after.start, _NOTHING)
        then = line[run.last + 2] if run.last + 2 < len(line) else None
        if then is not None and self._gap(line, run.last + 1) == " ":
            if then.start in near.dated:
                yield "date behind"
            if then.start in near.platforms:
                yield "platform behind"
            cue = cue or near.cue_starts.get(then.start, _NOTHING)
        if cue == {"news"}:
            yield "news behind"

    def _opened(self, line: list[Token], run: Run) -> bool:
        """Say whether a comma ends what opens the run's sentence: "*For Title*, the drama is ..."."""
        before = line[run.first - 1] if run.first else None
        return before is not None and before.capital and not run.loud and before.folded in self.words.inside

    def _apposed(self, line: list[Token], run: Run) -> Iterator[str]:
        """Yield what the words between commas say: "Title, a drama", "Title, starring", "A, who"."""
        near, words, after = self.near, self.words, line[run.last + 1]
        if after.folded in self.who:
            yield "who behind"
        elif "person after" in near.cue_starts.get(after.start, _NOTHING):
            yield "starring behind"
        elif after.capital:
            owned = any(owner(self.whole, token) for token in line[run.last + 1 : run.last + 5])
            yield "owner apposed" if owned else "list behind"
        else:
            for index in range(run.last + 1, min(run.last + 1 + _APPOSED, len(line))):
                token = line[index]
                if index > run.last + 1 and "," in self._gap(line, index - 1):
                    return
                cue = near.cue_starts.get(token.start, _NOTHING)
                if token.start in near.job_starts or token.folded in words.first_words:
                    yield "job apposed"
                elif near.noun_starts.get(token.start) in KINDS:
                    yield "kind apposed" if index < run.last + _CLOSE else "noun apposed"
                elif "person after" in cue:
                    yield "starring behind" if index < run.last + 4 else "cast apposed"
                elif "news" in cue:
                    yield "news apposed"
                else:
                    continue
                return

    def _inside(self, line: list[Token], run: Run) -> Iterator[str]:
        words, text, tokens = self.words, run.text, line[run.first : run.last + 1]
        yield _SIZES[min(len(tokens), len(_SIZES)) - 1]
        if tokens[0].folded in words.articles and not run.opening and len(tokens) > 1:
            yield "article first"
        if ": " in text or "&" in text or "!" in text:
            yield "mark inside"
        if tokens[-1].text.isdigit():
            yield "number last"
        if any(owner(self.whole, token) for token in tokens[:-1]):
            yield "owner inside"
        if run.opening:
            yield "opening"
        if run.loud and not run.heads:
            yield "loud line"
        yield from self._shaped(run, tokens)
        if len(tokens) == 1:
            yield from self._alone(run, tokens[0])

    def _shaped(self, run: Run, tokens: list[Token]) -> Iterator[str]:
        """Yield how far the run's own words look like a person's name."""
        common = not run.named and sum(token.folded in self.words.common for token in tokens)
        inner = any(token.folded in self.words.small for token in tokens[1:-1])
        personal = len(tokens) > 1 and not inner and "&" not in run.text
        if inner:
            yield "small inside"
        if common:
            plain = common == len(tokens) and (run.loud or run.opening)
            yield "all common" if plain else "some common"
        elif personal and len(tokens) < 4 and not tokens[-1].text.isdigit():
            yield "like a person"
            if self.runs.solo[tokens[-1].text]:
                yield "last word alone"
        if run.text.isupper() and len(tokens) > 1:
            yield "loud words"
        if personal and len(tokens) < 5:
            owned = len(tokens) > 2 and tokens[0].folded in self.words.articles  # "the A B sequel"
            if self.words.forename(tokens[owned].folded) or (
                run.named and tokens[0].folded in self.words.surnames
            ):
                yield "forename first"
            if any(SYLLABLES.fullmatch(token.text) for token in tokens):
                yield "syllables joined"
            if any(_initial(token) and token.folded not in self.words.articles for token in tokens[:-1]):
                yield "initial"

    def _alone(self, run: Run, token: Token) -> Iterator[str]:
        if token.text.isupper():
            yield "acronym" if len(token.text) <= _ACRONYM else "loud word"
        if self.words.forename(token.folded):
            yield "forename alone"
        if token.folded in self.reading.small:
            yield "also small"
        if run.text in self.runs.surnames:
            yield "surname"
        elif run.text in self.runs.parts:
            yield "part of a name"


_CUES_BEFORE = {
    "news": "news before",
    "shoot": "news before",
    "person after": "cast before",
    "person before": "cast verb before",
}

_CUES_LAST = {
    "news": "news before",
    "shoot": "news before",
}  # a verb of persons stands before either where verbs come last


def _initial(token: Token) -> bool:
    return len(token.text) == 1 or (len(token.text) < _ACRONYM and "." in token.text)


_SIZES = ("1 word", "2 words", "3 words", "4 words", "5 words")
