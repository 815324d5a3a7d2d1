"""Addresses that answer are fine; others are named; without a network nothing is claimed."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bot.catalogue.verweise import GLEICHZEITIG, KeinNetz, Verweis, check_links, collect_links
from tests.catalogue.werkzeug import folder, offer

ZIELE = {
    "/um": "/da",
    "/kreis": "/kreis",
    "/datei": "file:///etc/passwd",
    "/ftp": "ftp://127.0.0.1:1/x",
}


class Netz(ThreadingHTTPServer):
    """A small internet on this computer that remembers who asked what, and how many at once."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.fragen: list[tuple[str, str]] = []
        self.gleichzeitig = self.hoechstens = 0
        self.schloss = threading.Lock()

    def link(self, pfad: str) -> Verweis:
        return Verweis(f"http://127.0.0.1:{self.server_port}{pfad}", ("a",))


class Handler(BaseHTTPRequestHandler):
    server: Netz

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def answer(self) -> None:
        netz = self.server
        with netz.schloss:
            netz.fragen.append((self.command, self.path))
            netz.gleichzeitig += 1
            netz.hoechstens = max(netz.hoechstens, netz.gleichzeitig)
        try:
            self.reply()
        finally:
            with netz.schloss:
                netz.gleichzeitig -= 1

    def reply(self) -> None:
        pfad = self.path
        if pfad.startswith("/langsam"):
            time.sleep(0.05)
        if pfad == "/haengt":
            time.sleep(1)
        status = {"/weg": 404, "/kaputt": 500, "/zu": 403}.get(pfad, 200)
        if pfad == "/nur-get" and self.command == "HEAD":
            status = 405
        if pfad in ZIELE:
            self.send_response(302)
            self.send_header("Location", ZIELE[pfad])
        else:
            self.send_response(status)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def netz() -> Iterator[Netz]:
    server = Netz()
    threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize("pfad", ["/", "/um", "/nur-get", "/mit?frage=1&noch=ä", "/größe"])
def test_a_page_that_answers_is_no_problem(netz: Netz, pfad: str) -> None:
    assert check_links([netz.link(pfad)]) == []


@pytest.mark.parametrize(
    "pfad, art, status, satz",
    [
        ("/weg", "kaputt", 404, "404"),
        ("/kaputt", "kaputt", 500, "500"),
        ("/zu", "unklar", 403, "selbst ansehen"),
        ("/kreis", "kaputt", 302, "im Kreis"),
        ("/datei", "kaputt", 302, "keine Seite"),
        ("/ftp", "kaputt", 302, "keine Seite"),
    ],
)
def test_a_page_that_does_not_is_named_with_the_reason(
    netz: Netz, pfad: str, art: str, status: int | None, satz: str
) -> None:
    (problem,) = check_links([netz.link(pfad)])

    assert (problem.art, problem.status, problem.ids) == (art, status, ("a",))
    assert satz in problem.satz


def test_head_comes_first_and_get_only_when_it_failed(netz: Netz) -> None:
    check_links([netz.link("/"), netz.link("/weg")])

    assert sorted(netz.fragen) == [("GET", "/weg"), ("HEAD", "/"), ("HEAD", "/weg")]


def test_a_page_that_hangs_is_given_up_and_the_others_go_on(netz: Netz) -> None:
    beginn = time.monotonic()
    problems = check_links([netz.link("/"), netz.link("/haengt"), netz.link("/weg")], 0.2)

    assert [(p.art, p.status) for p in problems] == [("unerreichbar", None), ("kaputt", 404)]
    assert "0.2 Sekunden" in problems[0].satz
    assert time.monotonic() - beginn < 3


def test_never_more_than_four_at_a_time(netz: Netz) -> None:
    assert check_links([netz.link(f"/langsam/{nr}") for nr in range(20)]) == []

    assert 1 < netz.hoechstens <= GLEICHZEITIG
    assert max(Counter(netz.fragen).values()) == 1


def test_nobody_listening_is_a_broken_address_and_not_a_missing_network(netz: Netz) -> None:
    with socket.socket() as frei:
        frei.bind(("127.0.0.1", 0))
        tot = Verweis(f"http://127.0.0.1:{frei.getsockname()[1]}/", ("b",))

    assert [p.art for p in check_links([tot])] == ["unerreichbar"]


def test_without_a_network_nothing_is_called_broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_names(*_: object, **__: object) -> None:
        raise socket.gaierror(-3, "Temporary failure in name resolution")

    monkeypatch.setattr(socket, "getaddrinfo", no_names)

    with pytest.raises(KeinNetz, match="2 Rechner"):
        check_links([Verweis("https://a.example/", ("a",)), Verweis("https://b.example/", ("b",))])


def test_a_proxy_of_the_network_is_not_asked_about_this_computer(
    netz: Netz, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:1")

    assert check_links([netz.link("/")]) == []


def test_every_address_of_contacts_and_sources_is_asked_once(tmp_path: Path) -> None:
    quelle = "- {titel: Seite, adresse: https://quelle.example/a, gelesen_am: 2026-11-01}"
    web = "kontakt: {web: https://www.bafög.de}"
    eins, zwei = (offer(id, 'kreis: "05315"', quelle, web) for id in ("eins", "zwei"))

    assert collect_links(folder(tmp_path / "a", eins, zwei)) == (
        Verweis("https://www.bafög.de", ("eins", "zwei")),
        Verweis("https://quelle.example/a", ("eins", "zwei")),
    )


def test_umlauts_in_an_address_are_sent_as_the_network_wants_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    gefragt: list[str] = []

    def remember(rechner: str, *_: object, **__: object) -> None:
        gefragt.append(rechner)
        raise socket.gaierror(-2, "unknown")

    monkeypatch.setattr(socket, "getaddrinfo", remember)
    with pytest.raises(KeinNetz):
        check_links([Verweis("https://www.bafög.de/schöne seite", ("a",))])

    assert gefragt == ["www.xn--bafg-7qa.de"]
