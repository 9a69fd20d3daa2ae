"""What a feed says of how often to read it."""

from datetime import UTC, datetime

import pytest

from crawler.discover import Pace, rss

NOW = datetime(2026, 11, 21, 8, tzinfo=UTC)
SY = "http://purl.org/rss/1.0/modules/syndication/"
ITEM = "<item><title>A</title><link>https://a.example/1</link></item>"


@pytest.mark.parametrize(
    ("head", "pace"),
    [
        ("", Pace()),
        ("<ttl>60</ttl>", Pace(ttl=3600)),
        ("<ttl>soon</ttl>", Pace()),
        ("<ttl>-5</ttl>", Pace()),
        ("<ttl>9999999</ttl>", Pace(ttl=604_800)),
        ("<sy:updatePeriod>\n hourly\n</sy:updatePeriod>", Pace(period=3600)),
        (
            "<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            Pace(period=21_600),
        ),
        (
            "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>",
            Pace(period=3600),
        ),
        ("<sy:updatePeriod>often</sy:updatePeriod>", Pace()),
        (
            "<skipHours><hour>0</hour> <hour> 3 </hour><hour>24</hour><hour>99</hour></skipHours>",
            Pace(skip=(0, 3)),
        ),
        ("<skipHours/>", Pace()),
    ],
)
@pytest.mark.parametrize("behind", [False, True])
def test_a_feed_says_how_often_to_read_it(head: str, pace: Pace, behind: bool) -> None:
    inside = ITEM + head if behind else head + ITEM
    feed = f'<rss version="2.0" xmlns:sy="{SY}"><channel><title>F</title>{inside}</channel></rss>'
    assert rss.read(feed.encode(), "https://a.example/rss", NOW).pace == pace
