from datetime import UTC, datetime

import pytest

from pipelines.article import Options, SeenHere, read
from pipelines.errors import Unreadable
from pipelines.model import Page

NOW = datetime(2026, 11, 21, 9, tzinfo=UTC)
TEXT = (
    "<p>The studio said on Monday that cameras will roll on the second season in the spring.</p>"
    "<p>Writers have finished six of the eight scripts, and the lead will return to <em>Lantern Bay</em>.</p>"
    "<p>No date has been given for the first episode, which a spokesperson put down to the weather.</p>"
)


def page(body, url="https://reporter.example/film/1", **more):
    return Page(
        url=url, final_url=url, fetched=NOW, body=body if isinstance(body, bytes) else body.encode(), **more
    )


def html(text=TEXT, head="", title="Lantern Bay sails again"):
    return (
        f"<html lang=en><head><title>{title} - The Example Reporter</title>{head}</head>"
        f"<body><article><h1>{title}</h1>{text}</article></body></html>"
    )


def test_an_article_has_its_headline_once():
    article = read(page(html()))
    assert article.title == "Lantern Bay sails again"
    assert article.text.startswith("The studio said")


def test_emphasis_is_kept_beside_the_text():
    article = read(page(html()))
    assert [article.whole[s.start : s.end] for s in article.marks] == ["Lantern Bay"]


def test_the_same_page_read_twice_is_the_same_article():
    assert read(page(html())) == read(page(html()))


def test_a_future_date_is_refused_and_the_next_tag_wins():
    head = (
        '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2031-01-01"}</script>'
        '<meta property="article:published_time" content="2026-11-20T10:00:00+09:00">'
    )
    article = read(page(html(head=head)))
    assert article.published == "2026-11-20T10:00:00+09:00"
    refused = [f for f in article.findings if f.field == "published" and not f.won]
    assert [(f.value, f.why) for f in refused] == [("2031-01-01", "in the future")]


def test_a_sentence_of_three_articles_is_part_of_none_after():
    seen = SeenHere()
    texts = []
    for n in range(3):
        own = [f"<p>{'abc'[n]} {x} was told to the paper by people who were there.</p>" for x in "uvwxyz"]
        body = html("".join(own) + "<p>Our newsroom writes about ships every single day.</p>")
        texts.append(read(page(body, f"https://r.example/{n}"), Options(furniture=seen)).text)
    assert ["Our newsroom" in text for text in texts] == [True, True, False]


def test_an_article_at_three_addresses_stays_whole():
    seen = SeenHere()
    texts = {read(page(html(), f"https://r.example/{n}"), Options(furniture=seen)).text for n in range(4)}
    assert len(texts) == 1


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b"%PDF-1.7 ...", "binary"),
        ("<p>x" * 100_000, "hostile"),
        ("<a " + " ".join(f"a{n}=1" for n in range(40_000)) + ">", "hostile"),
        ("<div>" * 3000, "hostile"),
        ("<p>" + "x" * (9 << 20), "too_large"),
    ],
)
def test_what_is_no_article_says_what_it_is(body, reason):
    with pytest.raises(Unreadable) as refused:
        read(page(body))
    assert refused.value.reason == reason


AROUND = """
<figure><img src=a.jpg><figcaption>The lighthouse at noon, seen from the ferry. Photo: Northlight</figcaption>
</figure><blockquote class="twitter-tweet"><p>What a night at the harbour, thank you all for coming out!</p>
&mdash; Mara Quill (@maraquill) <a href="https://twitter.com/maraquill/status/1">November 19, 2026</a>
</blockquote><div class="ad-slot"><p>Advertisement: a kettle that sings shanties, now at half price.</p></div>
<p><a href="/other">READ ALSO: Why the ferry film sank without anybody noticing</a></p>
<ul class="related-articles"><li><a href="/b">Ten harbour dramas to watch this winter</a></li>
<li><a href="/c">The tide turns for Gull Street at last</a></li></ul>
"""
AFTER = """
<section id="comments" class="comments"><h2>Comments</h2><div class="comment"><p>Best news I heard all week,
cannot wait for it!</p></div><div class="comment"><p>They said so of Gull Street, and look now.</p></div>
</section>
"""


def test_what_stands_around_and_inside_an_article_is_no_part_of_it():
    first, rest = TEXT.split("</p>", 1)
    byline = '<p class="byline">By <a rel="author" href="/author/ines">Ines Calder</a></p>'
    article = read(page(html(f"{byline}{first}</p>{AROUND}{rest}") + AFTER))
    assert article.text.split("\n") == read(page(html())).text.split("\n")
    assert article.authors == ("Ines Calder",)


def test_every_candidate_is_a_finding_with_the_reason_why_it_lost():
    """Each field that has two sources keeps both, with one winner."""
    head = LD_CONFLICT + METAS_CONFLICT
    findings = read(page(html(head=head))).findings
    lost = {(f.field, f.source): f.why for f in findings if not f.won}
    for field in ("title", "published", "authors", "section", "tags", "url", "image", "free", "language"):
        assert [f.won for f in findings if f.field == field].count(True) == 1
        assert any(name == field for name, _ in lost), field
    assert lost["authors", "json-ld author"] == "no person"
    assert lost["url", "link canonical"] == "another site"
    assert lost["text", "json-ld articleBody"] == "the page says as much"
    assert all(lost.values())


LD_CONFLICT = """<script type="application/ld+json">{"@type": "NewsArticle", "headline": "Lantern Bay sails",
"datePublished": "2026-11-20T10:00:00Z", "author": [{"name": "Ines Calder"}, {"name": "Reuters"}],
"articleSection": "Series", "keywords": ["Bay"], "isAccessibleForFree": true, "inLanguage": "de",
"image": "/a.jpg", "articleBody": "The studio said on Monday that cameras will roll."}</script>"""
METAS_CONFLICT = """<meta property="og:title" content="Sails again, says studio">
<meta name="author" content="Per Strand"><meta property="og:image" content="/b.jpg">
<meta property="article:published_time" content="2026-11-19T10:00:00Z">
<meta property="article:section" content="Film"><meta property="article:tag" content="Ferry">
<meta property="article:content_tier" content="metered">
<link rel="canonical" href="https://other.example/x">
<meta property="og:url" content="https://reporter.example/film/lantern-bay">"""


def chunk(name):
    said = "".join(
        f"<p>{name} {n} was told to the paper by people who were there, and they said a good deal more.</p>"
        for n in range(4)
    )
    return f'<div class="grid"><div class="article__body">{said}</div><div class="rail"><p>Ad</p></div></div>'


def test_a_body_in_several_boxes_is_read_whole():
    chunks = '<div class="ad">Ad</div>'.join(chunk(name) for name in ("First", "Second", "Third"))
    body = f"<header><h1>Lantern Bay sails again</h1></header><div>{chunks}</div>"
    text = read(page(f"<html><title>Lantern Bay sails again</title><body><main>{body}</main></body>")).text
    assert [text.count(name) for name in ("First", "Second", "Third")] == [4, 4, 4]


def test_the_next_article_on_a_page_is_no_part_of_the_first():
    both = "".join(
        f'<div class="article__body"><h1>{title}</h1>{chunk(name)}</div>'
        for title, name in (("Lantern Bay sails again", "Own"), ("The tide turns", "Other"))
    )
    text = read(page(f"<html><title>Lantern Bay sails again</title><body>{both}</body>")).text
    assert [text.count(name) for name in ("Own", "Other")] == [4, 0]
