"""The settings that stand between a crawl and the web: each one that is taken out fails here."""

from typing import Any

import pytest

from crawler import settings

GUARDED = "crawler.fetch.handler.GuardedHandler"
BASELINE: dict[str, Any] = {
    "TELNETCONSOLE_ENABLED": False,
    "REMOTE_CONTROL_ENABLED": False,
    "DOWNLOAD_VERIFY_CERTIFICATES": True,
    "DOWNLOAD_HANDLERS": {
        "file": None,
        "data": None,
        "ftp": None,
        "s3": None,
        "http": GUARDED,
        "https": GUARDED,
    },
    "DOWNLOAD_MAXSIZE": 8 << 20,
    "DOWNLOAD_WARNSIZE": 2 << 20,
    "DOWNLOAD_TIMEOUT": 20,
    "DNS_TIMEOUT": 10,
    "REDIRECT_MAX_TIMES": 5,
    "METAREFRESH_ENABLED": False,
    "COOKIES_ENABLED": False,
    "HTTPPROXY_ENABLED": False,
    "HTTPCACHE_ENABLED": False,
    "RETRY_TIMES": 1,
    "ROBOTSTXT_OBEY": True,
    "DEPTH_LIMIT": 3,
    "URLLENGTH_LIMIT": 2083,
    "CONCURRENT_REQUESTS": 8,
    "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
    "DOWNLOAD_DELAY": 1.0,
    "DOWNLOAD_DELAY_JITTER": 0.0,
    "CLOSESPIDER_TIMEOUT": 3600,
    "MEMORY_LIMIT_MB": 1536,
    "REFERRER_POLICY": "no-referrer",
}


@pytest.mark.parametrize("name", BASELINE)
def test_a_setting_holds(name: str) -> None:
    assert getattr(settings, name) == BASELINE[name]


@pytest.mark.parametrize("status", [429, 503])
def test_a_host_that_is_busy_is_not_asked_again_at_once(status: int) -> None:
    assert status not in settings.RETRY_HTTP_CODES


def test_no_console_is_even_imported_and_memory_has_a_limit() -> None:
    assert settings.EXTENSIONS["scrapy.extensions.telnet.TelnetConsole"] is None
    assert settings.EXTENSIONS["scrapy.extensions.remote_control.RemoteControl"] is None
    assert "crawler.fetch.memory.MemoryLimit" in settings.EXTENSIONS


def test_robots_txt_is_read_by_our_own_middleware_before_anything_is_asked() -> None:
    order = settings.DOWNLOADER_MIDDLEWARES
    assert order["scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware"] is None
    assert order["crawler.fetch.robots.Robots"] == 100
