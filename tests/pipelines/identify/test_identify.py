from dataclasses import replace

import pytest

from pipelines.identify import MemoryKnown, identify
from pipelines.identify.review import decide
from pipelines.model import Article, Claim, Evidence

ARTICLE = Article(id="https://example.com/a", title="t", text="x", published="2024-05-01")


def claim(work, person=None, **fields):
    kind = "cast" if person else "release"
    event = "joins" if person else "scheduled"
    return Claim("a", kind, event, work, "official", Evidence(0, 1, "t"), person=person, **fields)


def ids(known, *claims, published="2024-05-01"):
    return identify(claims, replace(ARTICLE, published=published), known)


def test_one_spelling_is_one_work_and_one_person():
    known = MemoryKnown()
    first, second = ids(known, claim("Night Ferry", "Anna Berg"), claim("NIGHT FERRY", "Anna  Berg"))
    assert (first.work, first.person) == (second.work, second.person)


def test_an_alias_is_the_same_person():
    known = MemoryKnown()
    first, second = ids(known, claim("Night Ferry", "Lomon"), claim("Night Ferry", "Park Solomon"))
    assert first.person == second.person


def test_two_works_of_one_name_stay_two():
    known = MemoryKnown()
    (old,) = {
        it.work
        for it in ids(
            known,
            claim("The Lake", "Ada Quist"),
            claim("The Lake", "Bo Lindt"),
            claim("The Lake", date="2004-03-01", platform="Kanal 4"),
        )
    }
    (new,) = {
        it.work
        for it in ids(
            known,
            claim("The Lake", "Carla Moss"),
            claim("The Lake", "Dov Peretz"),
            claim("The Lake", date="2024-09", platform="Streamly"),
        )
    }
    assert old != new


def told(known, text, *claims, published="2024-05-01"):
    return identify(claims, replace(ARTICLE, text=text, published=published), known)


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("Night Ferry (밤의 나룻배) sails in May.", "Night Ferry", "밤의 나룻배"),
        ("'Night Ferry' (Korean: 밤의 나룻배; RR: Bamui) sails.", "Night Ferry", "밤의 나룻배"),
        ("드라마 ‘밤의 나룻배’(Night Ferry)가 돌아온다.", "밤의 나룻배", "Night Ferry"),
        ("『夜の渡し船』（原題：Night Ferry）が公開。", "夜の渡し船", "Night Ferry"),
        ("Night Ferry (original title: El barco) opens.", "Night Ferry", "El barco"),
        ("फ़िल्म 'रात की नाव' (Night Ferry) मई में आएगी।", "रात की नाव", "Night Ferry"),
    ],
)
@pytest.mark.parametrize("late", [False, True])
def test_the_bracket_beside_a_title_is_another_name_of_it(text, name, other, late):
    known = MemoryKnown()
    tellings = [(text, name), ("Something else.", other)]
    found = [told(known, text, claim(name))[0] for text, name in (tellings[::-1] if late else tellings)]
    forms = known.forms([it.work_form for it in found])
    assert len(forms) == 2
    assert len({form.root for form in forms}) == 1


@pytest.mark.parametrize(
    ("text", "name", "other"),
    [
        ("‘밤의 나룻배’(Netflix)가 돌아온다.", "밤의 나룻배", "Netflix"),
        ("‘밤의 나룻배’(ENA)가 돌아온다.", "밤의 나룻배", "ENA"),
        ("Night Ferry (2019) sails.", "Night Ferry", "2019"),
        ("Night Ferry (the sequel) sails.", "Night Ferry", "the sequel"),
        ("Night Ferry (시즌 2) sails.", "Night Ferry", "시즌 2"),
        ("The Midnight Ferry (밤의 나룻배) sails.", "Ferry Sky", "밤의 나룻배"),
    ],
)
def test_a_bracket_that_holds_no_name_says_nothing(text, name, other):
    known = MemoryKnown()
    first = told(known, text, claim(name))[0]
    second = told(known, "x", claim(other))[0]
    assert len({form.root for form in known.forms([first.work_form, second.work_form])}) == 2


def test_a_person_takes_back_what_a_bracket_said():
    known = MemoryKnown()
    first = told(known, "Night Ferry (밤의 나룻배) sails.", claim("Night Ferry"))[0]
    second = told(known, "x", claim("밤의 나룻배"))[0]
    one, other = (known.forms([it.work_form])[0] for it in (first, second))
    decide(one, other, known, same=False)
    told(known, "Night Ferry (밤의 나룻배) sails.", claim("Night Ferry"))
    assert len({form.root for form in known.forms([one.id, other.id])}) == 2


def test_what_sounds_like_another_name_of_a_list_is_met():
    known = MemoryKnown()
    cast = [claim("Money Heist", "Álvaro Morte"), claim("Money Heist", "Itziar Ituño")]
    told(known, "x", *cast)
    again = [replace(it, work="ला कासा दे पापेल") for it in cast]
    found = told(known, "x", *again)[0]
    assert known.forms([found.work_form])[0].root == told(known, "x", claim("Money Heist"))[0].work
