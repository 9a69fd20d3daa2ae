import random
from dataclasses import replace

import pytest

from pipelines.dedupe import MemoryIndex, place
from pipelines.errors import Repeated
from tests.pipelines.dedupe.telling import SEEN, article, story

FOOTER = [
    "Sign up for the weekly letter of The Herald and never miss a story.",
    "Send your tips to the desk of The Herald in Port Aster.",
    "Follow The Herald wherever you read.",
]


def groups(articles, index=None):
    index = index or MemoryIndex()
    for it in articles:
        place(it, index, SEEN)
    return {it.id: index.group(it.id) for it in articles}


def everything():
    """A world of wire copies, cuts, a round-up, a lone story and one site's furniture."""
    one, two = story(1), story(2)
    made = [
        article("wire", one, 5, "wire.example"),
        article("copy", ["A local lead for the Aster Valley.", *one], 6, "one.example"),
        article("cut", one[:7], 7, "two.example"),
        article("early", one[2:], 1, "three.example"),
        article("other", two, 4, "wire.example"),
        article("other-copy", two[1:], 9, "one.example"),
        article("round-up", [*story(9, 4), *one[:9], *two[:5]], 12, "four.example"),
        article("lone", story(3), 3, "one.example"),
    ]
    made += [article(f"local-{n}", [*story(20 + n, 5), *FOOTER], n, "herald.example") for n in range(4)]
    return made


def test_copies_are_one_group_led_by_the_earliest():
    found = groups(everything())
    leader = "https://three.example/early"
    assert {
        found[f"https://{it}"] for it in ("wire.example/wire", "one.example/copy", "two.example/cut")
    } == {leader}


def test_a_round_up_does_not_make_one_story_of_what_it_holds():
    found = groups(everything())
    assert found["https://four.example/round-up"] == "https://three.example/early"
    assert found["https://one.example/other-copy"] == "https://wire.example/other"


def test_what_a_site_prints_under_everything_makes_no_copy():
    found = groups(everything())
    assert all(found[f"https://herald.example/local-{n}"].endswith(f"local-{n}") for n in range(4))


@pytest.mark.parametrize("seed", range(12))
def test_groups_do_not_depend_on_the_order_of_arrival(seed):
    articles = everything()
    expected = groups(articles)
    random.Random(seed).shuffle(articles)
    assert groups(articles) == expected


def test_the_articles_whose_group_changes_are_named():
    index, lines = MemoryIndex(), story(1)
    place(article("late", lines, 8), index, SEEN)
    place(article("later", lines, 9), index, SEEN)
    placed = place(article("first", [*lines, "And more."], 1), index, SEEN)
    assert placed.moved == ("https://example.com/late", "https://example.com/later")


def test_an_unchanged_article_is_repeated_and_a_changed_one_revised():
    index, lines = MemoryIndex(), story(1)
    first = article("one", lines)
    assert not place(first, index, SEEN).revised
    with pytest.raises(Repeated):
        place(replace(first, text=first.text.replace(".", "!")), index, SEEN)
    assert place(replace(first, text=first.text + "\nIt was Otto Lund."), index, SEEN).revised


def test_a_revision_that_is_no_copy_any_more_leaves_the_group():
    index, lines = MemoryIndex(), story(1)
    place(article("one", lines), index, SEEN)
    copy = article("two", lines, 2, "other.example")
    assert place(copy, index, SEEN).parent == "https://example.com/one"
    assert place(replace(copy, text="\n".join(story(5))), index, SEEN).parent is None


def test_the_same_template_with_other_names_is_another_story():
    def box_office(film, star, sum_):
        return [
            f"The weekend belonged once more to {film}, which took {sum_} million at the box office.",
            f"It was a strong start for {star} and for the studio behind the film after a slow spring.",
            f"Theatre owners said that {film} played well with families as well as with older viewers.",
            f"Analysts had expected the film led by {star} to earn a little less than {sum_} million.",
        ]

    index = MemoryIndex()
    place(article("a", box_office("Night Ferry", "Anna Berg", 41), 0), index, SEEN)
    other = article("b", box_office("Cold Harbour", "Otto Lund", 37), 24 * 7)
    assert place(other, index, SEEN).parent is None


@pytest.mark.parametrize(
    "text",
    [
        (
            "監督は来年の春に新しい映画を公開すると発表した。撮影は北海道の小さな港町で行われる予定だ。"
            "主演は若手俳優の一人で、脚本は監督自身が三年かけて書き上げたものだという。"
        ),
        (
            "감독은 내년 봄 새 영화를 공개한다고 밝혔다. 촬영은 강원도의 작은 항구 마을에서 진행될 예정이다. "
            "주연은 신인 배우가 맡았으며 각본은 감독이 삼 년에 걸쳐 직접 썼다고 한다."
        ),
    ],
)
def test_scripts_with_and_without_spaces_are_known_again(text):
    index = MemoryIndex()
    place(article("a", [text]), index, SEEN)
    assert place(article("b", ["【速報】", text], 3, "other.example"), index, SEEN).parent


def test_a_text_too_short_to_have_a_wording_stands_alone():
    index = MemoryIndex()
    place(article("a", ["Watch the trailer."]), index, SEEN)
    assert place(article("b", ["Watch the trailer."], 1, "other.example"), index, SEEN).parent is None


@pytest.mark.parametrize(
    "text", ["", " ", "." * 5000, "a " * 20000, " " * 20000, "\ud800 broken", "'" * 3000]
)
def test_any_text_is_placed(text):
    place(article("a", [text]), MemoryIndex(), SEEN)
