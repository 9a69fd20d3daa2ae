"""Every feed, read back by a reader that is not ours."""

import csv
import json
import re
from datetime import date
from html.parser import HTMLParser

import feedparser
import icalendar
import jsonschema
import pytest

from pipelines.ledger import open_ledger
from pipelines.publish import publish
from tests.pipelines.ledger.saying import day, joined, say
from tests.pipelines.publish.conftest import EVIL, story


def lines(feeds):
    return [json.loads(line) for line in (feeds / "updates.jsonl").read_text().split("\n")[:-1]]


def events(feeds):
    calendar = icalendar.Calendar.from_ical((feeds / "calendar.ics").read_bytes())
    return list(calendar.walk("VEVENT"))


def pages(feeds):
    return [feeds / "index.html", feeds / "titles.html", *(feeds / "works").iterdir()]


def shown(folder):
    """Every file that is a feed, with its bytes."""
    return {path.relative_to(folder): path.read_bytes() for path in folder.rglob("[!.]*.*")}


class Markup(HTMLParser):
    """Collects what a browser would act on."""

    VOID = frozenset({"meta", "link", "br"})

    def __init__(self, text):
        super().__init__()
        self.tags, self.links, self.open, self.attributes = [], [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]
        self.links += [value for name, value in attrs if name in ("href", "src", "cite") and value]
        if tag not in self.VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


def test_every_line_is_an_update_of_the_schema(feeds):
    schema = json.loads((feeds / "updates.schema.json").read_text())
    validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    read = lines(feeds)
    assert len(read) > 10
    for line in read:
        validator.validate(line)


def test_lines_come_in_the_order_of_time(feeds):
    times = [line["at"] for line in lines(feeds)]
    assert times == sorted(times)


def test_a_moved_date_says_how_far_and_from_what(feeds):
    (moved,) = (line for line in lines(feeds) if line["kind"] == "moved")
    assert (moved["previous"]["date"], moved["value"]["date"]) == ("2024-11-08", "2025-02-14")
    assert (moved["days"], moved["nth"]) == (98, 1)
    assert moved["telling"]["outlet"] == "Parda"


def test_the_table_has_a_row_for_every_line_and_no_formula(feeds):
    with (feeds / "updates.csv").open(newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == [line["id"] for line in lines(feeds)]
    cells = [cell for row in rows for name, cell in row.items() if name != "days"]
    assert not [cell for cell in cells if re.match(r"[=+\-@\t\r\n]", cell)]
    assert any(cell.startswith("'-2+3") for cell in cells)


def test_the_atom_feed_is_read_without_complaint(feeds):
    parsed = feedparser.parse((feeds / "atom.xml").read_bytes())
    assert not parsed.bozo
    assert parsed.version == "atom10"
    assert {entry.id.partition("/")[0] for entry in parsed.entries} == {"tag:greenlit,2026:update"}
    assert len({entry.id for entry in parsed.entries}) == len(lines(feeds))
    stamps = [entry.updated for entry in parsed.entries]
    assert stamps == sorted(stamps, reverse=True)


def test_no_feed_links_to_anything_but_the_web(feeds):
    parsed = feedparser.parse((feeds / "atom.xml").read_bytes())
    links = [link.href for entry in parsed.entries for link in entry.get("links", ())]
    links += [link for page in pages(feeds) for link in Markup(page.read_text()).links]
    links += [str(event["url"]) for event in events(feeds) if "url" in event]
    assert not [link for link in links if link.lower().startswith(("javascript:", "data:"))]


def test_a_day_is_an_all_day_event_and_a_month_spans_it(feeds):
    shown = {str(event["x-greenlit-edtf"]): event for event in events(feeds)}
    assert (shown["2025-02-14"].start, shown["2025-02-14"].end) == (date(2025, 2, 14), date(2025, 2, 15))
    assert shown["2025-02-14"]["dtstart"].params["VALUE"] == "DATE"
    assert (shown["2026-08"].start, shown["2026-08"].end) == (date(2026, 8, 1), date(2026, 9, 1))


def test_a_year_is_an_event_of_its_last_day(feeds):
    (year,) = (event for event in events(feeds) if event["x-greenlit-edtf"] == "2026")
    assert (year.start, year.end) == (date(2026, 12, 31), date(2027, 1, 1))
    assert str(year["summary"]).endswith("2026")


def test_a_withdrawn_date_stays_in_the_calendar_as_cancelled(feeds):
    (lost,) = (event for event in events(feeds) if event["x-greenlit-edtf"] == "2025-03-03")
    assert lost["status"] == "CANCELLED"
    assert lost["sequence"] == 1


def test_a_calendar_takes_its_times_from_the_news_and_its_ids_from_the_facts(feeds):
    facts = {line["fact"]["id"] for line in lines(feeds)}
    for event in events(feeds):
        assert str(event["uid"]).removesuffix("@greenlit") in facts
        assert event["dtstamp"].dt.year == 2024


def test_pages_are_well_formed_without_scripts_and_say_what_is_known(feeds):
    for page in pages(feeds):
        markup = Markup(page.read_text())
        assert markup.open == []
        assert "script" not in markup.tags
        assert not [name for name in markup.attributes if name.startswith("on")]
        assert "default-src 'none'" in page.read_text()
    (work,) = (feeds / "works").iterdir()
    text = work.read_text()
    assert "14 February 2025 on Kanal 4" in text
    assert "moved from 8 November 2024 to 14 February 2025, about 3 months later" in text
    assert "Captain" in text


def test_links_between_pages_lead_somewhere(feeds):
    for page in pages(feeds):
        for link in Markup(page.read_text()).links:
            if not link.startswith("http"):
                assert (page.parent / link).resolve().is_file(), link


def test_the_same_ledger_gives_the_same_bytes_and_touches_nothing(told, feeds, tmp_path):
    with told.source() as source:
        publish(source, tmp_path)
        assert publish(source, tmp_path).changed == 0
    assert shown(tmp_path) == shown(feeds)


def test_another_order_of_arrival_gives_the_same_bytes(feeds, tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger:
        for record in reversed(story()):
            with ledger.transaction() as connection:
                ledger.record(connection, [record])
        ledger.settle(day("2024-12-01"))
        with ledger.source() as source:
            publish(source, tmp_path / "feeds")
    assert shown(tmp_path / "feeds") == shown(feeds)


def test_every_engine_gives_the_same_bytes(url, feeds, tmp_path):
    with open_ledger(url) as ledger:
        with ledger.transaction() as connection:
            ledger.record(connection, story())
        ledger.settle(day("2024-12-01"))
        with ledger.source() as source:
            publish(source, tmp_path / "feeds")
            assert publish(source, tmp_path / "feeds").changed == 0
            assert sum(1 for _ in source.found(day("2020-01-01"), day("2030-01-01"))) == len(lines(feeds))
    assert shown(tmp_path / "feeds") == shown(feeds)


def test_what_an_interrupted_run_left_is_swept_and_old_pages_go(told, tmp_path):
    (tmp_path / "works").mkdir()
    (tmp_path / "works" / "gone-0000000000.html").write_text("old")
    (tmp_path / ".tmp-updates.jsonl").write_text("half")
    with told.source() as source:
        publish(source, tmp_path)
    assert not list(tmp_path.rglob(".tmp-*"))
    assert not (tmp_path / "works" / "gone-0000000000.html").exists()


def test_an_empty_ledger_has_feeds_too(tmp_path):
    with open_ledger(f"sqlite:///{tmp_path / 'ledger.sqlite'}") as ledger, ledger.source() as source:
        publish(source, tmp_path / "feeds")
    assert not feedparser.parse((tmp_path / "feeds" / "atom.xml").read_bytes()).bozo
    assert (tmp_path / "feeds" / "updates.jsonl").read_text() == ""


@pytest.mark.parametrize("name", ["updates.jsonl", "updates.csv", "atom.xml", "calendar.ics"])
def test_hostile_text_stays_text(feeds, name):
    content = (feeds / name).read_bytes().decode()
    assert "\x0b" not in content or name != "atom.xml"
    assert EVIL.split("<", maxsplit=1)[0][:10] in content.replace("\r\n ", "") or name == "calendar.ics"


def told_by(folder, *records, settle=None):
    """The events and the first page of a ledger of these sayings."""
    with open_ledger(f"sqlite:///{folder / 'ledger.sqlite'}") as ledger:
        with ledger.transaction() as connection:
            ledger.record(connection, records)
        if settle:
            ledger.settle(day(settle))
        with ledger.source() as source:
            publish(source, folder / "feeds")
    return events(folder / "feeds"), (folder / "feeds" / "index.html").read_text()


def test_the_date_of_a_cancelled_season_goes_from_the_calendar_and_from_what_is_coming(tmp_path):
    shown, index = told_by(
        tmp_path,
        say("2024-01-29", "scheduled", "2025-06-27", season=2),
        say("2024-03-01", "cancelled", season=2, by="Parda"),
    )
    assert [event["status"] for event in shown] == ["CANCELLED"]
    assert "Coming" not in index


def test_a_cancelled_series_still_shows_the_season_that_is_made(tmp_path):
    shown, index = told_by(
        tmp_path,
        say("2024-01-29", "scheduled", "2025-06-27", season=2),
        say("2024-03-01", "cancelled", by="Parda"),
    )
    assert [event["status"] for event in shown] == ["CONFIRMED"]
    assert "Coming" in index


def test_a_window_that_is_over_is_not_coming(tmp_path):
    news = say("2025-01-29", "scheduled", "2025-40")
    assert "Coming" in told_by(tmp_path, news, settle="2025-06-30")[1]
    assert "Coming" not in told_by(tmp_path, news, settle="2025-07-02")[1]


def test_what_one_sentence_says_of_several_people_is_one_line(tmp_path):
    news = joined(*(say("2024-02-03", "joins", who=name) for name in ("Anna Berg", "Bo Lind", "Ida Vale")))
    _, index = told_by(tmp_path, news)
    assert index.count("<blockquote") == 1
    assert index.count('id="u-') == 3


def test_an_entry_of_the_feed_leads_to_its_line_on_the_page(feeds):
    parsed = feedparser.parse((feeds / "atom.xml").read_bytes())
    for entry in parsed.entries:
        (link,) = (link.href for link in entry.links if link.rel == "alternate")
        page, _, anchor = link.partition("#")
        assert f'id="{anchor}"' in (feeds / page).read_text()
