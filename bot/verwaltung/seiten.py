"""The pages of staff: login, list, form, history, export. Every click is a form, no script."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timezone
from http import HTTPStatus
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp

from bot.buero.pforte import ABGELEHNT, Pforte, is_trusted
from bot.buero.schutz import Schutz, ZuGross, comes_from_us, read_form
from bot.buero.stil import STIL
from bot.buero.zugang import Sitzung, Uhr
from bot.catalogue import AngebotsFehler, export_table
from bot.catalogue.pflege import Eintrag, Pflege, Zwischenstand, confirmed
from bot.verwaltung.auswahl import NUR, page_of, place_choices, place_name, read_auswahl
from bot.verwaltung.einstellung import Einstellung
from bot.verwaltung.formular import Fehler, load_form

VORLAGEN = Path(__file__).parent / "vorlagen"
VERLAUF_BEIM_ANGEBOT = 20
TABELLEN = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@dataclass(frozen=True)
class Anfrage:
    """A request of somebody who is logged in; `felder` are those of a sent form."""

    request: Request
    sitzung: Sitzung
    felder: Mapping[str, str]

    @property
    def id(self) -> str:
        """The offer in the address."""
        return str(self.request.path_params["id"])


Ansicht = Callable[[Anfrage], Response]
Endpunkt = Callable[[Request], Awaitable[Response]]


def create_app(
    einstellung: Einstellung, pflege: Pflege, wege: Mapping[str, str], jetzt: Uhr
) -> ASGIApp:
    """The whole staff page. `wege`: names of the Wege by id; `jetzt`: the clock, with time zone."""
    seiten = Seiten(einstellung, pflege, wege, jetzt)
    fehler: Mapping[Any, Any] = {
        HTTPException: seiten.show_http_error,
        AngebotsFehler: seiten.show_broken_files,
        ZuGross: seiten.show_too_large,
        Exception: seiten.show_failure,
    }
    app = Starlette(routes=seiten.routes(), exception_handlers=fehler)
    return Schutz(app, einstellung.nur_hier)


class Seiten:
    """The pages and what they share."""

    def __init__(
        self, einstellung: Einstellung, pflege: Pflege, wege: Mapping[str, str], jetzt: Uhr
    ) -> None:
        self._einstellung, self._pflege, self._wege, self._jetzt = einstellung, pflege, wege, jetzt
        self._pforte = Pforte(einstellung, jetzt, "verwaltung")
        self._formular = load_form(wege)
        self._vorlagen = Environment(
            loader=FileSystemLoader(VORLAGEN), autoescape=True, undefined=StrictUndefined
        )

    def routes(self) -> list[Route]:
        """Address -> page."""
        nur_lesen, senden = ["GET"], ["POST"]
        return [
            Route("/stil.css", _send_style, methods=nur_lesen),
            Route("/anmelden", self._show_login, methods=nur_lesen),
            Route("/anmelden", self._log_in, methods=senden),
            Route("/abmelden", self._inside(self._log_out), methods=senden),
            Route("/", self._inside(self._list), methods=nur_lesen),
            Route("/neu", self._inside(self._show_new), methods=nur_lesen),
            Route("/neu", self._inside(self._add), methods=senden),
            Route("/angebot/{id}", self._inside(self._show_offer), methods=nur_lesen),
            Route("/angebot/{id}", self._inside(self._change), methods=senden),
            Route("/geprueft/{id}", self._inside(self._confirm), methods=senden),
            Route("/verlauf", self._inside(self._history), methods=nur_lesen),
            Route("/angebote.{art}", self._inside(self._export), methods=nur_lesen),
        ]

    # --- who may come in -----------------------------------------------------------------------

    def _inside(self, ansicht: Ansicht) -> Endpunkt:
        """A page for those who are logged in; forms must carry the secret of their session."""

        async def endpoint(request: Request) -> Response:
            sitzung = self._pforte.session(request)
            if sitzung is None:
                return RedirectResponse("/anmelden", HTTPStatus.SEE_OTHER)
            felder = await read_form(request) if request.method == "POST" else {}
            if request.method == "POST" and not is_trusted(request, felder, sitzung):
                return self._error(request, HTTPStatus.FORBIDDEN)
            return await run_in_threadpool(ansicht, Anfrage(request, sitzung, felder))

        return endpoint

    async def _show_login(self, request: Request) -> Response:
        return self._login_page()

    async def _log_in(self, request: Request) -> Response:
        felder = await read_form(request)
        if not comes_from_us(request):
            return self._error(request, HTTPStatus.FORBIDDEN)
        return await run_in_threadpool(self._check_login, request, felder)

    def _check_login(self, request: Request, felder: Mapping[str, str]) -> Response:
        token, fehler = self._pforte.log_in(request, felder)
        if fehler:
            rolle = "" if fehler == "rolle" else felder.get("rolle", "")
            return self._login_page(fehler, rolle, ABGELEHNT[fehler])
        antwort = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        self._pforte.set_cookie(antwort, token)
        return antwort

    def _log_out(self, anfrage: Anfrage) -> Response:
        self._pforte.log_out(anfrage.request)
        antwort = RedirectResponse("/anmelden", HTTPStatus.SEE_OTHER)
        self._pforte.set_cookie(antwort, "")
        return antwort

    def _login_page(
        self, fehler: str = "", rolle: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> Response:
        werte = {"rollen": self._einstellung.rollen, "rolle": rolle, "fehler": fehler}
        return self._page("anmelden.html", None, status, **werte)

    # --- pages -----------------------------------------------------------------------------------

    def _list(self, anfrage: Anfrage) -> Response:
        gesendet = anfrage.request.query_params
        auswahl = read_auswahl(gesendet)
        return self._page(
            "liste.html",
            anfrage.sitzung,
            auswahl=auswahl,
            seite=page_of(self._pflege.entries(self._today()), auswahl),
            orte=place_choices(),
            nur=NUR,
            erledigt=gesendet.get("erledigt", ""),
            erledigt_id=gesendet.get("id", "")[:80],
        )

    def _show_offer(self, anfrage: Anfrage) -> Response:
        eintrag = self._entry(anfrage.id)
        return self._form_page(anfrage, eintrag.zellen, eintrag.stand)

    def _change(self, anfrage: Anfrage) -> Response:
        """Saves a form; `tun` says whether it counts as checked today too."""
        wann, rolle, felder = self._jetzt(), anfrage.sitzung.rolle, anfrage.felder
        vorher = self._entry(anfrage.id).zellen
        neu = self._formular.cells(felder)
        bisher = {name: vorher[name] for name in self._formular.nur_gezeigt if name in vorher}
        gezeigt = confirmed(rolle, wann) if felder.get("tun") == "geprueft" else bisher
        stand = felder.get("stand", "")
        try:
            self._pflege.change(anfrage.id, stand, {**neu, **gezeigt}, rolle, wann)
        except (AngebotsFehler, Zwischenstand) as fehler:
            return self._form_page(anfrage, {**vorher, **_blank(vorher), **neu}, stand, fehler)
        return _back("gespeichert", anfrage.id, "")

    def _confirm(self, anfrage: Anfrage) -> Response:
        """ "Geprüft heute" from the list: one click, back to the same list."""
        stand, liste = anfrage.felder.get("stand", ""), read_auswahl(anfrage.felder).query()
        try:
            self._pflege.confirm(anfrage.id, stand, anfrage.sitzung.rolle, self._jetzt())
        except Zwischenstand:
            return _back("zwischenstand", anfrage.id, liste)
        return _back("geprueft", anfrage.id, liste)

    def _show_new(self, anfrage: Anfrage) -> Response:
        return self._form_page(anfrage, {}, None)

    def _add(self, anfrage: Anfrage) -> Response:
        wann, rolle = self._jetzt(), anfrage.sitzung.rolle
        zellen = self._formular.cells(anfrage.felder, neu=True)
        try:
            self._pflege.add({**zellen, **confirmed(rolle, wann)}, rolle, wann)
        except AngebotsFehler as fehler:
            return self._form_page(anfrage, zellen, None, fehler)
        return _back("gespeichert", zellen["id"], "")

    def _history(self, anfrage: Anfrage) -> Response:
        return self._page("verlauf.html", anfrage.sitzung, aenderungen=self._pflege.history())

    def _export(self, anfrage: Anfrage) -> Response:
        art = anfrage.request.path_params["art"]
        if art not in TABELLEN:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        with tempfile.TemporaryDirectory() as ort:
            datei = Path(ort) / f"angebote.{art}"
            export_table(self._pflege.ordner, datei)
            inhalt = datei.read_bytes()
        name = f'attachment; filename="angebote.{art}"'
        return Response(inhalt, media_type=TABELLEN[art], headers={"Content-Disposition": name})

    def _form_page(
        self,
        anfrage: Anfrage,
        zellen: Mapping[str, str],
        stand: str | None,
        fehler: AngebotsFehler | Zwischenstand | None = None,
    ) -> Response:
        """The form with what was typed; without `stand` it is for a new offer."""
        neu = stand is None
        id = "" if neu else anfrage.id
        status = HTTPStatus.CONFLICT if isinstance(fehler, Zwischenstand) else HTTPStatus.OK
        fehlerliste: list[Fehler] = []
        if isinstance(fehler, AngebotsFehler):
            status = HTTPStatus.UNPROCESSABLE_ENTITY
            fehlerliste = self._formular.mistakes(fehler.maengel, zellen.get("id", id), neu)
        return self._page(
            "angebot.html",
            anfrage.sitzung,
            status,
            zellen=zellen,
            stand=stand,
            fehler=fehlerliste,
            zwischenstand=isinstance(fehler, Zwischenstand),
            adressen=[] if fehler else _addresses(zellen),
            dateien=sorted(datei.name for datei in self._pflege.ordner.glob("*.yml")),
            aenderungen=[] if neu else self._pflege.history(id, VERLAUF_BEIM_ANGEBOT),
        )

    # --- errors ----------------------------------------------------------------------------------

    def show_http_error(self, request: Request, fehler: HTTPException) -> Response:
        """A page that does not exist, or not this way."""
        return self._error(request, HTTPStatus(fehler.status_code))

    def show_too_large(self, request: Request, fehler: ZuGross) -> Response:
        """A form larger than any of ours."""
        return self._error(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def show_broken_files(self, request: Request, fehler: AngebotsFehler) -> Response:
        """Somebody has broken a file beside us: what and where."""
        return self._error(request, HTTPStatus.SERVICE_UNAVAILABLE, str(fehler).splitlines())

    def show_failure(self, request: Request, fehler: Exception) -> Response:
        """Something went wrong; the reason is only in the log."""
        return self._error(request, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _error(
        self, request: Request, status: HTTPStatus, zeilen: list[str] | None = None
    ) -> Response:
        sitzung = self._pforte.session(request)
        werte = {"code": int(status), "zeilen": zeilen if sitzung and zeilen else []}
        return self._page("fehler.html", sitzung, status, **werte)

    # --- helpers ---------------------------------------------------------------------------------

    def _page(
        self,
        vorlage: str,
        sitzung: Sitzung | None,
        status: HTTPStatus = HTTPStatus.OK,
        **werte: Any,
    ) -> HTMLResponse:
        gemeinsam = {
            "sitzung": sitzung,
            "formular": self._formular,
            "wege": self._wege,
            "ortsname": place_name,
            "ortszeit": _local_time,
        }
        seite = self._vorlagen.get_template(vorlage).render({**gemeinsam, **werte})
        return HTMLResponse(seite, status)

    def _entry(self, id: str) -> Eintrag:
        eintrag = self._pflege.get(id, self._today())
        if eintrag is None:
            raise HTTPException(HTTPStatus.NOT_FOUND)
        return eintrag

    def _today(self) -> date:
        return self._jetzt().date()


async def _send_style(request: Request) -> Response:
    return FileResponse(STIL, media_type="text/css")


def _blank(zellen: Mapping[str, str]) -> dict[str, str]:
    """Empty text for every cell: a field somebody has emptied must not come back."""
    fest = ("id", "datei", "zuletzt_bestaetigt", "bestaetigt_von")
    return {name: "" for name in zellen if name not in fest}


def _addresses(zellen: Mapping[str, str]) -> list[str]:
    """The pages to look at before one confirms an offer; the files' reader has checked them."""
    texte = (zellen.get(name, "") for name in ("kontakt.web", "quellen"))
    return list(dict.fromkeys(re.findall(r"https?://[^\s|]+", " ".join(texte))))


def _back(erledigt: str, id: str, liste: str) -> Response:
    ziel = f"/?erledigt={erledigt}&id={id}" + (f"&{liste}" if liste else "")
    return RedirectResponse(ziel, HTTPStatus.SEE_OTHER)


def _local_time(utc: datetime) -> str:
    """A moment of the history as people write it here."""
    return utc.replace(tzinfo=timezone.utc).astimezone().strftime("%d.%m.%Y, %H:%M")
