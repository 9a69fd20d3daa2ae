"""The parts of dates that a text names: words from the language's lists, and figures."""

from pipelines.extract.dates.figures import figures
from pipelines.extract.dates.part import Part
from pipelines.extract.dates.words import Words


def parts(text: str, folded: str, words: Words) -> list[Part]:
    """Return the parts in reading order; a figure inside a word of the lists is none."""
    found = [
        Part(start, end, name, value, folded[start:end] in words.weak)
        for start, end, (name, value, cased) in words.lexicon.find(folded)
        if (not cased or text[start].isupper()) and not (words.section.small and _in_name(text, start, end))
    ]
    taken = {at for part in found for at in range(part.start, part.end)}
    found += (part for part in figures(folded, words) if part.start not in taken)
    return sorted(found, key=lambda part: part.start)


def _in_name(text: str, start: int, end: int) -> bool:
    """Say whether a word with a capital stands before another one."""
    return text[start].isupper() and text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()
