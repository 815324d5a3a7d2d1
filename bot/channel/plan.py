"""The plan: one page to keep, print and show, with a code to open it on another phone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Protocol
from urllib.parse import parse_qs

import segno
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse, html, raw

from bot.channel import http
from bot.channel.eingabe import Json
from bot.channel.fehler import Abgelehnt
from bot.channel.seite import Seite, template
from bot.channel.settings import ChannelSettings
from bot.channel.sitzungen import Turn, kennung_of
from bot.channel.turns import Turns
from bot.channel.verlauf import fact_sentence
from bot.reply.texte import Texte

ADRESSE = "/plan"
_LONGEST_QR = 1800


class Kanal(Protocol):
    """What the plan needs of the channel behind it."""

    settings: ChannelSettings
    texte: Texte
    saetze: Mapping[str, str]
    seite: Seite

    def guarded(self, handler: Any) -> Any: ...
    def turns(self, request: Request) -> Turns: ...


class Plan:
    """The page /plan; the token comes in a form, never in an address that a phone remembers."""

    def __init__(self, kanal: Kanal) -> None:
        self._kanal = kanal
        self._page = template("plan.html", kanal.texte, kanal.seite, kanal.settings)

    def mount(self, app: Sanic) -> None:
        """Add the routes."""
        guarded = self._kanal.guarded
        app.add_route(guarded(self.show), ADRESSE, methods=["POST"], name="plan", stream=True)
        app.add_route(
            guarded(self.calendar), f"{ADRESSE}.ics", methods=["POST"], name="termine", stream=True
        )

    async def show(self, request: Request) -> HTTPResponse:
        """POST: the plan of a session as a page; `ansicht=beratung` is the adviser's view."""
        fields = await self._fields(request)
        token = fields.get("sitzung", "")
        turns = self._kanal.turns(request)
        ergebnis = _last_result(turns.history(token, -1))
        fakten = await turns.facts(token)
        tage = self._kanal.settings.tage_link
        link = f"{_origin(request)}/#plan={turns.seal({'fakten': fakten}, tage)}"
        page = self._page.render(
            sitzung=token,
            ergebnis=ergebnis,
            beratung=fields.get("ansicht") == "beratung",
            fakten=list(_told(fakten, self._kanal.texte)),
            termine=list(_dates(ergebnis)),
            link=link,
            tage=tage,
            qr=_qr(link),
        )
        return html(page, headers={"Cache-Control": "no-store"})

    async def calendar(self, request: Request) -> HTTPResponse:
        """POST: the dates of the plan for the phone's calendar."""
        token = (await self._fields(request)).get("sitzung", "")
        ergebnis = _last_result(self._kanal.turns(request).history(token, -1))
        headers = {"Content-Disposition": 'attachment; filename="termine.ics"'}
        body = _ics(list(_dates(ergebnis))).encode("utf-8")
        return raw(body, headers=headers, content_type="text/calendar; charset=utf-8")

    async def _fields(self, request: Request) -> dict[str, str]:
        body = await http.read_body(request, self._kanal.settings.frist_empfang)
        fields = parse_qs(body.decode("utf-8", "replace"))
        return {name: values[0] for name, values in fields.items()}


def _last_result(turns: list[Turn]) -> Json:
    """The last recommendation of a conversation; raises Abgelehnt when there was none."""
    for turn in reversed(turns):
        for antwort in turn.antworten:
            custom: Json = antwort.get("custom") or {}
            if custom.get("typ") == "empfehlung":
                return custom
    raise Abgelehnt("nicht_gefunden")


def _told(fakten: Mapping[str, Any], texte: Texte) -> Iterator[tuple[str, str]]:
    rolle = str(fakten.get("rolle", ""))
    for fakt, wert in fakten.items():
        name = texte.satz(f"fragen.{fakt}.name", rolle)
        yield name, fact_sentence(fakt, wert, texte, rolle)


def _dates(ergebnis: Json) -> Iterator[tuple[str, str]]:
    """Month and sentence of every Weg that opens later."""
    for weg in (*ergebnis.get("wege", ()), *ergebnis.get("weitere", ())):
        if weg.get("ab_wann") and weg.get("ab_wann_satz"):
            yield weg["ab_wann"], f"{weg['name']}: {weg['ab_wann_satz']}"


def _qr(link: str) -> str:
    """The link as inline SVG; empty when no phone could read it any more."""
    if len(link) > _LONGEST_QR:
        return ""
    code = segno.make(link, error="l", micro=False)
    return str(code.svg_inline(border=4, scale=1, light="#fff", omitsize=True))


def _origin(request: Request) -> str:
    """Where the person sees the page; a proxy of ours may have changed the scheme."""
    scheme = request.headers.get("x-forwarded-proto") or request.scheme
    return f"{scheme}://{request.headers.get('host', request.host)}"


def _ics(dates: list[tuple[str, str]]) -> str:
    """RFC 5545, one whole-day event for each month."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Wegweiser//DE"]
    for monat, satz in dates:
        day = f"{monat.replace('-', ''):0<6}01"
        lines += [
            "BEGIN:VEVENT",
            f"UID:{day}-{kennung_of(satz)[:16]}@wegweiser",
            f"DTSTAMP:{day}T080000Z",
            f"DTSTART;VALUE=DATE:{day}",
            f"SUMMARY:{_escape(satz)}",
            "END:VEVENT",
        ]
    return "\r\n".join(_fold(line) for line in (*lines, "END:VCALENDAR")) + "\r\n"


def _escape(text: str) -> str:
    return text.replace("\\", "\\\\").replace(";", r"\;").replace(",", r"\,").replace("\n", r"\n")


def _fold(line: str) -> str:
    """Lines of at most 75 bytes, as the standard wants; 36 characters are never more."""
    return "\r\n ".join(line[i : i + 36] for i in range(0, len(line), 36))
