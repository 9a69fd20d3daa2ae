"""Which addresses may be connected to: pure, over every special block and every spelling."""

import ipaddress
import socket

import pytest
from hypothesis import given
from hypothesis import strategies as st
from twisted.internet.address import IPv4Address, IPv6Address

from crawler.fetch.guard import Forbidden, Guard, allowed, special
from crawler.fetch.handler import GuardedResolver
from pipelines.errors import Misconfigured

# From the IANA special-purpose address registries, written out again so that a slip in the table shows.
SPECIAL = [
    "0.0.0.0",
    "0.255.255.255",
    "10.0.0.1",
    "10.255.255.255",
    "100.64.0.1",
    "100.127.255.255",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "169.254.0.1",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.0.8",
    "192.0.0.170",
    "192.0.2.1",
    "192.31.196.1",
    "192.52.193.1",
    "192.88.99.1",
    "192.168.0.1",
    "192.168.255.255",
    "192.175.48.1",
    "198.18.0.1",
    "198.19.255.255",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "239.255.255.255",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::a00:1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::ffff:10.0.0.1",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a9fe:a9fe",
    "64:ff9b:1::1",
    "100::1",
    "100:0:0:1::1",
    "2001::1",
    "2001:2::1",
    "2001:10::1",
    "2001:20::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:a9fe:a9fe::1",
    "2620:4f:8000::1",
    "3fff::1",
    "5f00::1",
    "fc00::1",
    "fd12:3456::1",
    "fe80::1",
    "fec0::1",
    "ff02::1",
]
PUBLIC = [
    "1.1.1.1",
    "8.8.8.8",
    "9.255.255.255",
    "11.0.0.0",
    "100.63.255.255",
    "100.128.0.0",
    "126.255.255.255",
    "128.0.0.1",
    "169.253.255.255",
    "172.15.255.255",
    "172.32.0.0",
    "192.0.1.1",
    "192.167.255.255",
    "198.17.255.255",
    "198.20.0.1",
    "223.255.255.255",
    "2606:4700::1111",
    "2a00:1450::1",
    "64:ff9b::101:101",
    "::ffff:8.8.8.8",
    "2002:808:808::1",
]


@pytest.mark.parametrize("address", SPECIAL)
def test_a_special_address_is_refused(address: str) -> None:
    with pytest.raises(Forbidden) as told:
        Guard().check(address, 80)
    assert told.value.reason == "address"


@pytest.mark.parametrize("address", PUBLIC)
def test_a_public_address_passes(address: str) -> None:
    Guard().check(address, 443)


@pytest.mark.parametrize("spelling", ["2130706433", "0x7f.1", "0177.0.0.1", "127.1", "localhost", ""])
def test_what_is_no_resolved_address_is_refused(spelling: str) -> None:
    with pytest.raises(Forbidden):
        Guard().check(spelling, 80)


@given(st.ip_addresses(v=4))
def test_an_embedded_address_is_judged_as_itself(inner: ipaddress.IPv4Address) -> None:
    number = int(inner)
    for wrapped in ((0xFFFF << 32) | number, (0x2002 << 112) | (number << 80), (0x64FF9B << 96) | number):
        assert special(ipaddress.IPv6Address(wrapped)) == special(inner)


def test_teredo_is_refused_for_its_client_or_its_server() -> None:
    public, private = int(ipaddress.IPv4Address("8.8.8.8")), int(ipaddress.IPv4Address("10.0.0.1"))
    for server, client in ((private, public), (public, private)):
        number = (0x20010000 << 96) | (server << 64) | (client ^ 0xFFFFFFFF)
        assert special(ipaddress.IPv6Address(number))


def test_an_address_is_allowed_by_name_and_port_alone() -> None:
    guard = Guard(allowed("127.0.0.1:8000, 10.0.0.0/8,[::1]:80"))
    for host, port in (("127.0.0.1", 8000), ("10.1.2.3", 5), ("::1", 80), ("::ffff:127.0.0.1", 8000)):
        guard.check(host, port)
    for host, port in (("127.0.0.1", 8001), ("127.0.0.2", 8000), ("169.254.169.254", 80), ("::1", 81)):
        with pytest.raises(Forbidden):
            guard.check(host, port)


def test_without_a_contact_only_what_was_allowed_is_reached() -> None:
    guard = Guard(allowed("127.0.0.1"), public=False)
    guard.check("127.0.0.1", 80)
    with pytest.raises(Forbidden) as told:
        guard.check("8.8.8.8", 80)
    assert told.value.reason == "contact"


@pytest.mark.parametrize("text", ["localhost", "127.0.0.1:x", "127.0.0.1:0", "10.0.0.1/8", "127.0.0.1:99999"])
def test_a_wrong_list_of_private_networks_is_refused(text: str) -> None:
    with pytest.raises(Misconfigured, match="example: GREENLIT_PRIVATE="):
        allowed(text)


def test_odd_spellings_of_loopback_resolve_to_what_is_refused() -> None:
    for spelling in ("127.1", "0x7f000001", "2130706433", "0177.0.0.1"):
        resolved = socket.gethostbyname(spelling)
        with pytest.raises(Forbidden):
            Guard().check(resolved, 80)


class Names:
    """A resolver that knows one name, and a receiver that notes what it is told."""

    def __init__(self, *addresses: str) -> None:
        self.addresses = addresses
        self.told: list[str] = []

    def resolveHostName(self, receiver, hostName, portNumber=0, *given, **named):  # noqa: N802, N803
        receiver.resolutionBegan(None)
        for address in self.addresses:
            receiver.addressResolved((IPv6Address if ":" in address else IPv4Address)("TCP", address, 443))
        receiver.resolutionComplete()

    def resolutionBegan(self, resolution) -> None:  # noqa: N802
        pass

    def addressResolved(self, address) -> None:  # noqa: N802
        self.told.append(address.host)

    def resolutionComplete(self) -> None:  # noqa: N802
        pass


@pytest.mark.parametrize("order", [1, -1])
@pytest.mark.parametrize("inside", ["10.11.12.13", "::1", "::ffff:127.0.0.1", "169.254.169.254"])
def test_one_forbidden_address_spoils_its_name(inside: str, order: int) -> None:
    names = Names(*["8.8.4.4", inside, "2606:4700::1111"][::order])
    GuardedResolver(names, Guard()).resolveHostName(names, "mixed.example", 443)
    assert names.told == [inside]


def test_a_name_without_a_forbidden_address_keeps_all_of_them() -> None:
    names = Names("8.8.4.4", "2606:4700::1111")
    GuardedResolver(names, Guard()).resolveHostName(names, "fair.example", 443)
    assert names.told == ["8.8.4.4", "2606:4700::1111"]
