"""The page /datenschutz: first short and simple, then what is stored where, and how long."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Protocol

from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html

from bot.channel.seite import Seite, template
from bot.channel.settings import ChannelSettings
from bot.reply.texte import Texte

ADRESSE = "/datenschutz"
_TEILE = ("server", "nicht", "telefon", "dauer", "plan", "mehrere", "recht")


class Kanal(Protocol):
    """What the page needs of the channel behind it."""

    settings: ChannelSettings
    texte: Texte
    seite: Seite

    def guarded(self, handler: Any) -> Any: ...


@dataclass(frozen=True)
class Teil:
    """A heading and the paragraphs below it."""

    titel: str
    absaetze: tuple[str, ...]


class Datenschutz:
    """One page that is the same for everybody; it is put together once."""

    def __init__(self, kanal: Kanal) -> None:
        self._kanal = kanal
        page = template("datenschutz.html", kanal.texte, kanal.seite, kanal.settings)
        self._html = page.render(
            titel=self._satz("ueberschrift"),
            zurueck=self._satz("zurueck"),
            kurz=self._teil("kurz"),
            genau_titel=self._satz("genau_ueberschrift"),
            genau=[self._teil(f"genau.{name}") for name in _TEILE],
        )

    def mount(self, app: Sanic) -> None:
        """Add the route."""
        app.add_route(self._kanal.guarded(self.show), ADRESSE, methods=["GET"], name="datenschutz")

    async def show(self, _request: Request) -> HTTPResponse:
        """GET: nothing is read or stored for it."""
        return html(self._html, headers={"Cache-Control": "no-cache"})

    def _teil(self, name: str) -> Teil:
        liste = f"{name}.absaetze"
        anzahl = self._kanal.texte.anzahl(f"datenschutz.{liste}")
        saetze = tuple(self._satz(f"{liste}.{nr}") for nr in range(anzahl))
        return Teil(self._satz(f"{name}.ueberschrift"), saetze)

    def _satz(self, name: str) -> str:
        """The sentence; `tage` is how long a link lives where it is about the plan."""
        settings = self._kanal.settings
        tage = settings.tage_link if name.startswith("genau.plan.") else settings.tage
        return self._kanal.texte.satz(f"datenschutz.{name}", tage=tage)
