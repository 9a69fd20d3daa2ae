"""The one place that connections are made: Scrapy's HTTP handler behind the guard.

Everything that a middleware could be led around is checked here: the connected address, the size of a
response's head, and hosts that asked to be left alone.
"""

from time import monotonic
from typing import Any
from urllib.parse import urlsplit

from scrapy import Request
from scrapy.core.downloader.handlers.http11 import (
    HTTP11DownloadHandler,
    _LenientHTTP11ClientFactory,
    _LenientHTTP11ClientProtocol,
    _ScrapyAgent,
)
from scrapy.crawler import Crawler
from scrapy.http import Response
from scrapy.utils._download_handlers import wrap_twisted_exceptions
from scrapy.utils.defer import maybe_deferred_to_future
from twisted.internet.address import IPv4Address, IPv6Address
from twisted.internet.interfaces import IAddress, IHostnameResolver, IHostResolution, IResolutionReceiver
from twisted.python.failure import Failure
from twisted.web.client import Agent, HTTPConnectionPool
from zope.interface import directlyProvides, implementer, providedBy

from crawler.fetch.guard import Forbidden, Guard, allowed
from pipelines.errors import Refused

LARGEST_HEAD = 256 << 10


class LargeHead(Refused):
    """A response whose status line and headers never end."""


class GuardedHandler(HTTP11DownloadHandler):
    """Downloads over HTTP and HTTPS, only from where the guard lets connections go."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        from twisted.internet import reactor  # importing it installs one

        settings = crawler.settings
        self._hosts = crawler.spider.crawled.hosts  # type: ignore[union-attr]
        self._reactor = GuardedReactor(
            reactor, guard(settings.get("GREENLIT_PRIVATE"), settings.get("GREENLIT_CONTACT"))
        )
        self._pool: HTTPConnectionPool
        self._pool._factory = _Factory  # noqa: SLF001  as Scrapy itself does

    async def download_request(self, request: Request) -> Response:
        """Download one request.

        Raises:
            Forbidden: the address that the host name stands for may not be connected to.
            Asleep: the host asked to be left alone until later.
            LargeHead: through ``DownloadFailedError``.
        """
        host = urlsplit(request.url).netloc
        self._hosts.check(host)
        agent = _Agent(
            contextFactory=self._contextFactory,
            pool=self._pool,
            maxsize=self._default_maxsize,
            warnsize=self._default_warnsize,
            fail_on_dataloss=self._fail_on_dataloss,
            crawler=self._crawler,
            tls_verbose_logging=False,
        )
        agent.reactor = self._reactor
        started = monotonic()
        with wrap_twisted_exceptions():
            response = await maybe_deferred_to_future(agent.download_request(request))
        self._hosts.note(host, response.status, response.headers.get(b"Retry-After"), monotonic() - started)
        return response


def guard(private: str | None, contact: str | None) -> Guard:
    """Make the guard that these two settings ask for."""
    return Guard(allowed(private), public=bool(contact))


class _Agent(_ScrapyAgent):
    """Scrapy's agent, connecting through the guarded reactor; a proxy is never used."""

    reactor: "GuardedReactor"

    def _get_agent(self, request: Request, timeout: float) -> Agent:
        return Agent(self.reactor, self._contextFactory, timeout, None, self._pool)  # type: ignore[no-untyped-call]


class GuardedReactor:
    """A reactor whose TCP connections go only to addresses that the guard lets pass."""

    def __init__(self, reactor: Any, guard: Guard) -> None:
        self._reactor = reactor
        self._guard = guard
        directlyProvides(self, *providedBy(reactor))

    def __getattr__(self, name: str) -> Any:
        return getattr(self._reactor, name)

    @property
    def nameResolver(self) -> Any:  # noqa: N802  Twisted's name
        """The reactor's resolver, such that one forbidden address spoils its name."""
        return GuardedResolver(self._reactor.nameResolver, self._guard)

    def connectTCP(self, host: str, port: int, *given: Any, **named: Any) -> Any:  # noqa: N802  Twisted's name
        """Connect to a resolved address.

        Raises:
            Forbidden: the guard does not let it pass.
        """
        self._guard.check(host, port)
        return self._reactor.connectTCP(host, port, *given, **named)


@implementer(IHostnameResolver)
class GuardedResolver:
    """A resolver that gives a name's forbidden addresses alone where it has any."""

    def __init__(self, resolver: Any, guard: Guard) -> None:
        self._resolver = resolver
        self._guard = guard

    def resolveHostName(  # noqa: N802  Twisted's name
        self,
        receiver: IResolutionReceiver,
        hostName: str,  # noqa: N803
        portNumber: int = 0,  # noqa: N803
        *given: Any,
        **named: Any,
    ) -> Any:
        """Resolve a name, telling ``receiver`` its addresses."""
        spoiling = _Spoiling(receiver, self._guard)
        return self._resolver.resolveHostName(spoiling, hostName, portNumber, *given, **named)


@implementer(IResolutionReceiver)
class _Spoiling:
    def __init__(self, receiver: Any, guard: Guard) -> None:
        self._receiver = receiver
        self._guard = guard
        self._addresses: list[IAddress] = []

    def resolutionBegan(self, resolution: IHostResolution) -> None:  # noqa: N802
        self._receiver.resolutionBegan(resolution)

    def addressResolved(self, address: IAddress) -> None:  # noqa: N802
        self._addresses.append(address)

    def resolutionComplete(self) -> None:  # noqa: N802
        bad = [address for address in self._addresses if not self._passes(address)]
        for address in bad or self._addresses:
            self._receiver.addressResolved(address)
        self._receiver.resolutionComplete()

    def _passes(self, address: IAddress) -> bool:
        if not isinstance(address, IPv4Address | IPv6Address):
            return False
        try:
            self._guard.check(address.host, address.port)
        except Forbidden:
            return False
        return True


class _Protocol(_LenientHTTP11ClientProtocol):
    """Scrapy's client protocol with an end to what a response's head may measure."""

    _head = 0

    def request(self, request: Any) -> Any:
        self._head = 0
        return super().request(request)

    def dataReceived(self, data: bytes) -> None:  # noqa: N802  Twisted's name
        if self._parser is not None and self._parser.state in ("STATUS", "HEADER"):
            self._head += len(data)
            if self._head > LARGEST_HEAD:
                self._giveUp(Failure(LargeHead("too_large", f"headers over {LARGEST_HEAD} bytes")))  # type: ignore[no-untyped-call]
                return
        super().dataReceived(data)  # type: ignore[no-untyped-call]


class _Factory(_LenientHTTP11ClientFactory):
    """Builds the protocol above."""

    def buildProtocol(self, addr: IAddress | None) -> _Protocol:  # noqa: N802  Twisted's name
        return _Protocol(self._quiescentCallback)  # type: ignore[no-untyped-call]
