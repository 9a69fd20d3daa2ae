"""A hub on loopback: asked by a crawl, asking back, telling, and read by the next visit."""

import hashlib
import hmac
import json
import os
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest

from crawler.fetch.websub import LARGEST
from tests.crawler.world import Call, Crawl, World, article, greenlit, rss, world

pytestmark = pytest.mark.slow


@dataclass
class Listener:
    """``greenlit listen`` as a user starts it; ``events`` are what it printed so far."""

    process: "subprocess.Popen[str]"
    events: list[dict[str, str]] = field(default_factory=list)

    def next(self) -> dict[str, str]:
        assert self.process.stdout
        self.events.append(json.loads(self.process.stdout.readline()))
        return self.events[-1]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("websub")


@pytest.fixture(scope="module")
def listener(folder: Path) -> Iterator[Listener]:
    given = {"GREENLIT_DATA": str(folder), "GREENLIT_CALLBACK": "https://crawler.example/websub"}
    command = [sys.executable, "-m", "crawler", "listen", "--bind", "127.0.0.1:0", "--json"]
    with subprocess.Popen(command, env=os.environ | given, stdout=subprocess.PIPE, text=True) as process:
        yield Listener(process)
        process.terminate()
        assert process.wait(20) == 0


class Told:
    """The outlet, its hub, and what three visits made of them."""

    def __init__(self, made: World, listener: Listener, folder: Path) -> None:
        self.world, self.listener, self.crawl = made, listener, Crawl(folder)
        self.site, self.hub = made.site(), made.site()
        for number in range(4):
            self.site.page(f"/story-{number}", article(f"The tale of story {number}"))
        self.site.pages["/feed"] = self.feed
        self.hub.page("/", "", status=202)
        self.crawl.outlet("reporter", self.site.base, rss=[f"{self.site.base}/feed"])
        self.silent = self.crawl.run()
        self.unasked = len(made.asked(self.hub))
        self.address = f"http://{listener.next()['feed']}/behind/a/proxy"
        self.first = self.crawl.run(GREENLIT_CALLBACK=self.address)
        hit = next(hit for hit in made.hits if hit.host == self.hub.host)
        self.form = {name: values[0] for name, values in parse_qs(hit.body.decode()).items()}

    def links(self, *numbers: int) -> str:
        hub = f'<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="hub" href="{self.hub.base}/"/>'
        return rss(*(f"{self.site.base}/story-{number}" for number in numbers), extra=hub)

    async def feed(self, call: Call) -> None:
        """Say something new twice, for an unchanged body is not read again, then nothing ever after."""
        asked = self.world.asked(self.site).count("/feed")
        if asked > 2:
            await call.send(b"", 304)
        else:
            await call.send(self.links(0) + f"<!-- {asked} -->", kind="text/xml", ETag='"1"')

    def ask(self, **told: str) -> tuple[int, str]:
        """Ask the listener what a hub asks."""
        usual = {
            "mode": "subscribe",
            "topic": self.form["hub.topic"],
            "challenge": "c42",
            "lease_seconds": "9999",
        }
        query = urlencode({f"hub.{name}": value for name, value in (usual | told).items()})
        return call(f"{self.form['hub.callback']}?{query}")

    def tell(self, body: bytes, secret: str | None = None, token: str = "") -> int:
        """Tell the listener of a body, signed."""
        digest = hmac.new((secret or self.form["hub.secret"]).encode(), body, hashlib.sha256).hexdigest()
        url = f"{self.address}/{token}" if token else self.form["hub.callback"]
        return call(url, body, {"X-Hub-Signature": f"sha256={digest}", "Content-Type": "text/xml"})[0]


def call(url: str, body: bytes | None = None, headers: dict[str, str] | None = None) -> tuple[int, str]:
    request = urllib.request.Request(url, body, headers or {})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.read().decode()
    except urllib.error.HTTPError as problem:
        with problem:
            return problem.code, problem.read().decode()


@pytest.fixture(scope="module")
def told(listener: Listener, folder: Path) -> Iterator[Told]:
    with world() as made:
        yield Told(made, listener, folder)


def test_without_a_callback_a_hub_is_left_alone(told: Told) -> None:
    assert told.silent.status == 0
    assert told.unasked == 0


def test_a_hub_is_asked_with_a_callback_and_a_secret_of_its_own(told: Told) -> None:
    assert told.form["hub.mode"] == "subscribe"
    assert told.form["hub.topic"] == f"{told.site.base}/feed"
    assert told.form["hub.callback"].startswith(told.address + "/")
    assert len(told.form["hub.secret"]) >= 32
    assert told.world.asked(told.hub) == ["/"]  # robots.txt is for pages
    (row,) = [row for row in told.first.rows.values() if row["way"] == "hub"]
    assert (row["outcome"], told.first.status) == ("subscribed", 0)


def test_a_pushed_feed_is_read_like_a_polled_one_and_the_feed_is_not_asked(told: Told) -> None:
    assert told.ask(topic="https://other.example/") == (404, "")
    assert told.ask() == (200, "c42")
    assert told.tell(told.links(1).encode(), secret="forged") == 202
    assert told.tell(told.links(2, 0).encode()) == 202
    assert told.tell(b"x", token="nobody") == 410
    events = [told.listener.next()["event"] for _ in range(4)]
    assert events == ["refused", "subscribed", "unsigned", "told"]
    before = len(told.world.asked(told.site))
    done = told.crawl.run(GREENLIT_CALLBACK=told.address)
    assert told.world.asked(told.site)[before:] == ["/story-2"]
    assert done.outcome(f"{told.site.base}/feed") == "revised"
    assert told.crawl.query("SELECT told FROM subscriptions") == [{"told": None}]
    (feed,) = told.crawl.query("SELECT etag, size FROM addresses WHERE way = 'rss'")
    assert feed == {"etag": '"1"', "size": 1}  # what the feed itself said last
    assert told.world.asked(told.hub) == ["/"]  # the lease is young


def test_an_outlet_that_was_told_of_is_due(told: Told) -> None:
    told.tell(told.links(3).encode())
    command = ["outlets", "due", "--json", "--within", "0.1"]
    command += ["--catalogue", str(told.crawl.folder / "catalogue")]
    said = greenlit(*command, GREENLIT_DATA=str(told.crawl.folder), GREENLIT_PRIVATE="127.0.0.0/8")
    (due,) = [json.loads(line) for line in said.out.splitlines()]
    assert due["why"] in ("its hub told of news", "floor")


def test_a_body_without_end_is_cut_off(told: Told) -> None:
    with pytest.raises((urllib.error.URLError, ConnectionError)):
        told.tell(b"x" * (LARGEST + 1))


@pytest.mark.parametrize("bind", ["nowhere", "127.0.0.1:99999", "127.0.0.1:"])
def test_a_wrong_place_to_listen_is_one_line(bind: str) -> None:
    said = greenlit("listen", "--bind", bind, GREENLIT_CALLBACK="https://crawler.example/websub")
    assert (said.status, said.err.splitlines()) == (2, [said.err.strip()])
    assert "example: --bind 127.0.0.1:8765" in said.err


def test_listening_needs_a_callback() -> None:
    said = greenlit("listen", GREENLIT_CALLBACK="")
    assert (said.status, "set GREENLIT_CALLBACK=" in said.err) == (2, True)
