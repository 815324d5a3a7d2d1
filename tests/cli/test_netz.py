import socket
from contextlib import closing

import pytest

from bot.cli.abbruch import Abbruch
from bot.cli.netz import LOOPBACK, answers, check_port, free_port


def test_a_free_port_can_be_used():
    check_port(LOOPBACK, free_port())


def test_a_port_in_use_is_one_line_that_names_a_way_out():
    with closing(socket.socket()) as other:
        other.bind((LOOPBACK, 0))
        other.listen()
        port = other.getsockname()[1]

        with pytest.raises(Abbruch, match=f"Port {port} ist belegt.*--port {port + 1}"):
            check_port(LOOPBACK, port)


def test_a_foreign_address_is_one_line():
    with pytest.raises(Abbruch, match="gibt es auf diesem Rechner nicht"):
        check_port("203.0.113.7", 5005)


def test_where_nobody_listens_nobody_answers():
    assert not answers(LOOPBACK, free_port(), "/health")
