"""The gate of a staff page: who is logged in, by which cookie, whose forms count."""

from __future__ import annotations

from collections.abc import Mapping
from http import HTTPStatus
from secrets import compare_digest

from starlette.requests import Request
from starlette.responses import Response

from bot.buero.einstellung import Einstellung
from bot.buero.schutz import comes_from_us
from bot.buero.zugang import SITZUNG_DAUERT, Bremse, Sitzung, Sitzungen, Uhr

ABGELEHNT: Mapping[str, HTTPStatus] = {
    "zu_oft": HTTPStatus.TOO_MANY_REQUESTS,
    "passwort": HTTPStatus.UNAUTHORIZED,
    "rolle": HTTPStatus.UNPROCESSABLE_ENTITY,
}
"""Why a login fails, and the status of the answer."""
HIER = "dieser Rechner"
"""The role of whoever needs no login: somebody who sits at this computer."""


class Pforte:
    """Lets people in by password, or without one where the setting has none."""

    def __init__(self, einstellung: Einstellung, uhr: Uhr, name: str) -> None:
        self.einstellung = einstellung
        self._sitzungen, self._bremse = Sitzungen(uhr), Bremse(uhr)
        # Nur über https sendet ein Browser das Cookie von einem anderen Rechner mit.
        self._sicher = not einstellung.nur_hier
        self._cookie = f"__Host-{name}" if self._sicher else name

    @property
    def is_open(self) -> bool:
        """Whether nobody has to log in."""
        return self.einstellung.passwort is None and self.einstellung.nur_hier

    def session(self, request: Request) -> Sitzung | None:
        """Who sends a request; None: nobody who is logged in."""
        return self._sitzungen.get(request.cookies.get(self._cookie))

    def log_in(self, request: Request, felder: Mapping[str, str]) -> tuple[str, str]:
        """The token of a new session, or why there is none: (token, "") or ("", reason)."""
        adresse = request.client.host if request.client else ""
        rolle, passwort = felder.get("rolle", ""), self.einstellung.passwort
        if self._bremse.is_on(adresse):
            return "", "zu_oft"
        if passwort is None or not passwort.matches(felder.get("passwort", "")):
            self._bremse.note(adresse)
            return "", "passwort"
        if rolle not in self.einstellung.rollen:
            return "", "rolle"
        self._sitzungen.close(request.cookies.get(self._cookie))
        return self._sitzungen.open(rolle), ""

    def walk_in(self) -> tuple[str, Sitzung]:
        """A session without a login; only where the gate is open."""
        assert self.is_open
        token = self._sitzungen.open(HIER)
        sitzung = self._sitzungen.get(token)
        assert sitzung is not None
        return token, sitzung

    def log_out(self, request: Request) -> None:
        """Ends a session at once, also for copies of its cookie."""
        self._sitzungen.close(request.cookies.get(self._cookie))

    def set_cookie(self, antwort: Response, token: str) -> None:
        """Gives the browser its token; an empty one takes it away."""
        antwort.set_cookie(
            self._cookie,
            token,
            max_age=int(SITZUNG_DAUERT.total_seconds()) if token else 0,
            path="/",
            secure=self._sicher,
            httponly=True,
            samesite="strict",
        )


def is_trusted(request: Request, felder: Mapping[str, str], sitzung: Sitzung) -> bool:
    """Whether a form comes from one of our pages and carries the secret of its session."""
    siegel = felder.get("siegel", "").encode()
    return comes_from_us(request) and compare_digest(siegel, sitzung.siegel.encode())
