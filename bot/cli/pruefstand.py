"""`wegweiser pruefstand`: the page on which staff test conversations, law and texts."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from concurrent.futures import TimeoutError as NochNicht
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from bot.cli.abbruch import FAILED, Abbruch, data_errors_as_one_line
from bot.cli.modell import ensure_model, say
from bot.cli.netz import check_port
from bot.cli.umgebung import preload, quieten, silence_rasa
from bot.settings import ROOT

if TYPE_CHECKING:
    from bot.nlu.verstehe import Parser

WARTEN_HOECHSTENS = 20
"""Seconds a typed message waits for the model; training takes longer, then people are told."""


def main(args: argparse.Namespace) -> int:
    """Starts the page and prints its address; until Ctrl-C."""
    try:
        import uvicorn

        from bot.pruefstand import Lager, create_app, read_einstellung
    except ImportError as fehler:
        raise Abbruch(f"Für den Prüfstand fehlt ein Paket: {fehler.name}", FAILED) from None
    einstellung = read_einstellung(os.environ, args.host, args.port)
    check_port(einstellung.host, einstellung.port, "pruefstand")
    lager = Lager(ROOT)
    try:
        with data_errors_as_one_line():
            lager.current()
        app = create_app(einstellung, lager, Sprachmodell(), lambda: datetime.now().astimezone())
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
        if not einstellung.nur_hier:
            say("Von anderen Rechnern geht die Anmeldung nur über https (mit einem Proxy davor).")
        print(f"http://{einstellung.host}:{einstellung.port}/", flush=True)
        uvicorn.Server(config).run([socket])
    finally:
        lager.close()
    return 0


class Sprachmodell:
    """The trained model, loaded beside the page, so that the page is there at once."""

    def __init__(self) -> None:
        self._haende = ThreadPoolExecutor(1, "sprachmodell")
        self._parser: Future[Parser] = self._haende.submit(_load)

    def parse(
        self, text: str, frage: str | None, rolle: str | None, stichtag: date
    ) -> Mapping[str, Any]:
        """What Rasa's NLU says; waits while the model is being loaded. Raises ModellFehlt."""
        from bot.nlu.verstehe import Zeile
        from bot.pruefstand.rahmen import ModellFehlt

        try:
            parser = self._parser.result(WARTEN_HOECHSTENS)
        except NochNicht:
            raise ModellFehlt("Es lädt noch. Versuch es gleich noch einmal") from None
        except Exception as fehler:
            raise ModellFehlt(str(fehler)) from fehler
        # Rasa rechnet in einer eigenen Schleife: immer nur ein Satz.
        zeile = Zeile(None, text, frage, rolle)
        return self._haende.submit(parser.parse, zeile, stichtag).result()


def _load() -> Parser:
    quieten()
    preload()
    try:
        modell = ensure_model()
        silence_rasa()
        from bot.nlu.verstehe import Parser

        return Parser(modell, date.today())
    except Exception as fehler:
        print(f"Das Sprachmodell fehlt: {fehler}", file=sys.stderr, flush=True)
        raise
