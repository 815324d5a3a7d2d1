"""`wegweiser verwaltung`: the page on which staff keep the offers, until Ctrl-C."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from getpass import getpass

from bot.cli.abbruch import FAILED, Abbruch, data_errors_as_one_line
from bot.cli.modell import say
from bot.cli.netz import check_port
from bot.settings import ROOT, read_settings


def main(args: argparse.Namespace) -> int:
    """Starts the page and prints its address; with --passwort only shows a hash."""
    if args.passwort:
        return show_hash()
    return serve(args.host, args.port)


def show_hash() -> int:
    """Reads a password and prints the line for the environment; the password is nowhere kept."""
    from bot.buero.passwort import new_password
    from bot.verwaltung.einstellung import PASSWORT

    hier = sys.stdin.isatty()
    text = getpass("Neues Passwort: ") if hier else sys.stdin.readline().rstrip("\r\n")
    print(f"{PASSWORT}={new_password(text)}")
    return 0


def serve(host: str | None, port: int | None) -> int:
    """Runs the page in this process."""
    try:
        import uvicorn

        from bot.verwaltung import create_app, read_einstellung
    except ImportError as fehler:
        raise Abbruch(f"Für die Verwaltung fehlt ein Paket: {fehler.name}", FAILED) from None
    from bot.catalogue.pflege import Pflege
    from bot.eligibility.zeilen_yaml import read_yaml

    einstellung = read_einstellung(os.environ, host, port)
    check_port(einstellung.host, einstellung.port, "verwaltung")
    with data_errors_as_one_line():
        wege = read_yaml(ROOT / "data" / "eligibility" / "wege.yml")["wege"]
        pflege = Pflege(read_settings().db, ROOT / "data" / "angebote")
    app = create_app(einstellung, pflege, wege, lambda: datetime.now().astimezone())
    config = uvicorn.Config(
        app,
        einstellung.host,
        einstellung.port,
        log_level="warning",
        server_header=False,
        ws="none",
        timeout_keep_alive=5,
        limit_concurrency=100,
    )
    socket = config.bind_socket()
    socket.listen()
    if einstellung.gewuerfelt:
        say(f"Kein Passwort gesetzt. Für dieses Mal gilt: {einstellung.gewuerfelt}")
    if not einstellung.nur_hier:
        say("Von anderen Rechnern geht die Anmeldung nur über https (mit einem Proxy davor).")
    print(f"http://{einstellung.host}:{einstellung.port}/", flush=True)
    try:
        uvicorn.Server(config).run([socket])
    finally:
        pflege.close()
    return 0
