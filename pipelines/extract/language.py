"""The language of an article that does not say: by its script, then by py3langid where that is installed."""

from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache

_SCRIPTS: tuple[tuple[int, int, str], ...] = (
    (0x0900, 0x097F, "hi"),
    (0x3040, 0x30FF, "ja"),
    (0xAC00, 0xD7A3, "ko"),
    (0x1100, 0x11FF, "ko"),
)
_ENOUGH = 12  # letters; shorter texts are anybody's guess
_SAMPLE = 4000


def detect(text: str, known: Sequence[str]) -> str | None:
    """Return the language of ``text`` among ``known`` (primary subtags), None where it is none of them."""
    sample = text[:_SAMPLE]
    letters = sum(char.isalpha() for char in sample)
    if letters < _ENOUGH:
        return None
    counts = Counter(language for char in sample if (language := _script(char)))
    if counts:
        best, count = counts.most_common(1)[0]
        if count * 5 >= letters:
            return best if best in known else None
    if sum(char.isalpha() and char > "\u024f" for char in sample) * 2 > letters:
        return None
    classify = _classifier()
    if classify is None:
        return None
    found = str(classify(sample)[0])
    return found if found in known else None


def _script(char: str) -> str | None:
    code = ord(char)
    return next((language for first, last, language in _SCRIPTS if first <= code <= last), None)


@cache
def _classifier() -> Callable[[str], tuple[str, float]] | None:
    try:
        import py3langid
    except ImportError:
        return None
    classify: Callable[[str], tuple[str, float]] = py3langid.classify
    return classify
