"""Errors, named by the reaction they ask for."""


class GreenlitError(Exception):
    """Anything that greenlit itself reports; its message is one line that says what to do.

    ``exit_status`` is what a command that ends on it returns: 1 for work that failed, 2 for wrong usage.
    """

    exit_status = 1


class Misconfigured(GreenlitError):
    """A file, setting or argument is wrong: nothing starts. Names the path, the key and a correct example."""

    exit_status = 2


class Refused(GreenlitError):
    """This item goes no further: it is counted by ``reason`` and dropped; the crawl goes on."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason}: {detail}" if detail else reason)
        self.reason = reason
        self.detail = detail


class Unreadable(Refused):
    """There is no article on the page; ``reason`` says what is there instead."""


class Repeated(Refused):
    """The article was read before and has not changed."""


class LedgerError(GreenlitError):
    """Storage failed: the crawl stops and nothing is half-written."""
