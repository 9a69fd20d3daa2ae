"""What a page shows beside its headline is read where no tag says it."""

import pytest

from pipelines.article import read
from tests.pipelines.article.test_read import TEXT, html, page


def shown(around: str, *, above: str = "", heading: str = "h3", head: str = ""):
    title = "Lantern Bay sails again"
    return read(
        page(
            f"<html lang=de><head><title>{title} | Wire</title>{head}</head><body>{above}<article>"
            f"<{heading}>{title}</{heading}>{around}{TEXT}</article></body></html>"
        )
    )


def test_the_headline_is_the_heading_that_says_the_title_whatever_its_rank():
    above = "<div><h2>Weather</h2><span class=date>1.2.2020</span><span class=author>Ann Gale</span></div>"
    article = shown("<p class=date>20.11.2026</p><p class=author>Ines Calder</p>", above=above)
    assert (article.published, article.authors) == ("2026-11-20", ("Ines Calder",))


@pytest.mark.parametrize(
    ("line", "published"),
    [
        ("<div>20.11.2026</div>", "2026-11-20"),
        ("<div class=line>Fr 20.11.26 | 14:07 Uhr | Von der Redaktion am Hafen</div>", "2026-11-20"),
        ("<p>Am 20.11.2026 hatten die Werften am Hafen nichts mehr zu tun, sagte man.</p>", None),
    ],
)
def test_a_date_that_nothing_marks_must_stand_nearly_alone(line, published):
    assert shown(line).published == published


def test_a_title_may_end_in_the_day():
    title = '<meta property="og:title" content="Lantern Bay sails again | Wire | 20.11.2026">'
    assert shown("", head=title).published == "2026-11-20"


@pytest.mark.parametrize("name", ["article:published:time", "PublishDate", "pub_date", "DC.date.issued"])
def test_names_of_meta_tags_differ_in_their_punctuation(name):
    article = read(page(html(head=f'<meta name="{name}" content="2026-11-20T10:00:00Z">')))
    assert article.published == "2026-11-20T10:00:00+00:00"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<p>Von Ines Calder und Per Strand</p>", ("Ines Calder", "Per Strand")),
        ("<address>Ines Calder <span>Redakteurin</span></address>", ("Ines Calder",)),
        ("<p class=byline>Foto: Per Strand</p><p class=byline>Ines Calder</p>", ("Ines Calder",)),
        ("<p class=byline>Ines Calder Ines Calder</p>", ("Ines Calder",)),
        ("<p class=author>Ines Calder<i>News Reporter</i></p>", ("Ines Calder",)),
        ("<p>Von Porto Vale, wo der Wind geht, ist nichts zu berichten.</p>", ()),
    ],
)
def test_a_shown_byline_names_persons_without_what_stands_around(line, authors):
    assert shown(line).authors == authors


def test_links_to_the_writers_of_other_stories_are_no_byline():
    own = "<div>By <a rel=author href=/a/1>Ines Calder</a></div>"
    more = f"<aside><p>{'Other news of the harbour. ' * 12}</p><a rel=author href=/a/2>Ann Gale</a></aside>"
    assert shown(own + more).authors == ("Ines Calder",)
