"""Do the web addresses in the offers still answer? Asked only when there is a network."""

from __future__ import annotations

import errno
import socket
import urllib.error
import urllib.request
from collections.abc import Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit, urlunsplit

from bot.catalogue.tabellenform import read_entries

SEKUNDEN = 5.0
GLEICHZEITIG = 4
KENNUNG = {"User-Agent": "Wegweiser, Pruefung der Adressen"}
GESPERRT = (401, 403, 429)
"""Answers of pages that turn programs away: a person has to look."""
OHNE_NETZ = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN)


class KeinNetz(RuntimeError):
    """None of the first addresses could be reached at all: there is no network here."""


@dataclass(frozen=True)
class Verweis:
    """A web address and the ids of the offers in which it stands."""

    adresse: str
    ids: tuple[str, ...]


@dataclass(frozen=True)
class Verweisproblem:
    """An address to look at: `art` is "kaputt", "unklar" or "unerreichbar", `satz` says why."""

    adresse: str
    ids: tuple[str, ...]
    art: str
    status: int | None
    satz: str


@dataclass(frozen=True)
class _Antwort:
    status: int | None = None
    grund: str = ""
    netz: bool = True
    """Whether anybody was reached."""


def collect_links(ordner: str | Path) -> tuple[Verweis, ...]:
    """Every address of contacts and sources once. Raises AngebotsFehler for unreadable files."""
    gefunden: dict[str, dict[str, None]] = {}
    for id, (_, roh) in read_entries(ordner).items():
        quellen = roh["quellen"] if isinstance(roh["quellen"], list) else [roh["quellen"]]
        for adresse in (roh.get("kontakt", {}).get("web"), *(q.get("adresse") for q in quellen)):
            if adresse:
                gefunden.setdefault(adresse, {})[id] = None
    return tuple(Verweis(adresse, tuple(ids)) for adresse, ids in gefunden.items())


def check_links(verweise: Sequence[Verweis], sekunden: float = SEKUNDEN) -> list[Verweisproblem]:
    """Asks every address, at most `GLEICHZEITIG` at a time; returns those to look at.

    `sekunden`: how long one step of one request may take. Raises KeinNetz when none of the first
    few computers can be reached.
    """
    with ThreadPoolExecutor(GLEICHZEITIG) as helfer:

        def ask(einige: list[Verweis]) -> dict[Verweis, _Antwort]:
            antworten = helfer.map(lambda eins: _check(eins.adresse, sekunden), einige)
            return dict(zip(einige, antworten, strict=True))

        alle = ask(_one_per_computer(verweise)[:GLEICHZEITIG])
        if alle and not any(antwort.netz for antwort in alle.values()):
            raise KeinNetz(f"{len(alle)} Rechner gefragt, keiner ist erreichbar")
        alle |= ask([verweis for verweis in verweise if verweis not in alle])
    return [problem for verweis in verweise if (problem := _problem(verweis, alle[verweis]))]


def _one_per_computer(verweise: Iterable[Verweis]) -> list[Verweis]:
    return list({urlsplit(verweis.adresse).netloc: verweis for verweis in verweise}.values())


def _problem(verweis: Verweis, antwort: _Antwort) -> Verweisproblem | None:
    status = antwort.status
    if status is not None and status < 300:
        return None
    art, satz = "kaputt", antwort.grund or f"antwortet mit {status}"
    if status is not None and status < 400:
        satz = f"leitet im Kreis um oder auf etwas, das keine Seite ist ({status})"
    if status in GESPERRT:
        art, satz = "unklar", f"lässt Programme nicht ein ({status}), bitte selbst ansehen"
    elif status is None:
        art = "unerreichbar"
    return Verweisproblem(verweis.adresse, verweis.ids, art, status, satz)


# --- one address -----------------------------------------------------------------------------


class _NurNetzadressen(urllib.request.HTTPRedirectHandler):
    """Follows redirects only to web pages, and not many of them."""

    max_redirections = 5

    def redirect_request(
        self, req: Any, fp: Any, code: int, msg: str, headers: Any, ziel: str
    ) -> Any:
        if urlsplit(ziel).scheme not in ("http", "https"):
            raise urllib.error.HTTPError(ziel, code, msg, headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, ziel)


def _check(adresse: str, sekunden: float) -> _Antwort:
    """HEAD, and GET where HEAD does not please the server."""
    antwort = _ask(adresse, "HEAD", sekunden)
    if antwort.netz and (antwort.status is None or antwort.status >= 300):
        antwort = _ask(adresse, "GET", sekunden)
    return antwort


def _ask(adresse: str, methode: str, sekunden: float) -> _Antwort:
    try:
        frage = urllib.request.Request(_ascii(adresse), method=methode, headers=KENNUNG)
        with _opener(adresse).open(frage, timeout=sekunden) as gekommen:
            return _Antwort(gekommen.status)
    except urllib.error.HTTPError as fehler:
        fehler.close()
        return _Antwort(fehler.code)
    except (OSError, HTTPException, ValueError) as fehler:
        return _failure(getattr(fehler, "reason", fehler), sekunden)


def _failure(grund: object, sekunden: float) -> _Antwort:
    if isinstance(grund, socket.gaierror):
        return _Antwort(None, "diesen Rechner gibt es nicht", netz=False)
    if isinstance(grund, TimeoutError):
        return _Antwort(None, f"keine Antwort nach {sekunden:g} Sekunden", netz=False)
    netz = not (isinstance(grund, OSError) and grund.errno in OHNE_NETZ)
    return _Antwort(None, f"keine Verbindung ({str(grund)[:120]})", netz=netz)


def _opener(adresse: str) -> urllib.request.OpenerDirector:
    """Uses the proxy of the network, but never for this computer itself."""
    hier = urlsplit(adresse).hostname in ("localhost", "127.0.0.1", "::1")
    proxy = urllib.request.ProxyHandler({} if hier else None)
    return urllib.request.build_opener(proxy, _NurNetzadressen)


def _ascii(adresse: str) -> str:
    """The address as it goes over the wire: www.bafög.de -> www.xn--bafg-7qa.de."""
    teile = urlsplit(adresse)
    rechner = (teile.hostname or "").encode("idna").decode("ascii")
    netloc = rechner if teile.port is None else f"{rechner}:{teile.port}"
    pfad, frage = (
        quote(teile.path, safe="/%:@,;=+~!$&'()*"),
        quote(teile.query, safe="/%:@,;=+?&[]"),
    )
    return urlunsplit((teile.scheme, netloc, pfad, frage, ""))
