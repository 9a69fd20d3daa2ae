"""A run in which an address ends without an outcome fails, and says so."""

import json
from pathlib import Path

import pytest

from tests.crawler.world import Crawl, article, rss, world

pytestmark = pytest.mark.slow


class Swallow:
    """A stage with a fault: what it is handed is gone."""

    def process_item(self, item: object) -> dict[str, str]:
        return {}


def test_a_run_that_does_not_add_up_fails_loudly(tmp_path: Path) -> None:
    with world() as made:
        crawl, site = Crawl(tmp_path), made.site()
        site.page("/story", article())
        site.page("/feed", rss(f"{site.base}/story"), kind="text/xml")
        crawl.outlet("reporter", site.base, rss=[f"{site.base}/feed"])
        stages = json.dumps({"tests.crawler.fetch.test_adding_up.Swallow": 0})
        done = crawl.run("--set", f"ITEM_PIPELINES={stages}")
    assert (done.status, done.outcome(f"{site.base}/story")) == (1, "lost")
    assert f"does not add up: 1 addresses have no outcome, such as {site.base}/story" in done.err
