import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines.article import Options, compare, read
from pipelines.article.people import persons
from pipelines.errors import Unreadable
from tests.pipelines.article.test_read import TEXT, html, page

LD = '<script type="application/ld+json">%s</script>'


@pytest.mark.parametrize(
    ("raw", "names"),
    [
        ("By Ines Calder and Per Strand", ["Ines Calder", "Per Strand"]),
        ("Von Jörg Müller-Lüdenscheidt, Redakteur", ["Jörg Müller-Lüdenscheidt"]),
        ("Ines Calder (Porto Vale)", ["Ines Calder"]),
        ("이나래 기자", ["이나래"]),
        ("文：浜野 渚", ["浜野 渚"]),
        ("Staff", []),
        ("The Harbour Wire Staff", []),
        ("Reuters", []),
        ("ines@harbourwire.example", []),
        ("https://harbourwire.example/author/ines", []),
        ("admin", []),
        ("ines-calder", []),
    ],
)
def test_a_byline_names_persons_only(raw, names):
    assert list(persons(raw, set())) == names


def test_the_outlet_is_no_person():
    assert list(persons("The Harbour Wire", {"theharbourwire"})) == []


@pytest.mark.parametrize(
    "title",
    [
        "Lantern Bay sails again | The Harbour Wire",
        "The Harbour Wire - Lantern Bay sails again",
        "Lantern Bay sails again",
    ],
)
def test_a_headline_stands_without_the_name_of_its_site(title):
    names = '<meta property="og:site_name" content="The Harbour Wire">'
    head = f'<meta property="og:title" content="{title}">{names}'
    body = f"<html><head>{head}<title>x</title></head><body><article>{TEXT}</article></body></html>"
    assert read(page(body)).title == "Lantern Bay sails again"


def test_entities_in_a_headline_are_decoded():
    body = html(
        head=LD % '{"@type":"NewsArticle","headline":"Gull &amp; Sons: it&#39;s on"}',
        title="Gull &amp; Sons: it's on",
    )
    assert read(page(body)).title == "Gull & Sons: it's on"


def test_json_ld_gives_the_body_where_it_agrees_with_the_page():
    more = " ".join(f"The {n}th thing that is known is written down in the paper as well." for n in range(30))
    opening = "The studio said on Monday that cameras will roll on the second season in the spring."
    ld = LD % f'{{"@type":"NewsArticle","headline":"Lantern Bay","articleBody":"{opening} {more}"}}'
    filler = "<p>Writers have finished nothing, they say, and nobody is surprised at all by that news.</p>"
    told = read(page(html(f"<p>{opening}</p><p>{more[:130]}</p>", head=ld)))
    assert "The 29th thing" in told.text
    assert "The 29th thing" not in read(page(html(filler * 3, head=ld))).text


def test_script_beats_a_false_declaration():
    hindi = "<p>शूटिंग वसंत में शुरू होगी और मीरा फिर से लौटेंगी, ऐसा निर्माता ने पत्रकारों से कहा।</p>" * 3
    assert read(page(html(hindi, title="दूसरा सीज़न"))).language == "hi"


def test_what_the_outlet_writes_in_is_asked_last():
    body = html().replace("lang=en", "")
    assert read(page(body), Options(language="en-NZ")).language == "en-NZ"


def test_a_revision_lists_what_came_and_what_went():
    before = read(page(html()))
    after = read(page(html(TEXT.replace("No date has been given", "May has been named"))))
    change = compare(before, after)
    assert [s[:8] for s in change.added] == ["May has "]
    assert [s[:8] for s in change.removed] == ["No date "]
    assert not compare(before, before)


TAGS = (
    "<p> </p> <h1> </h1> <table><tr><td> <ul><li> <em> </em> <br> <script> </script> <!-- --> <title> <svg>"
)
ODD = [
    "<div class='related'>",
    "<a href=x>",
    "&#0;",
    "&amp;",
    "\ufdd0",
    "\x00",
    "\x07",
    "\ud7ff",
    "]]>",
    "<?php",
    "'>",
]
OPEN = ["<time datetime=x>", "<meta name=author content='"]
WORDS = [
    "Lantern Bay returns in the spring, the studio said on Monday. ",
    "दीपघाट का दूसरा सीज़न। ",
    "灯台湾。",
]
PIECES = st.sampled_from([*TAGS.split(), *ODD, *OPEN, *WORDS])


@settings(deadline=None, max_examples=60)
@given(st.lists(PIECES, max_size=60), st.integers(1, 6))
def test_no_markup_breaks_the_reader(pieces, times):
    try:
        article = read(page("".join(pieces) * times))
    except Unreadable:
        return
    for span in article.marks:
        assert article.whole[span.start : span.end].strip() == article.whole[span.start : span.end]
    assert not set(article.whole) & {chr(n) for n in (*range(0xFDD0, 0xFDF0), 0, 7)}
