"""The loader: what a vocabulary file may say, and what it is told when it says something else."""

import pytest

from pipelines.errors import Misconfigured
from pipelines.vocabulary import languages, load, pack


def test_every_vocabulary_file_loads():
    for language in languages():
        assert pack(language).language == language


def test_a_region_tag_finds_its_language():
    assert pack("en-GB") is not None
    assert pack("en-GB").language == "en"


def test_an_unknown_key_is_refused_with_path_and_example(tmp_path):
    path = tmp_path / "xx.toml"
    path.write_text("[nonsense]\na = 1\n")
    with pytest.raises(Misconfigured, match=r"xx\.toml: .*nonsense.*example"):
        load(path)


def test_a_missing_file_names_the_languages_there_are(tmp_path):
    (tmp_path / "en.toml").write_text("")
    with pytest.raises(Misconfigured, match="there are: en"):
        load(tmp_path / "xx.toml")


def test_broken_toml_is_refused_with_its_place(tmp_path):
    path = tmp_path / "xx.toml"
    path.write_text("[seasons\n")
    with pytest.raises(Misconfigured, match="line 1"):
        load(path)


def test_a_family_stands_for_its_words_in_lists_and_in_braces(tmp_path):
    path = tmp_path / "xx.toml"
    path.write_text(
        '[families]\nstart = ["begins", "began"]\n'
        '[negation]\nwords = ["not", "@start"]\n'
        '[[cue]]\nid = "a"\n'
        'kind = "production"\nevent = "filming"\nphrases = ["{it @start,will start} now"]\n'
    )
    read = load(path)
    assert read.negation.words == ("not", "begins", "began")
    assert read.cue[0].phrases == ("{it begins,it began,will start} now",)


def test_a_family_that_there_is_not_is_refused(tmp_path):
    path = tmp_path / "xx.toml"
    path.write_text('[families]\nstart = ["begins"]\n[negation]\nwords = ["@stop"]\n')
    with pytest.raises(Misconfigured, match=r"no family 'stop'.*start"):
        load(path)
