"""Runs inside a network of its own: servers on public and private addresses, a name server, and one crawl."""

import json
import socket
import subprocess
import sys
import threading
from pathlib import Path

from tests.crawler.world import Call, Crawl, article, rss, world

PUBLIC, PRIVATE, METADATA = "8.8.4.4", "10.11.12.13", "169.254.169.254"
NAMES = {
    "good.example": [PUBLIC],
    "inside.example": [PRIVATE],
    "metadata.example": [METADATA],
    "flips.example": [PUBLIC, PRIVATE, PRIVATE, PRIVATE],
    "bound.example": [PUBLIC],
}
DELAY = 0.2


def main(folder: Path) -> None:
    """Set the network up, crawl, and print who was asked what."""
    for address in (PUBLIC, PRIVATE, METADATA):
        subprocess.run(["ip", "address", "add", f"{address}/32", "dev", "lo"], check=True)
    subprocess.run(["ip", "link", "set", "lo", "up"], check=True)
    (folder / "resolv.conf").write_text("nameserver 127.0.0.1\noptions attempts:1 timeout:2\n")
    subprocess.run(["mount", "--bind", str(folder / "resolv.conf"), "/etc/resolv.conf"], check=True)
    asked: list[str] = []
    threading.Thread(target=answer_names, args=(asked,), daemon=True).start()
    with world() as made:
        for address in (PUBLIC, PRIVATE, METADATA):
            site = made.site(host=address, port=80)
            site.page("/feed", rss("http://flips.example/story", "http://169.254.169.254/latest/meta-data/"))
            site.page("/story", article())
            for spelling, location in SPELLINGS.items():
                site.page(f"/{spelling}", "", status=302, Location=location)
            refresh = f"<meta http-equiv=refresh content='0;url=http://{PRIVATE}/secret'>"
            site.page("/refreshes", refresh, kind="text/html")
            site.robots = rules
        crawl = Crawl(folder)
        for name in NAMES:
            crawl.outlet(name.partition(".")[0], f"http://{name}", rss=[f"http://{name}/feed"])
        for spelling in SPELLINGS:
            crawl.outlet(spelling, "http://good.example", rss=[f"http://good.example/{spelling}"])
        crawl.environment = {"GREENLIT_CONTACT": "crawler@example.org", "GREENLIT_PRIVATE": ""}
        crawl.outlet("refreshes", "http://good.example", rss=["http://good.example/refreshes"])
        done = crawl.run("--set", f"DOWNLOAD_DELAY={DELAY}", "--set", "DNSCACHE_ENABLED=False")
        hits = [(hit.host, hit.path, hit.headers["host"], hit.at) for hit in made.hits]
    outcomes = {url: row["outcome"] for url, row in done.rows.items()}
    print(
        json.dumps(
            {"hits": hits, "names": sorted(set(asked)), "outcomes": outcomes, "out": done.out + done.err}
        )
    )


SPELLINGS = {
    "to_decimal": "http://168496141/secret",
    "to_hex": "http://0x0a.0x0b.0x0c.0x0d/secret",
    "to_mapped": "http://[::ffff:10.11.12.13]/secret",
    "to_name": "http://inside.example/secret",
    "to_octal": "http://012.013.014.015/secret",
    "to_short": "http://10.723981/secret",
    "to_nat64": "http://[64:ff9b::a0b:c0d]/secret",
    "to_relative": "//10.11.12.13/secret",
    "to_metadata": "http://169.254.169.254/latest/meta-data/",
    "to_userinfo": "http://10.11.12.13\\@good.example/secret",
}


async def rules(call: Call) -> None:
    """Allow all; lead one host's readers inside; end the connection, so that the name is looked up again."""
    if call.hit.headers["host"] == "bound.example":
        await call.send("", 302, Location=f"http://{PRIVATE}/robots.txt")
    else:
        await call.send("User-agent: *\nAllow: /\n", kind="text/plain", Connection="close")


def answer_names(asked: list[str]) -> None:
    """Answer questions for A records from the table, each name's answers in turn, the last for ever."""
    server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
    server.bind(("127.0.0.1", 53))
    while True:
        question, client = server.recvfrom(512)
        labels, place = [], 12
        while question[place]:
            labels.append(question[place + 1 : place + 1 + question[place]].decode())
            place += question[place] + 1
        name, kind = ".".join(labels), question[place + 1 : place + 3]
        asked.append(name)
        given = NAMES.get(name, [])
        address = given[min(asked.count(name) - 1, len(given) - 1)] if given and kind == b"\0\1" else None
        head = (
            question[:2]
            + (b"\x81\x80" if given else b"\x81\x83")
            + b"\0\1"
            + (b"\0\1" if address else b"\0\0")
        )
        answer = b"\xc0\x0c\0\1\0\1\0\0\0\0\0\4" + socket.inet_aton(address) if address else b""
        server.sendto(head + b"\0\0\0\0" + question[12 : place + 5] + answer, client)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
