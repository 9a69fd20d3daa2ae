"""Where a home page, its headers and its robots.txt say that the ways in are."""

import pytest

from crawler.discover.autodetect import candidates

HOME = "https://www.reporter.example/"


def test_what_the_outlet_names_comes_before_what_is_usual() -> None:
    page = """<html lang="pt-BR"><head><title>Reporter | Home</title>
      <meta property="og:site_name" content="The Reporter">
      <link rel="alternate" type="application/rss+xml" href="/film.xml">
      <link rel="alternate" type="application/atom+xml; charset=utf-8" href="//feeds.reporter.example/atom">
      <link rel="alternate" type="application/json" href="/wp-json/1">
      <link rel="alternate" hreflang="es" href="/es/">
      <link rel="stylesheet" href="/x.css"></head></html>"""
    links = ['</feed.json>; rel="alternate"; type="application/feed+json", </x>; rel=preload']
    robots = (
        "User-agent: *\nDisallow: /x\nSitemap: https://www.reporter.example/all.xml\nsitemap: /news.xml\n"
    )
    found = candidates(page.encode(), HOME, links, robots)
    assert found.rss[:4] == (
        "https://www.reporter.example/feed.json",
        "https://www.reporter.example/film.xml",
        "https://feeds.reporter.example/atom",
        "https://www.reporter.example/feed",
    )
    assert found.sitemaps[:2] == (
        "https://www.reporter.example/news.xml",
        "https://www.reporter.example/all.xml",
    )
    assert (found.language, found.name) == ("pt-BR", "The Reporter")


def test_an_empty_page_still_gives_the_usual_places() -> None:
    found = candidates(b"", HOME)
    assert "https://www.reporter.example/rss.xml" in found.rss
    assert "https://www.reporter.example/news-sitemap.xml" in found.sitemaps
    assert (found.language, found.name) == (None, "")


@pytest.mark.parametrize("href", ["file:///etc/passwd", "http://[::1", "http://x:99999/"])
def test_nothing_but_web_addresses_is_tried(href: str) -> None:
    page = f'<link rel="alternate" type="application/rss+xml" href="{href}">'.encode()
    found = candidates(
        page, HOME, ["<data:text/xml,x>; rel=alternate; type=application/rss+xml"], "Sitemap: ftp://x/y"
    )
    assert all(address.startswith("https://www.reporter.example/") for address in found.rss + found.sitemaps)
