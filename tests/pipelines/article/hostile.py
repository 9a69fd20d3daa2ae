"""Pages built to freeze or fill a reader: each a few kilobytes of recipe, made when they are needed."""

WORDS = "Cameras roll on the second season of the harbour drama in the spring, the studio said. "
BODY = f"<article><h1>Lantern Bay sails again</h1>{f'<p>{WORDS}{WORDS}</p>' * 6}</article>"
HEAD = '<script type="application/ld+json">'


def _page(middle: str, head: str = "") -> bytes:
    return f"<html lang=en><head><title>Lantern Bay</title>{head}</head><body>{middle}</body></html>".encode()


def _json(text: str) -> bytes:
    return _page(BODY, f"{HEAD}{text}</script>")


PAGES: dict[str, bytes] = {
    "one tag of 40,000 attributes": _page("<a " + " ".join(f"a{n}=1" for n in range(40_000)) + ">" + BODY),
    "attributes without spaces": _page("<a " + "".join(f'a{n}="v"' for n in range(40_000)) + ">" + BODY),
    "attributes parted by slashes": _page("<a" + "".join(f"/a{n}" for n in range(40_000)) + ">" + BODY),
    "attributes with tags in their values": _page(
        "<a " + "".join(f'a{n}="<b>"' for n in range(20_000)) + ">"
    ),
    "many tags of many attributes": _page(("<a " + " ".join(f"a{n}=1" for n in range(900)) + ">x</a>") * 300),
    "comments never closed": _page("<!--" * 100_000 + BODY),
    "quotes never closed": _page('<a foo="' * 50_000 + BODY),
    "single quotes never closed": _page("<a foo='x\" " * 50_000 + BODY),
    "angle brackets": _page("<" * 1_000_000),
    "paragraphs never closed": _page("<p>x" * 500_000),
    "deep nesting": _page("<div>" * 200_000 + BODY),
    "deep nesting of unknown elements": _page("<x>" * 50_000 + BODY),
    "deep emphasis": _page("<p>" + "<b><i>" * 20_000 + WORDS),
    "entities": _page("<p>" + "&amp;" * 1_000_000 + "</p>" + BODY),
    "one long line": _page("<p>" + "x" * 7_000_000 + "</p>" + BODY),
    "one sentence without an end": _page("<p>" + "word " * 800_000 + "</p>" + BODY),
    "scripts never closed": _page(BODY + "<script>" * 40_000),
    "links": _page("<a href=x>y</a>" * 28_000 + BODY),
    "list items": _page(BODY + "<ul>" + "<li>item of a list</li>" * 28_000 + "</ul>"),
    "headings": _page(BODY + "<h2>more of it</h2>" * 28_000),
    "short paragraphs": _page(f"<article>{'<p>' + WORDS[:60] + '</p>'}" * 14_000),
    "table cells": _page("<table>" + "<tr><td>a<td>b" * 18_000 + "</table>" + BODY),
    "line breaks": _page("<div>" + "words of a line<br>" * 50_000 + "</div>"),
    "emphasis": _page("<p>" + "<em>a</em> b " * 28_000 + "</p>" + BODY),
    "nested lists": _page("<ul><li>" * 120 + WORDS + "</li></ul>" * 120 + BODY),
    "class names": _page(f'<div class="{"related-" * 100_000}">{BODY}</div>'),
    "metas": _page(BODY, '<meta name="author" content="A B">' * 25_000),
    "titles": _page(BODY, "<title>a | b - c</title>" * 25_000),
    "a title of bars": _page(BODY, f"<title>{' | a' * 100_000}</title>"),
    "authors": _json('{"@type":"NewsArticle","author":["' + '","'.join(["A B"] * 50_000) + '"]}'),
    "an author of commas": _json('{"@type":"NewsArticle","author":"' + "A B, " * 40_000 + '"}'),
    "deep json": _json("[" * 100_000),
    "deep json objects": _json('{"a":' * 50_000),
    "a huge number": _json('{"@type":"NewsArticle","datePublished":' + "9" * 5000 + "}"),
    "not a number": _json('{"@type":"NewsArticle","headline":NaN,"datePublished":Infinity}'),
    "many json scripts": _page(BODY, f"{HEAD}[]</script>" * 25_000),
    "many objects": _json("[" + ",".join(['{"@type":"NewsArticle"}'] * 10_000) + "]"),
    "script marks in text": _page("ld+json " * 100_000 + BODY),
    "doctype entities": b'<!DOCTYPE html [<!ENTITY a "aaaa">'
    + b'<!ENTITY b "&a;&a;&a;">' * 1000
    + b"]>"
    + _page(BODY),
    "an xml external entity": b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>'
    + _page("<p>&e;</p>" + BODY),
    "null bytes": _page(BODY).replace(b"harbour", b"har\0bour"),
    "bytes of no charset": bytes(range(128, 256)) * 20_000,
    "our own signs": _page(
        BODY.replace("Cameras", "\ufdd0\ufdd8\ufdd9\ufddaCameras&#xFDD0;&#xFDEF;&#xFDEF;&#xFDEF;")
    ),
    "bidi and controls": _page(BODY.replace("spring", "\u202espring\u2066\x07\x1b[31m")),
    "digits in a date": _page(
        BODY + f'<time datetime="{"1" * 1_000_000}">', '<meta name="date" content="99999-99-99">'
    ),
    "spaces": _page("<p>" + " " * 3_000_000 + "</p>" + BODY),
    "a byline of spaces": _page(BODY.replace("</h1>", f"</h1><p class=byline>By{' ' * 500_000}x</p>")),
    "times": _page(BODY + "<div><time datetime=2026-11-20T10:00Z>x</time></div>" * 9_000),
    "times in deep boxes": _page(
        "<div>" * 120
        + "".join(f"<p>{WORDS}<time datetime=2026-11-20T10:{n % 60:02}Z>x</time>" for n in range(3000))
        + BODY
    ),
    "boxes of blanks beside the headline": _page(BODY + "<div>" * 120 + "<i> </i>" * 9_000),
    "boxes built alike": _page("<div class=b><div class=c><p>" + f"{WORDS}</div></div>" + BODY * 900),
    "headings in headings": _page("<h1><div>" * 110 + WORDS * 2000 + BODY),
    "a page that is an embed": _page(BODY).replace(b"<html", b'<html class="fb-post fb-post"'),
    "embeds in embeds": _page('<div class="fb-post">' * 200 + BODY),
    "infinite redirect of bases": _page(
        BODY, '<base href="//">' * 20_000 + '<link rel=canonical href="http://[">'
    ),
}
