"""What every page of the Prüfstand is made of: `Seite`, `Anfrage`, `Haus`, `Tisch`."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from http import HTTPStatus
from threading import Lock
from typing import Any, Protocol, TypeVar
from urllib.parse import urlencode

from jinja2 import Environment
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.buero.zugang import Sitzung, Uhr
from bot.interview.werkzeug import Werkzeug
from bot.pruefstand.lager import Bestand, Lager
from bot.settings import UngueltigeEinstellung, read_stichtag

T = TypeVar("T")
TISCHE_HOECHSTENS = 100


class Leser(Protocol):
    """The trained model: what a typed message says, as Rasa's NLU tells it."""

    def parse(
        self, text: str, frage: str | None, rolle: str | None, stichtag: date
    ) -> Mapping[str, Any]:
        """Intent, ranking and entities. Raises ModellFehlt."""


class ModellFehlt(RuntimeError):
    """There is no model to read messages with; the text says why."""


@dataclass
class Tisch:
    """What one person has on the desk; nothing of it is written anywhere.

    Each page keeps its own things under its own name; use `schloss` when you change them.
    """

    dinge: dict[str, Any] = field(default_factory=dict)
    schloss: Lock = field(default_factory=Lock)


class Tische:
    """The desks of all who are there; the one not used for longest goes first."""

    def __init__(self) -> None:
        self._tische: OrderedDict[str, Tisch] = OrderedDict()
        self._schloss = Lock()

    def of(self, sitzung: Sitzung) -> Tisch:
        """The desk of a session."""
        with self._schloss:
            tisch = self._tische.setdefault(sitzung.siegel, Tisch())
            self._tische.move_to_end(sitzung.siegel)
            while len(self._tische) > TISCHE_HOECHSTENS:
                self._tische.popitem(last=False)
            return tisch


@dataclass(frozen=True)
class Haus:
    """What all pages share: the data, the model, the clock, the templates, who may do what."""

    lager: Lager
    leser: Leser
    uhr: Uhr
    vorlagen: Environment
    rollen: tuple[str, ...]
    tische: Tische = field(default_factory=Tische)
    gemeinsam: dict[str, Any] = field(default_factory=dict)
    """What a page keeps for everybody, under its own name (results, nothing of a person)."""
    schloss: Lock = field(default_factory=Lock)

    def shared(self, name: str, new: Callable[[], T]) -> T:
        """The thing that a page shares between all people; made when it is asked for first."""
        with self.schloss:
            if name not in self.gemeinsam:
                self.gemeinsam[name] = new()
            thing: T = self.gemeinsam[name]
            return thing

    @property
    def heute(self) -> date:
        """The day it is."""
        return self.uhr().date()


@dataclass(frozen=True)
class Anfrage:
    """One request of somebody who may be here; `felder` are those of a sent form."""

    haus: Haus
    bestand: Bestand
    request: Request
    sitzung: Sitzung
    felder: Mapping[str, str]
    seite: Seite

    @property
    def tisch(self) -> Tisch:
        """The desk of this person."""
        return self.haus.tische.of(self.sitzung)

    @property
    def heute(self) -> date:
        """The day it is."""
        return self.haus.heute

    @property
    def is_htmx(self) -> bool:
        """Whether only a piece of the page is wanted."""
        return self.request.headers.get("hx-request") == "true"

    def query(self, name: str, sonst: str = "") -> str:
        """A value of the address, at most 200 characters."""
        return self.request.query_params.get(name, sonst)[:200]

    def teil(self, name: str) -> str:
        """A variable part of the path."""
        return str(self.request.path_params[name])

    def werkzeug(self, stichtag: date) -> Werkzeug:
        """The rooms of the interview for a day of law."""
        return self.bestand.werkzeug(stichtag, self.heute)

    def page(self, vorlage: str, status: HTTPStatus = HTTPStatus.OK, **werte: Any) -> HTMLResponse:
        """A template with values; templates lie in `vorlagen/` and extend `grund.html`."""
        gemeinsam = {"anfrage": self, "sitzung": self.sitzung, "bestand": self.bestand}
        text = self.haus.vorlagen.get_template(vorlage).render({**gemeinsam, **werte})
        return HTMLResponse(text, status)

    def go(self, pfad: str, **werte: str) -> Response:
        """Sends the browser to another page."""
        voll = {name: wert for name, wert in werte.items() if wert}
        return RedirectResponse(f"{pfad}?{urlencode(voll)}" if voll else pfad, HTTPStatus.SEE_OTHER)


Ansicht = Callable[[Anfrage], Response]


@dataclass(frozen=True)
class Weg:
    """One address of a page: GET reads, POST is a form with the secret of the session."""

    methode: str
    pfad: str
    ansicht: Ansicht


@dataclass(frozen=True)
class Seite:
    """One page of the navigation: its address, its title, one sentence, all its addresses."""

    pfad: str
    titel: str
    satz: str
    wege: tuple[Weg, ...]


def not_found() -> HTTPException:
    """To be raised for what does not exist."""
    return HTTPException(HTTPStatus.NOT_FOUND)


def read_day(text: str, sonst: date, bestand: Bestand) -> date:
    """A day of law from a form; `sonst` when it is empty. Raises UngueltigeEinstellung."""
    tag = read_stichtag(text) if text else sonst
    erster = bestand.regelwerk.erster_stichtag
    if tag < erster:
        raise UngueltigeEinstellung(f"Vor {erster} kennen wir kein Recht. Erlaubt: ab {erster}")
    return tag
