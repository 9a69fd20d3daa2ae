"""Furniture is remembered across crawls, once an article, on every engine; what never comes again is not."""

from datetime import date, timedelta

import sqlalchemy as sa
from scrapy.statscollectors import MemoryStatsCollector
from scrapy.utils.test import get_crawler

from pipelines.article import Options, read
from pipelines.ledger import open_ledger
from pipelines.ledger.repeats import REMEMBERED, Repeats, repeats
from pipelines.stages import Read, Reading
from tests.pipelines.article.test_read import html, page

TODAY = date(2026, 11, 20)
SENTENCE = 2**63 + 5
REPEATED = "Our newsroom writes about ships every single day."


def story(name):
    own = "".join(f"<p>{name} {x} was told to the paper by people who were there.</p>" for x in "uvwxyz")
    return page(html(f"{own}<p>{REPEATED}</p>"), f"https://r.example/{name}")


def kept(ledger, *lessons, today=TODAY):
    """Teach a new memory, and write what it learnt."""
    memory = Repeats(ledger.reading)
    for host, article in lessons:
        memory.learn(host, article, [SENTENCE])
    with ledger.transaction() as connection:
        memory.keep(connection, today)
    return memory


def count(ledger, host="r.example"):
    return Repeats(ledger.reading).counts(host, [SENTENCE, 1]).get(SENTENCE, 0)


def test_what_was_learnt_is_known_at_once_and_after_a_restart(url):
    with open_ledger(url) as ledger:
        memory = Repeats(ledger.reading)
        memory.learn("r.example", "one", [SENTENCE])
        assert memory.counts("r.example", [SENTENCE, 1]) == {SENTENCE: 1}
        assert count(ledger) == 0
        with ledger.transaction() as connection:
            memory.keep(connection, TODAY)
    with open_ledger(url) as ledger:
        assert (count(ledger), count(ledger, "other.example")) == (1, 0)


def test_an_article_counts_once_however_often_it_is_read(ledger):
    for _ in range(4):
        kept(ledger, ("r.example", "one"), ("r.example", "one"))
    kept(ledger, ("r.example", "two"))
    assert count(ledger) == 2


def test_a_page_that_is_not_kept_leaves_nothing(ledger):
    memory = Repeats(ledger.reading)
    memory.learn("r.example", "one", [SENTENCE])
    try:
        with ledger.transaction() as connection:
            memory.keep(connection, TODAY)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        assert count(ledger) == 0


def test_sentences_that_never_came_again_are_forgotten_and_furniture_is_not(ledger):
    kept(ledger, *(("r.example", name) for name in ("one", "two", "three", "four")))
    kept(ledger, ("other.example", "one"))
    with ledger.transaction() as connection:
        memory = Repeats(ledger.reading)
        assert memory.forget(connection, TODAY + REMEMBERED) == 0
        assert memory.forget(connection, TODAY + REMEMBERED + timedelta(days=1)) == 1
    assert (count(ledger), count(ledger, "other.example")) == (3, 0)


def test_the_third_article_of_a_host_loses_what_two_others_said(ledger):
    told = []
    for n in "abc":
        memory = Repeats(ledger.reading)
        article = read(story(n), Options(furniture=memory))
        dropped = [f.value for f in article.findings if f.field == "furniture"]
        told.append((REPEATED in article.text, dropped))
        with ledger.transaction() as connection:
            memory.keep(connection, TODAY)
    assert told == [(True, []), (True, []), (False, ["1"])]
    with ledger.reading() as connection:
        assert connection.scalar(sa.select(sa.func.count()).select_from(repeats)) == 19


def test_a_crawl_writes_furniture_with_the_page_and_counts_what_it_dropped(url):
    texts = []
    for n in "abc":  # a crawl each
        crawl = get_crawler(settings_dict={"GREENLIT_DATABASE": url})
        crawl.stats = MemoryStatsCollector(crawl)
        stage = Read(crawl)
        item = stage.step(Reading(story(n), along=lambda *_: None, kept=lambda: None))
        with open_ledger(url) as ledger, ledger.transaction() as connection:
            item.along(connection)
        stage.close_spider()
        texts.append((REPEATED in item.article.text, crawl.stats.get_value("greenlit/furniture")))
    assert texts == [(True, None), (True, None), (False, 1)]
