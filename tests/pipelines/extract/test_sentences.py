"""Where sentences end."""

import time
import warnings

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.extract.sentences import sentences
from pipelines.vocabulary import languages, pack

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # escapes in its source that Python no longer likes
    import pysbd


def split(whole: str, language: str = "en") -> list[str]:
    return [whole[sentence.start : sentence.end] for sentence in sentences(whole, pack(language))]


def test_the_headline_and_every_line_are_sentences_of_their_own() -> None:
    whole = "Lantern Row renewed\nIt is back. Really.\n- Ida Moss as Wren\n- Bo Lind as Tarn"
    found = list(sentences(whole, pack("en")))
    assert [sentence.line for sentence in found] == [0, 1, 1, 2, 3]
    assert split(whole)[2:] == ["Really.", "- Ida Moss as Wren", "- Bo Lind as Tarn"]


ENGLISH = {
    "Dr. Moss and Mr. J. R. Lind return. They do.": 2,
    "S.W.A.T. Season 8 airs at 9 p.m. Friday. It was saved.": 2,
    "Vol. 2 drops on Jan. 5. Vol. 1 is out.": 2,
    "“Who Is It?” returns. “I'm in!” she said. He left…": 3,
    "It made $5.3 million at Example.com. Then it ended.": 2,
    "Is it back? Yes! It is.": 3,
    "The U.S. premiere is set. U.K. viewers wait.": 2,
}


@pytest.mark.parametrize("text", ENGLISH)
def test_english_text_has_as_many_sentences(text: str) -> None:
    assert len(split(text)) == ENGLISH[text]


@pytest.mark.parametrize(
    "text",
    [
        "The show ends in May. Its makers said so. Nobody was surprised!",
        "Was it renewed? It was. Mr. Lind confirmed the order on Friday.",
        "Filming begins with Dr. Moss. The cast is back.",
    ],
)
def test_plain_text_is_split_as_pysbd_does(text: str) -> None:
    oracle = [sentence.strip() for sentence in pysbd.Segmenter(language="en", clean=False).segment(text)]
    assert split(text) == oracle


@settings(deadline=None)
@given(st.text(alphabet='Aa.!? \n。」「।1"”', max_size=60), st.sampled_from(languages()))
def test_sentences_hold_all_but_the_white_space(whole: str, language: str) -> None:
    assert "".join("".join(split(whole, language)).split()) == "".join(whole.split())


@pytest.mark.parametrize("piece", ["A. ", "a.", "「", "Dr. ", "1. ", "...", "\n", "?! A"])
def test_splitting_time_grows_with_the_text(piece: str) -> None:
    def seconds(count: int) -> float:
        start = time.process_time()
        split(piece * count)
        return time.process_time() - start

    small, large = min(seconds(2000) for _ in range(3)), min(seconds(20_000) for _ in range(3))
    assert large < 25 * small + 0.05
