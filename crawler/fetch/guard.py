"""Which network addresses may be connected to: the public internet's, and what the user allowed by name.

Source:
    The IANA special-purpose registries, as a table of our own: ``ipaddress.is_global`` differs between Python
    versions and lets several blocks through.
"""

import ipaddress
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from pipelines.errors import Misconfigured, Refused

Address = ipaddress.IPv4Address | ipaddress.IPv6Address
Network = ipaddress.IPv4Network | ipaddress.IPv6Network
EXAMPLE = "example: GREENLIT_PRIVATE=127.0.0.1:8000,192.168.1.0/24"
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")


class Forbidden(Refused):
    """A connection that is not made: to a special address, or to a public one before a contact is set."""


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be connected to. ``private`` are networks allowed by the user, with a port or None for any.

    ``public`` is False while no contact address is configured: then only ``private`` may be reached.
    """

    private: tuple[tuple[Network, int | None], ...] = ()
    public: bool = True

    def check(self, host: str, port: int) -> None:
        """Let a connection to the resolved address ``host`` pass.

        Raises:
            Forbidden: ``address`` for a special address that is not allowed or no address at all, ``contact``
                for a public one while no contact is configured.
        """
        try:
            address = ipaddress.ip_address(host.partition("%")[0])
        except ValueError:
            raise Forbidden("address", f"{host} is not a resolved address") from None
        if any(self._allows(each, port) for each in (address, *embedded(address))):
            return
        if special(address):
            raise Forbidden("address", f"{host} is not on the public internet")
        if not self.public:
            raise Forbidden("contact", "set GREENLIT_CONTACT before crawling live outlets")

    def allows(self, host: str, port: int) -> bool:
        """Say whether the user allowed this literal address by name."""
        try:
            return self._allows(ipaddress.ip_address(host), port)
        except ValueError:
            return False

    def _allows(self, address: Address, port: int) -> bool:
        return any(address in network and allowed in (None, port) for network, allowed in self.private)


def special(address: Address) -> bool:
    """Say whether an address, or one that is embedded in it, is outside the public internet."""
    inner = embedded(address)
    if isinstance(address, ipaddress.IPv6Address) and inner:
        return any(special(each) for each in inner)
    return any(address in block for block in _blocks(address.version))


def embedded(address: Address) -> tuple[Address, ...]:
    """The IPv4 addresses inside an IPv6 one: v4-mapped, 6to4, Teredo (server and client), NAT64."""
    if isinstance(address, ipaddress.IPv4Address):
        return ()
    if address.ipv4_mapped:
        return (address.ipv4_mapped,)
    if address.sixtofour:
        return (address.sixtofour,)
    if address.teredo:
        return address.teredo
    if address in _NAT64:
        return (ipaddress.IPv4Address(int(address) & 0xFFFFFFFF),)
    return ()


def allowed(text: str | None) -> tuple[tuple[Network, int | None], ...]:
    """Read a list of private networks that may be reached: ``127.0.0.1:8000,10.0.0.0/8,[::1]:80``.

    Raises:
        Misconfigured: for anything else, with an example.
    """
    return tuple(_one(each.strip()) for each in (text or "").split(",") if each.strip())


def _one(text: str) -> tuple[Network, int | None]:
    host, port = text, ""
    if text.startswith("["):
        host, _, port = text[1:].partition("]")
        port = port.removeprefix(":")
    elif text.count(":") == 1:
        host, _, port = text.partition(":")
    if port and not (port.isascii() and port.isdecimal() and 0 < int(port) < 65536):
        raise Misconfigured(f"GREENLIT_PRIVATE: {port!r} is no port; {EXAMPLE}")
    try:
        return ipaddress.ip_network(host), int(port) if port else None
    except ValueError as problem:
        raise Misconfigured(f"GREENLIT_PRIVATE: {problem}; {EXAMPLE}") from problem


@cache
def _blocks(version: int) -> tuple[Network, ...]:
    table = tomllib.loads(Path(__file__).with_name("special.toml").read_text(encoding="utf-8"))
    return tuple(ipaddress.ip_network(each) for each in table[f"ipv{version}"])
