"""The callback: where hubs ask whether we meant to subscribe, and send what is new.

It belongs behind a web server that speaks TLS. It parses nothing: a body that is signed waits in the ledger.
"""

from collections.abc import Callable
from typing import Any

from twisted.internet.interfaces import IAddress
from twisted.internet.threads import deferToThread
from twisted.protocols.policies import ProtocolWrapper, WrappingFactory
from twisted.web.resource import Resource
from twisted.web.server import NOT_DONE_YET, Request, Site

from crawler.fetch.websub import LARGEST, Subscriptions
from pipelines.errors import LedgerError

CONNECTIONS = 50
IDLE = 30
Say = Callable[[str, str], None]


class Callback(Resource):
    """Answers for ``…/<token>``, whatever comes before it; ``say`` is told each event and its feed."""

    isLeaf = True  # noqa: N815  Twisted's name

    def __init__(self, subscriptions: Subscriptions, say: Say) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self._subscriptions = subscriptions
        self._say = say

    def render_GET(self, request: Request) -> int:  # noqa: N802  Twisted's name
        """Answer a hub that asks whether we meant it."""
        told = {_text(name): _text(values[-1]) for name, values in request.args.items()}
        return self._answered(request, self._verified, _token(request), told)

    def render_POST(self, request: "Bounded") -> int:  # noqa: N802  Twisted's name
        """Take what a hub sends."""
        signature = _text(request.getHeader(b"x-hub-signature") or b"")
        body = request.content.read() if request.content else b""
        return self._answered(request, self._received, _token(request), signature, _text(request.kind), body)

    def _verified(self, token: str, told: dict[str, str]) -> tuple[int, str]:
        challenge = self._subscriptions.verify(token, told)
        if challenge is None:
            self._say("refused", told.get("hub.topic", ""))
            return 404, ""
        self._say("subscribed" if challenge else "denied", told["hub.topic"])
        return 200, challenge

    def _received(self, token: str, signature: str, kind: str, body: bytes) -> tuple[int, str]:
        feed = self._subscriptions.receive(token, signature, kind, body)
        if feed is None:
            return 410, ""  # whoever sends it may stop
        if feed:
            self._say("told", feed)
        else:
            self._say("unsigned", "")
        return 202, ""  # also to a wrong signature: a forger learns nothing

    def _answered(self, request: Request, ask: Callable[..., tuple[int, str]], *given: Any) -> int:
        """Ask the ledger in a thread, so that one that waits for a lock holds up nobody else."""
        gone: list[object] = []
        request.notifyFinish().addErrback(gone.append)
        deferToThread(self._of_ledger, ask, *given).addCallback(
            lambda answer: None if gone else _send(request, *answer)
        )
        return NOT_DONE_YET

    def _of_ledger(self, ask: Callable[..., tuple[int, str]], *given: Any) -> tuple[int, str]:
        try:
            return ask(*given)
        except LedgerError as problem:
            self._say("failed", str(problem))
            return 503, ""


class Bounded(Request):
    """A request that is cut off where its body grows too large, and whose body nothing reads but us."""

    kind = b""

    def requestReceived(self, command: bytes, path: bytes, version: bytes) -> None:  # noqa: N802  Twisted's name
        """Take the whole request; without its type it is not searched for a form."""
        self.kind = self.getHeader(b"content-type") or b""
        self.requestHeaders.removeHeader(b"content-type")
        super().requestReceived(command, path, version)  # type: ignore[no-untyped-call]

    def handleContentChunk(self, data: bytes) -> None:  # noqa: N802  Twisted's name
        """Take a piece of the body."""
        if self.content is not None and self.content.tell() + len(data) > LARGEST:
            connection: Any = self.channel.transport
            connection.abortConnection()
            return
        super().handleContentChunk(data)  # type: ignore[no-untyped-call]


class Few(WrappingFactory[ProtocolWrapper]):
    """Takes so many connections at once; a further one is closed."""

    def buildProtocol(self, addr: IAddress | None) -> ProtocolWrapper | None:  # type: ignore[override]  # noqa: N802
        """Take a connection, or not."""
        return super().buildProtocol(addr) if len(self.protocols) < CONNECTIONS else None


def factory(subscriptions: Subscriptions, say: Say) -> Few:
    """Make what listens on a port: few connections at once, none of them idle for long."""
    site = Site(Callback(subscriptions, say), requestFactory=Bounded, timeout=IDLE)  # type: ignore[no-untyped-call]
    site.displayTracebacks = False
    return Few(site)  # type: ignore[no-untyped-call]


def _send(request: Any, status: int, body: str) -> None:
    request.setResponseCode(status)
    request.setHeader(b"Content-Type", b"text/plain; charset=utf-8")
    request.setHeader(b"X-Content-Type-Options", b"nosniff")
    request.write(body.encode())
    request.finish()


def _token(request: Request) -> str:
    return _text((request.postpath or [b""])[-1])


def _text(value: bytes) -> str:
    return value.decode("utf-8", "replace")[:4096]
