"""Scrapy's settings: defaults that are unsafe or impolite are replaced; docs/politeness.md says why."""

from importlib.metadata import version

from crawler.configuration import configuration
from crawler.schedule.poison import MARKED
from pipelines.stages import STAGES

_given = configuration()

BOT_NAME = "greenlit"
SPIDER_MODULES = ["crawler.spiders"]
NEWSPIDER_MODULE = "crawler.spiders"

GREENLIT_DATABASE = _given.database
GREENLIT_CATALOGUE = str(_given.catalogue) if _given.catalogue else None
GREENLIT_CONTACT = _given.contact
GREENLIT_PRIVATE = _given.private
GREENLIT_CALLBACK = _given.callback
GREENLIT_DATA = str(_given.data)
USER_AGENT = f"greenlit/{version('greenlit')}" + (f" (+{_given.contact})" if _given.contact else "")

TELNETCONSOLE_ENABLED = False
REMOTE_CONTROL_ENABLED = False
DOWNLOAD_VERIFY_CERTIFICATES = True
DOWNLOAD_HANDLERS = {
    "file": None,
    "data": None,
    "ftp": None,
    "s3": None,
    "http": "crawler.fetch.handler.GuardedHandler",
    "https": "crawler.fetch.handler.GuardedHandler",
}
DOWNLOAD_MAXSIZE = 8 << 20
DOWNLOAD_WARNSIZE = 2 << 20
DOWNLOAD_TIMEOUT = 20
DNS_TIMEOUT = 10
REDIRECT_MAX_TIMES = 5
METAREFRESH_ENABLED = False
COOKIES_ENABLED = False
HTTPPROXY_ENABLED = False
HTTPCACHE_ENABLED = False
RETRY_TIMES = 1
RETRY_HTTP_CODES = [500, 502, 504, 408, 522, 524]  # 429 and 503 put the host to sleep
ROBOTSTXT_OBEY = True  # by our own middleware: what cannot be reached is "no"
DEPTH_LIMIT = 3
URLLENGTH_LIMIT = 2083
CONCURRENT_REQUESTS = 8
CONCURRENT_REQUESTS_PER_DOMAIN = 1
DOWNLOAD_DELAY = 1.0
DOWNLOAD_DELAY_JITTER = 0.0
CLOSESPIDER_TIMEOUT = 3600
SCHEDULER_MEMORY_QUEUE = "scrapy.squeues.FifoMemoryQueue"  # the newest article first, as it was asked for
MEMORY_LIMIT_MB = 1536

# Every answer reaches the spider, which gives each address its one outcome.
HTTPERROR_ALLOW_ALL = True
REFERRER_POLICY = "no-referrer"
DOWNLOADER_MIDDLEWARES = {
    "scrapy.downloadermiddlewares.robotstxt.RobotsTxtMiddleware": None,
    "scrapy.downloadermiddlewares.offsite.OffsiteMiddleware": None,
    "crawler.fetch.websub.HandIn": 50,
    "crawler.fetch.robots.Robots": 100,
    "crawler.fetch.revisit.Conditional": 700,
}
EXTENSIONS = {
    "crawler.fetch.memory.MemoryLimit": 0,
    # Not even imported: no console has a place in a crawl.
    "scrapy.extensions.telnet.TelnetConsole": None,
    "scrapy.extensions.remote_control.RemoteControl": None,
}
ITEM_PIPELINES = {MARKED.get(stage, stage): place for place, stage in enumerate(STAGES)}
DEFAULT_REQUEST_HEADERS = {"Accept": "*/*"}  # a feed, a sitemap or a page, in whatever language it is
LOG_LEVEL = "WARNING"
