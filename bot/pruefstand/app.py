"""Puts the pages together: the gate, the routes of every page, errors, files."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
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

from bot.buero.einstellung import Einstellung
from bot.buero.pforte import ABGELEHNT, Pforte, is_trusted
from bot.buero.schutz import MIT_SKRIPT, Schutz, ZuGross, comes_from_us, read_form
from bot.buero.stil import STIL
from bot.buero.zugang import Sitzung, Uhr
from bot.pruefstand.lager import Lager
from bot.pruefstand.rahmen import Anfrage, Haus, Leser, Seite, Weg
from bot.pruefstand.seiten import SEITEN
from bot.reply.texte import zeit_in_worten

VORLAGEN = Path(__file__).with_name("vorlagen")
STATISCH = Path(__file__).with_name("statisch")
DATEIEN: Mapping[str, tuple[Path, str]] = {
    "grund.css": (STIL, "text/css"),
    "pruefstand.css": (STATISCH / "pruefstand.css", "text/css"),
    "zeichen.svg": (STATISCH / "zeichen.svg", "image/svg+xml"),
    "htmx.js": (STATISCH / "htmx.min.js", "text/javascript"),
}

Endpunkt = Callable[[Request], Awaitable[Response]]


def create_app(
    einstellung: Einstellung,
    lager: Lager,
    leser: Leser,
    jetzt: Uhr,
    seiten: tuple[Seite, ...] = SEITEN,
) -> ASGIApp:
    """The whole Prüfstand. `jetzt`: the clock, with time zone."""
    gerahmt = Rahmen(einstellung, lager, leser, jetzt, seiten)
    fehler: Mapping[Any, Any] = {
        HTTPException: gerahmt.show_http_error,
        ZuGross: gerahmt.show_too_large,
        Exception: gerahmt.show_failure,
    }
    app = Starlette(routes=gerahmt.routes(), exception_handlers=fehler)
    return Schutz(app, einstellung.nur_hier, MIT_SKRIPT)


class Rahmen:
    """Login, navigation and errors around the pages."""

    def __init__(
        self,
        einstellung: Einstellung,
        lager: Lager,
        leser: Leser,
        jetzt: Uhr,
        seiten: tuple[Seite, ...],
    ) -> None:
        self._seiten = seiten
        self._pforte = Pforte(einstellung, jetzt, "pruefstand")
        self._vorlagen = Environment(
            loader=FileSystemLoader(VORLAGEN), autoescape=True, undefined=StrictUndefined
        )
        self._vorlagen.globals.update(alle_seiten=seiten, ohne_anmeldung=self._pforte.is_open)
        self._vorlagen.filters["zip_self"] = lambda werte: [(wert, wert) for wert in werte]
        self._vorlagen.filters["zeit"] = lambda tag: zeit_in_worten(tag) if tag else ""
        self._haus = Haus(lager, leser, jetzt, self._vorlagen, einstellung.rollen)

    def routes(self) -> list[Route]:
        """Address -> page."""
        eigene = [
            Route("/statisch/{name}", _send_file, methods=["GET"]),
            Route("/anmelden", self._show_login, methods=["GET"]),
            Route("/anmelden", self._log_in, methods=["POST"]),
            Route("/abmelden", self._log_out, methods=["POST"]),
        ]
        return eigene + [
            Route(weg.pfad, self._inside(seite, weg), methods=[weg.methode])
            for seite in self._seiten
            for weg in seite.wege
        ]

    # --- who may come in -----------------------------------------------------------------------

    def _inside(self, seite: Seite, weg: Weg) -> Endpunkt:
        """A page for those who may be here; forms must carry the secret of their session."""

        async def endpoint(request: Request) -> Response:
            token, sitzung = "", self._pforte.session(request)
            if sitzung is None and self._pforte.is_open and request.method == "GET":
                token, sitzung = self._pforte.walk_in()
            if sitzung is None:
                return self._turn_away(request)
            felder = await read_form(request) if request.method == "POST" else {}
            if request.method == "POST" and not is_trusted(request, felder, sitzung):
                return self._error(request, HTTPStatus.FORBIDDEN)
            antwort = await run_in_threadpool(self._show, weg, seite, request, sitzung, felder)
            if token:
                self._pforte.set_cookie(antwort, token)
            return antwort

        return endpoint

    def _show(
        self,
        weg: Weg,
        seite: Seite,
        request: Request,
        sitzung: Sitzung,
        felder: Mapping[str, str],
    ) -> Response:
        bestand = self._haus.lager.current()
        return weg.ansicht(Anfrage(self._haus, bestand, request, sitzung, felder, seite))

    def _turn_away(self, request: Request) -> Response:
        if self._pforte.is_open:
            return self._error(request, HTTPStatus.FORBIDDEN)
        return RedirectResponse("/anmelden", HTTPStatus.SEE_OTHER)

    async def _show_login(self, request: Request) -> Response:
        if self._pforte.is_open:
            return RedirectResponse("/", HTTPStatus.SEE_OTHER)
        return self._login_page()

    async def _log_in(self, request: Request) -> Response:
        felder = await read_form(request)
        if not comes_from_us(request):
            return self._error(request, HTTPStatus.FORBIDDEN)
        token, fehler = await run_in_threadpool(self._pforte.log_in, request, felder)
        if fehler:
            return self._login_page(fehler, felder.get("rolle", ""), ABGELEHNT[fehler])
        antwort = RedirectResponse("/", HTTPStatus.SEE_OTHER)
        self._pforte.set_cookie(antwort, token)
        return antwort

    async def _log_out(self, request: Request) -> Response:
        sitzung, felder = self._pforte.session(request), await read_form(request)
        if sitzung is not None and not is_trusted(request, felder, sitzung):
            return self._error(request, HTTPStatus.FORBIDDEN)
        self._pforte.log_out(request)
        antwort = RedirectResponse("/anmelden", HTTPStatus.SEE_OTHER)
        self._pforte.set_cookie(antwort, "")
        return antwort

    def _login_page(
        self, fehler: str = "", rolle: str = "", status: HTTPStatus = HTTPStatus.OK
    ) -> Response:
        werte = {"rollen": self._haus.rollen, "rolle": rolle, "fehler": fehler}
        return self._plain("anmelden.html", None, status, **werte)

    # --- errors ----------------------------------------------------------------------------------

    def show_http_error(self, request: Request, fehler: HTTPException) -> Response:
        """A page that does not exist, or not this way."""
        return self._error(request, HTTPStatus(fehler.status_code))

    def show_too_large(self, request: Request, fehler: ZuGross) -> Response:
        """A form larger than any of ours."""
        return self._error(request, HTTPStatus.REQUEST_ENTITY_TOO_LARGE)

    def show_failure(self, request: Request, fehler: Exception) -> Response:
        """Something went wrong; the reason is only in the log."""
        return self._error(request, HTTPStatus.INTERNAL_SERVER_ERROR)

    def _error(self, request: Request, status: HTTPStatus) -> Response:
        return self._plain("fehler.html", self._pforte.session(request), status, code=int(status))

    def _plain(
        self, vorlage: str, sitzung: Sitzung | None, status: HTTPStatus, **werte: Any
    ) -> HTMLResponse:
        """A page outside the pages: login and errors."""
        gemeinsam = {"anfrage": None, "sitzung": sitzung, "bestand": None}
        text = self._vorlagen.get_template(vorlage).render({**gemeinsam, **werte})
        return HTMLResponse(text, status)


async def _send_file(request: Request) -> Response:
    datei, art = DATEIEN.get(request.path_params["name"], (None, ""))
    if datei is None:
        raise HTTPException(HTTPStatus.NOT_FOUND)
    return FileResponse(datei, media_type=art)
