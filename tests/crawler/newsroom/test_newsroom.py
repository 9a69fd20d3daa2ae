"""The newsroom: what its outlets print, how they answer, and that its labels fit its articles."""

import http.client
import itertools
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Iterator

import feedparser
import pytest

from crawler.newsroom import Newsroom, Piece, Site, houses, serve
from pipelines.errors import Misconfigured
from pipelines.model import EVENTS

PIECES = [(house, piece) for house in houses() for piece in house.pieces]


@pytest.fixture(scope="module")
def running() -> Iterator[Newsroom]:
    with serve() as newsroom:
        yield newsroom


@pytest.fixture
def newsroom(running: Newsroom) -> Iterator[Newsroom]:
    yield running
    running.day = 1


def get(site: Site, path: str, **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
    connection = http.client.HTTPConnection(site.base.removeprefix("http://"), timeout=5)
    try:
        connection.request("GET", path, headers={k.replace("_", "-"): v for k, v in headers.items()})
        answer = connection.getresponse()
        return answer, answer.read()
    finally:
        connection.close()


def path_of(site: Site, slug: str) -> str:
    piece = next(piece for piece in site.house.pieces if piece.slug == slug)
    return site.url(piece).removeprefix(site.base)


def lantern(newsroom: Newsroom) -> Site:
    return next(site for site in newsroom.sites if site.house.id == "en/lantern_post")


def test_four_outlets_print_at_least_24_pages_in_three_languages() -> None:
    assert len(houses()) == 4
    assert {house.language[:2] for house in houses()} == {"en", "hi", "ko"}
    assert len(PIECES) >= 24


@pytest.mark.parametrize(("house", "piece"), PIECES, ids=lambda value: getattr(value, "slug", ""))
def test_every_label_names_an_event_and_texts_of_its_article(house: object, piece: Piece) -> None:
    for edition in piece.editions:
        printed = edition.title + "\n" + "\n".join(edition.paragraphs)
        for claim in edition.expected:
            events = claim["event"] if isinstance(claim["event"], list) else [claim["event"]]
            assert set(events) <= set(EVENTS[claim["kind"]])
            for key in ("work", "person"):
                choices = claim.get(key, [])
                choices = choices if isinstance(choices, list) else [choices]
                assert not choices or any(choice in printed for choice in choices), claim


def test_some_pages_make_no_claim_in_every_language() -> None:
    silent = {h.language[:2] for h, p in PIECES if not p.editions[0].expected}
    assert silent == {"en", "hi", "ko"}


def test_one_wire_story_is_a_near_copy_on_two_outlets() -> None:
    one, two = (set(p.editions[0].paragraphs) for _, p in PIECES if p.wire)
    assert len(one & two) / len(one | two) >= 0.75
    assert one != two


def test_an_article_file_with_an_unknown_key_is_refused_by_name(tmp_path, monkeypatch) -> None:
    from crawler.newsroom import articles

    whole = articles.FOLDER / "en/lantern_post"
    folder = tmp_path / "en/lantern_post"
    folder.mkdir(parents=True)
    folder.joinpath("outlet.toml").write_text((whole / "outlet.toml").read_text())
    folder.joinpath("x.toml").write_text((whole / "weekend-box-office.toml").read_text() + "headline = 1\n")
    monkeypatch.setattr(articles, "FOLDER", tmp_path)
    with pytest.raises(Misconfigured, match=r"x\.toml: headline is no key"):
        articles.houses.__wrapped__()


def test_every_address_of_every_list_answers(newsroom: Newsroom) -> None:
    for site in newsroom.sites:
        for one in site.shown(1):
            answer, body = get(site, one.url.removeprefix(site.base))
            assert answer.status == 200
            assert f'<link rel="canonical" href="{one.url}">' in body.decode()
            assert f'content="{one.published.isoformat()}"' in body.decode()


def test_rss_atom_and_sitemap_list_the_same_articles(newsroom: Newsroom) -> None:
    for site in newsroom.sites:
        wanted = {one.url for one in site.shown(1)}
        for path in ("/rss.xml", "/atom.xml"):
            feed = feedparser.parse(get(site, path)[1])
            assert not feed.bozo
            assert {entry.link for entry in feed.entries} == wanted
            assert all(entry.published_parsed and entry.title for entry in feed.entries)
        sitemap = ET.fromstring(get(site, "/sitemap-news.xml")[1])
        assert {loc.text for loc in sitemap.findall("{*}url/{*}loc")} == wanted


def test_titles_are_italic_at_one_outlet_and_quoted_at_another(newsroom: Newsroom) -> None:
    pages = {
        site.house.id: get(site, path_of(site, slug))[1].decode()
        for site, slug in (
            (newsroom.sites[0], "all-of-us-are-dead-cameras-roll"),
            (newsroom.sites[1], "all-of-us-are-dead-production"),
        )
    }
    assert "season of <em>All of Us Are Dead</em>, more" in pages["en/lantern_post"]
    assert "season of 'All of Us Are Dead', more" in pages["en/seoul_signal"]


def test_a_held_entity_tag_or_date_gets_304_without_a_body(newsroom: Newsroom) -> None:
    site = lantern(newsroom)
    path = path_of(site, "harbour-nine-recast")
    first, _ = get(site, path)
    for headers in (
        {"If_None_Match": first.headers["ETag"]},
        {"If_Modified_Since": first.headers["Last-Modified"]},
    ):
        again, body = get(site, path, **headers)
        assert (again.status, body) == (304, b"")
    assert get(site, path, If_None_Match='"other"')[0].status == 200
    assert get(site, path, If_Modified_Since="not a date")[0].status == 200


def test_the_second_day_edits_one_page_and_adds_another(newsroom: Newsroom) -> None:
    site = lantern(newsroom)
    path = path_of(site, "the-salt-lighthouse-moves")
    first, before = get(site, path)
    newsroom.day = 2
    second, after = get(site, path, If_None_Match=first.headers["ETag"])
    assert second.status == 200
    assert b"August 22, 2025" in before
    assert b"October 10, 2025" in after
    assert second.headers["Last-Modified"] != first.headers["Last-Modified"]
    days = [sum(len(site.shown(day)) for site in newsroom.sites) for day in (1, 2)]
    assert days[1] == days[0] + 1


def test_an_unknown_address_is_404_and_the_log_keeps_every_request(newsroom: Newsroom) -> None:
    site = lantern(newsroom)
    assert get(site, "/nowhere")[0].status == 404
    last = newsroom.log()[-1]
    assert (last.outlet, last.method, last.path, last.status) == ("en/lantern_post", "GET", "/nowhere", 404)


def test_the_catalogue_points_at_the_running_servers(newsroom: Newsroom, tmp_path) -> None:
    newsroom.write_catalogue(tmp_path)
    files = sorted(path.relative_to(tmp_path).as_posix() for path in tmp_path.rglob("*.toml"))
    assert files == sorted(f"{house.id}.toml" for house in houses())
    ways = set(itertools.chain(*(tomllib.loads((tmp_path / name).read_text()) for name in files)))
    assert ways == {"name", "home", "rss", "sitemaps", "listings"}


def test_every_server_listens_on_loopback_alone(newsroom: Newsroom) -> None:
    assert all(site.base.startswith("http://127.0.0.1:") for site in newsroom.sites)
