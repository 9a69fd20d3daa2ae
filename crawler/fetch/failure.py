"""What a request without an answer ended with: the outcome of whatever a download can raise."""

from OpenSSL.SSL import Error as SSLError
from scrapy.exceptions import (
    CannotResolveHostError,
    DownloadCancelledError,
    DownloadConnectionRefusedError,
    DownloadFailedError,
    DownloadTimeoutError,
    IgnoreRequest,
    ResponseDataLossError,
    UnsupportedURLSchemeError,
)
from twisted.internet.error import ConnectError
from twisted.web.client import ResponseFailed

from crawler.fetch.outcome import TOO_LARGE
from pipelines.errors import GreenlitError, Refused

_FAILURES: tuple[tuple[type[Exception], str], ...] = (
    (CannotResolveHostError, "failed:dns"),
    (DownloadTimeoutError, "failed:timeout"),
    (DownloadConnectionRefusedError, "failed:connection"),
    (DownloadCancelledError, TOO_LARGE),
    (ResponseDataLossError, "failed:truncated"),
    (UnsupportedURLSchemeError, "refused:scheme"),
    (ConnectError, "failed:connection"),
    (MemoryError, TOO_LARGE),
    (ValueError, "refused:address"),
)
# Everything that a download can raise; anything else is a fault of ours and is not caught.
BROKEN: tuple[type[Exception], ...] = (
    IgnoreRequest,
    *(kind for kind, _ in _FAILURES),
    DownloadFailedError,
    ResponseFailed,
    Refused,
    ValueError,
    OSError,
    SSLError,
)
# What Scrapy's own middlewares say when they drop a request.
_IGNORED = {"max redirections": "failed:redirects", "DOWNLOAD_MAXSIZE": TOO_LARGE}
# The modules whose errors say that a body is not packed as its header claims.
_PACKERS = frozenset({"gzip", "zlib", "brotli", "brotlicffi", "zstandard", "backports", "compression"})
_TLS = ("SSL", "certificate", "tlsv1", "Verification")


class Declined(IgnoreRequest):
    """A request that is not made; ``outcome`` says why."""

    def __init__(self, outcome: str, detail: str = "") -> None:
        super().__init__(f"{outcome}: {detail}" if detail else outcome)
        self.outcome = outcome
        self.detail = detail


def of_failure(problem: BaseException) -> tuple[str, str]:
    """Name the outcome of a request that brought no answer, and its detail."""
    detail = " ".join(str(problem).split())[:300]
    if isinstance(problem, Declined):
        return problem.outcome, problem.detail
    if isinstance(problem, Refused):
        return f"refused:{problem.reason}" if problem.reason != TOO_LARGE else TOO_LARGE, problem.detail
    if isinstance(problem, DownloadFailedError | ResponseFailed):
        return _of_parts(problem, detail)
    if isinstance(problem, IgnoreRequest):
        return next((said for sign, said in _IGNORED.items() if sign in detail), "refused:ignored"), detail
    if any(sign in detail for sign in _TLS):
        return "failed:tls", detail
    if type(problem).__module__.partition(".")[0] in _PACKERS:
        return "failed:garbage", detail
    for kind, outcome in _FAILURES:
        if isinstance(problem, kind):
            return outcome, detail
    return "failed:other", f"{type(problem).__name__}: {detail}"[:300]


def _of_parts(problem: BaseException, detail: str) -> tuple[str, str]:
    cause = problem.__cause__ if isinstance(problem, DownloadFailedError) else problem
    parts = [failure.value for failure in getattr(cause, "reasons", ())]
    for part in parts:
        if isinstance(part, GreenlitError) or any(sign in f"{type(part)} {part}" for sign in _TLS):
            return of_failure(part) if isinstance(part, GreenlitError) else ("failed:tls", str(part)[:300])
    names = {type(part).__name__ for part in parts}
    if names & {"_DataLoss", "ConnectionLost", "ConnectionDone"}:
        return "failed:truncated", ", ".join(sorted(names))
    return "failed:garbage", (", ".join(sorted(names)) or detail)[:300]
