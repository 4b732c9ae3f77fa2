"""Ports for servers that start in a moment: nobody has them, and nobody is dealt them."""

import socket

import pytest

from bolo.platform.ports import BELOW, LOOPBACK, TRIED, free_ports


def test_each_is_another_and_can_be_listened_on() -> None:
    ports = free_ports(3)

    assert len(set(ports)) == 3
    assert all(port in BELOW for port in ports)
    for port in ports:
        socket.create_server((LOOPBACK, port)).close()


def test_more_than_are_looked_at_are_not_to_be_had() -> None:
    with pytest.raises(OSError, match="are free"):
        free_ports(TRIED + 1)
