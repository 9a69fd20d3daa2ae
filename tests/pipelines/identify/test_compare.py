"""Names alone: what is one, what is two, what cannot be told."""

from itertools import combinations

import pytest

from pipelines.identify import compare
from pipelines.identify.filing import keys
from tests.pipelines.identify import naming


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Park Ji-hu", "Park Ji-hoo"),
        ("Park Ji-hu", "Ji-hu Park"),
        ("Ji-hu Park", "박지후"),
        ("Ji-hu Park", "パク・ジフ"),
        ("Park Jihu", "पार्क जी-हू"),
        ("Park Ji-hu", "박지후"),
        ("박지후", "パク・ジフ"),
        ("Lee Jae-kyoo", "Lee Jae-gyoo"),
        ("Lee Jae-kyoo", "ली जे-क्यू"),
        ("Lomon", "Park Solomon"),
        ("Renée Zellweger", "Renee Zellweger"),
        ("Christopher Nolan", "Кристофер Нолан"),
        ("Zhang Ziyi", "章子怡"),
        ("張藝謀", "张艺谋"),
        ("Ken Watanabe", "渡辺謙"),
        ("Haruka Ayase", "綾瀬はるか"),
        ("Lee Byung-hun", "李秉憲"),
        ("임윤아", "林潤娥"),
        ("Ahn Bohyun", "안보현"),
        ("Yeo Jingoo", "여진구"),
        ("조지 마이클", "George Michael"),
        ("마쓰시다 유이", "Yui Matsushita"),
        ("Hugh Jackman", "휴 잭맨"),
        ("Kıvanç Tatlıtuğ", "Kivanc Tatlitug"),
        ("O Jeong-se", "오정세"),
    ],
)
def test_forms_that_sound_alike_are_one_person(one, other):
    assert compare("person", one, other).same is True
    assert compare("person", other, one).same is True


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kim Min-ji", "Kim Min-jae"),
        ("Lee Jung-jae", "Lee Jung-eun"),
        ("Chris Evans", "Chris Evert"),
        ("Han So-hee", "Han Seo-hee"),
        ("김수현", "김소현"),
        ("김태미", "Kim Da-mi"),
        ("キム・スヒョン", "キム・ソヒョン"),
        ("जंग हे-इन", "정해온"),
        ("渡辺謙", "渡辺健"),
        ("Anthony Russo", "Joe Russo"),
        ("Daniel Stern", "Danielle Stern"),
        ("Song Kang", "Song Kang-ho"),
        ("Robert Downey Jr.", "Robert Downey"),
        ("Lee JQ", "Lee Jae-kyoo"),
    ],
)
def test_look_alikes_are_never_one_person(one, other):
    assert compare("person", one, other).same is not True


def test_initials_are_undecided():
    assert compare("person", "Lee JQ", "Lee Jae-kyoo").same is None


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Bear", "Bear"),
        ("Sweet Home", "Sweet Home Season 3"),
        ("स्क्विड गेम", "Squid Game"),
        ("ऑल ऑफ अस आर डेड", "All of Us Are Dead"),
        ("스위트홈", "Sweet Home"),
        ("Étoile", "Etoile"),
        ("Squid Game", "오징어 게임"),
        ("Gladiator II", "Gladiator 2"),
        ("Mission: Impossible – Fallout", "Mission Impossible Fallout"),
    ],
)
def test_forms_of_a_title_are_one_work(one, other):
    assert compare("work", one, other).same is True


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Inside Out", "Inside Out 2", None),
        ("Rocky II", "Rocky III", False),
        ("Dark", "Dark Matter", False),
        ("Vikings", "Vikings: Valhalla", None),
        ("Avengers: Endgame", "Avengers: Doomsday", False),
        ("Dune: Part One", "Dune: Part Two", False),
        ("Lost", "Last", None),
        ("21 Jump Street", "22 Jump Street", False),
    ],
)
def test_numbers_and_subtitles_keep_works_apart(one, other, same):
    assert compare("work", one, other).same in (same, False)


@pytest.mark.parametrize("name", ["", "-", "'", "1", "\ud800", "a" * 5000, "・", "...", "ー", "্", "2: 2"])
def test_any_name_is_compared(name):
    for sort in ("person", "work"):
        compare(sort, name, "Park Ji-hu")
        keys(sort, name)
        assert compare(sort, name, name).score in (0.0, 1.0)


def test_comparison_does_not_depend_on_which_name_comes_first():
    for group in naming.groups("person")[::9]:
        for one, other in combinations(group, 2):
            assert compare("person", one, other) == compare("person", other, one)


@pytest.mark.parametrize(("sort", "least"), [("person", 0.91), ("work", 0.9)])
def test_recall_on_groups_that_nothing_was_tuned_on(sort, least):
    pairs = naming.same(sort, held=True)
    assert sum(compare(*pair).same is True for pair in pairs) / len(pairs) >= least


def test_false_mergers_among_look_alikes_that_nothing_was_tuned_on():
    pairs = naming.curated(held=True) + naming.generated(held=True, count=4000)
    assert sum(compare(*pair).same is True for pair in pairs) / len(pairs) <= 0.0012
