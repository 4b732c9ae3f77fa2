"""Which addresses are inside, however they are written."""

import ipaddress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bolo.platform.http.addresses import inside, literal

PRIVATE_NETWORKS = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8"]


@pytest.mark.parametrize(
    "text",
    [
        "127.0.0.1",
        "10.1.2.3",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "100.64.0.1",
        "100.100.100.200",
        "168.63.129.16",
        "0.0.0.0",  # noqa: S104  an address to refuse, nothing listens
        "224.0.0.1",
        "239.1.1.1",
        "255.255.255.255",
        "240.0.0.1",
        "192.0.0.192",
        "198.18.0.1",
        "192.0.2.1",
        "::",
        "::1",
        "fe80::1",
        "fe80::1%eth0",
        "fc00::1",
        "fd00:ec2::254",
        "fec0::1",
        "ff02::1",
        "::ffff:127.0.0.1",
        "::ffff:10.0.0.1",
        "::127.0.0.1",
        "64:ff9b::7f00:1",
        "64:ff9b:1::1",
        "2002:7f00:1::",
        "2002:c0a8:101::1",
        "2001:0:7f00:1::1",
        "2001:4860::5efe:10.0.0.1",
        "2001:db8::1",
    ],
)
def test_an_inside_address_is_known(text: str) -> None:
    address = literal(text)

    assert address is not None
    assert inside(address)


@pytest.mark.parametrize(
    "text",
    ["93.184.215.14", "1.1.1.1", "172.32.0.1", "2606:4700::1111", "64:ff9b::101:101"],
)
def test_a_public_address_is_known(text: str) -> None:
    address = literal(text)

    assert address is not None
    assert inside(address) is None


@pytest.mark.parametrize(
    "text",
    ["2130706433", "0x7f000001", "0x7f.1", "0177.0.0.1", "127.1", "127.0.0.1.", "[127.0.0.1]"],
)
def test_loopback_is_seen_through_its_odd_notations(text: str) -> None:
    assert literal(text) == ipaddress.ip_address("127.0.0.1")


@pytest.mark.parametrize(
    "text", ["", "shop.example", "1shop.example", "1.2.3.4.5", "٣.1.1.1", "1 2"]
)
def test_a_name_is_no_address(text: str) -> None:
    assert literal(text) is None


@given(st.sampled_from(PRIVATE_NETWORKS), st.integers(min_value=0), st.integers(0, 3))
def test_a_private_address_cannot_hide_in_another(network: str, number: int, way: int) -> None:
    block = ipaddress.IPv4Network(network)
    hidden = int(block[number % block.num_addresses])
    wraps = (0xFFFF << 32, 0x64FF9B << 96, 0, 0x2002 << 112)
    shift = 80 if way == 3 else 0

    address = ipaddress.IPv6Address(wraps[way] | (hidden << shift))

    assert inside(address)
