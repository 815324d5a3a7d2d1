"""`wegweiser run`: everything a person needs to chat, until Ctrl-C."""

from __future__ import annotations

import argparse
import time
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from bot.cli import metrik
from bot.cli.abbruch import FAILED, Abbruch, data_errors_as_one_line
from bot.cli.aufsicht import RASA, Aufsicht
from bot.cli.endpunkte import write_endpoints
from bot.cli.leise import quiet_command
from bot.cli.modell import ensure_model, say, tail
from bot.cli.netz import LOOPBACK, answers, check_port, free_port
from bot.cli.prozesse import Beendet, Kind, kept_together, start
from bot.cli.umgebung import quiet_environment
from bot.settings import ROOT, Settings, read_settings

AKTIONEN = "Der Aktions-Server"
LONGEST_START = 120.0
"""Seconds after which a server that does not answer counts as failed."""


def main(args: argparse.Namespace) -> int:
    """Starts Rasa and the action server, prints the address of the page, waits for the end."""
    settings = _settings(args)
    check_port(settings.host, settings.port)
    model = ensure_model()
    try:
        with kept_together() as children:
            _open_house(settings, model, children)
            print(_address(settings), flush=True)
            _watch(settings, children)
    except (KeyboardInterrupt, Beendet):
        say("Der Wegweiser ist beendet.")
    return 0


def _settings(args: argparse.Namespace) -> Settings:
    given = {name: getattr(args, name) for name in ("host", "port", "stichtag")}
    return replace(read_settings(), **{name: wert for name, wert in given.items() if wert})


def _open_house(settings: Settings, model: Path, children: list[Kind]) -> None:
    """Rasa takes longest and starts first; rules and catalogue are read meanwhile."""
    say(
        "Ich starte Rasa und den Aktions-Server ..."
        if settings.aktionen_hier
        else "Rasa startet ..."
    )
    action_port, logs = free_port(), ROOT / "var" / "log" / str(settings.port)
    files = ROOT / "var" / "run" / str(settings.port)
    endpoints = write_endpoints(settings, action_port, files)
    environ = quiet_environment(_shared_environment(settings))
    figures = _open_figures(settings, files / "metrik")
    rasa = start(RASA, _rasa(settings, model, endpoints), {**environ, **figures}, logs / "rasa.log")
    children.append(rasa)
    prepare_data(settings)
    places = [(settings.host, settings.port, "/webhooks/web/")]
    if settings.aktionen_hier:
        argv, more = actions_command(action_port), actions_environment(settings.aktionen_hier)
        children.append(start(AKTIONEN, argv, {**environ, **more}, logs / "aktionen.log"))
        places.append((LOOPBACK, action_port, "/health"))
    _wait_for(places, children)


def _open_figures(settings: Settings, folder: Path) -> Mapping[str, str]:
    """Serves the figures for Prometheus, if wanted; what the children need in their environment."""
    if not settings.metrik:
        return {}
    check_port(LOOPBACK, settings.metrik)
    environ = metrik.begin(folder)
    metrik.serve(settings.metrik, folder)
    return environ


def prepare_data(settings: Settings) -> None:
    """Reads rules and texts and fills the catalogue. Raises Abbruch: one line that says where."""
    with data_errors_as_one_line():
        from bot.catalogue import import_offers
        from bot.interview.aufbau import open_tools
        from bot.interview.pruefen import check_stichtag
        from bot.profile import UngueltigeEingabe

        import_offers(settings.db, ROOT / "data" / "angebote")
        try:
            check_stichtag(open_tools(settings.stichtag, date.today()))
        except UngueltigeEingabe as fehler:
            raise Abbruch(str(fehler)) from None


def _shared_environment(settings: Settings) -> dict[str, str]:
    shared = {"WEGWEISER_DB": settings.db, "SANIC_WORKERS": str(settings.prozesse)}
    if settings.stichtag:
        shared["WEGWEISER_STICHTAG"] = settings.stichtag.isoformat()
    return shared


def _rasa(settings: Settings, model: Path, endpoints: Path) -> Sequence[str]:
    return [
        *quiet_command("rasa", "run", "--quiet", "--model", str(model)),
        *("--endpoints", str(endpoints), "--credentials", "credentials.yml"),
        *("-i", settings.host, "--port", str(settings.port)),
    ]


def actions_command(port: int) -> Sequence[str]:
    """The command line of an action server."""
    return [
        *quiet_command("rasa_sdk", "--actions", "actions", "--port", str(port)),
        *("--quiet", "--cors", f"http://{LOOPBACK}"),
    ]


def actions_environment(workers: int, host: str = LOOPBACK) -> Mapping[str, str]:
    """What the SDK wants to find there: it knows no other way to be told. It asks for no password,
    so that anything but loopback is for a network of our own."""
    return {"SANIC_HOST": host, "SANIC_WORKERS": str(workers)}


def _wait_for(places: list[tuple[str, int, str]], children: Sequence[Kind]) -> None:
    until = time.monotonic() + LONGEST_START
    while places:
        _check_alive(children)
        places = [place for place in places if not answers(*place)]
        if time.monotonic() > until:
            raise Abbruch(f"Nach {LONGEST_START:.0f} Sekunden antwortet noch nichts.", FAILED)
        time.sleep(0.1)


def _watch(settings: Settings, children: list[Kind]) -> None:
    workers = {RASA: settings.prozesse, AKTIONEN: settings.aktionen_hier}
    aufsicht = Aufsicht(children, {name: many for name, many in workers.items() if many > 1})
    while True:
        aufsicht.look()
        time.sleep(0.5)


def _check_alive(children: Sequence[Kind]) -> None:
    for kind in children:
        if not kind.alive:
            say(tail(kind.log))
            log = kind.log.relative_to(ROOT)
            code = kind.process.returncode
            raise Abbruch(f"{kind.name} ist unerwartet beendet (Code {code}, siehe {log}).", FAILED)


def _address(settings: Settings) -> str:
    host = LOOPBACK if settings.host in ("0.0.0.0", "") else settings.host
    return f"http://{host}:{settings.port}/"
