"""Titles at the head of a headline, in languages that write a title like a sentence."""

import re

from pipelines.extract.lexicon import fold
from pipelines.extract.reading import Reading, within

_FIRST_MARK = re.compile(r"[:,;|?!]| [-–—] ")
_NUMBERED = re.compile(r"\s+\d{1,2}$")
_PLAIN = 2  # words of a title that may not all be common ones
_LONGEST = 8  # words


def leads(reading: Reading, *, marked: bool) -> list[str]:
    """Return the words before a headline's first mark, less a number, where the text has them with a capital.

    Where the article has works that are ``marked``, a person's name is none.
    A title of which only the first word has a capital is told from a sentence by standing inside one.
    """
    whole = _FIRST_MARK.split(reading.article.title, maxsplit=1)[0].strip()
    head = _NUMBERED.sub("", whole)
    words = [fold(word) for word in head.split()]
    if not 1 < len(words) <= _LONGEST or not head[0].isupper():
        return []
    if len(words) <= _PLAIN and all(word in reading.words.common for word in words):
        return []
    if marked and whole == head and _person(reading, head):
        return []
    return [whole, head] if _inside_sentence(reading.article.text, head) else []


def _person(reading: Reading, head: str) -> bool:
    """Say whether words are a person's name: capitals behind a given name."""
    words = head.split()
    return reading.words.forename(fold(words[0])) and all(
        word[0].isupper() or fold(word) in reading.words.particles for word in words
    )


def _inside_sentence(text: str, words: str) -> bool:
    """Say whether ``words`` stand anywhere behind another word of the same sentence."""
    place = text.find(words)
    while place >= 0:
        end = place + len(words)
        before = text[max(0, place - 4) : place].rstrip(" ,('’")
        if before[-1:].isalnum() and not text[end : end + 1].isalnum():
            return True
        place = text.find(words, end)
    return False


def opens_news(reading: Reading, words: str) -> bool:
    """Say whether the headline and a sentence open with ``words``, and that goes on with a release."""
    for sentence in reading.sentences[1:] if reading.article.title.startswith(words) else ():
        if reading.whole.startswith(f"{words} ", sentence.start):
            place = sentence.start + len(words) + 1
            found = within(reading.hits("cues"), place, sentence.end)
            return any(hit.start == place and cue.kind == "release" for hit in found for cue in hit.value)
    return False
