"""What shields every page: headers, the name it is called by, the size and origin of requests."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qsl, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

BYTES_HOECHSTENS = 200_000
FELDER_HOECHSTENS = 100
HIER = ("127.0.0.1", "localhost", "::1")

NUR_SEITEN = "default-src 'none'; style-src 'self'; img-src 'self'"
MIT_SKRIPT = f"{NUR_SEITEN}; script-src 'self'; connect-src 'self'"
"""Which sources a page may use: only its own files, without or with a script."""
IMMER = "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
KOPFZEILEN: Mapping[str, str] = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cache-Control": "no-store",
}


class ZuGross(ValueError):
    """A form with more bytes or fields than any of ours has."""


class Schutz:
    """Around the whole application: our headers on every answer, no foreign name for this house.

    A page on the web may point its own name at 127.0.0.1 and read along: with `nur_hier` only
    the names of this computer itself are answered.
    """

    def __init__(self, app: ASGIApp, nur_hier: bool, quellen: str = NUR_SEITEN) -> None:
        self.app, self.nur_hier = app, nur_hier
        self._kopf = {**KOPFZEILEN, "Content-Security-Policy": f"{quellen}; {IMMER}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def send_shielded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(self._kopf)
            await send(message)

        fremd = self.nur_hier and _host(Headers(scope=scope)) not in HIER
        app = PlainTextResponse("Unbekannter Name", 400) if fremd else self.app
        await app(scope, receive, send_shielded)


def _host(kopf: Headers) -> str | None:
    try:
        return urlsplit(f"//{kopf.get('host', '')}").hostname
    except ValueError:
        return None


def comes_from_us(request: Request) -> bool:
    """Whether a form was sent by one of our own pages, as far as the browser tells."""
    woher = request.headers.get("origin")
    if woher is not None:
        return urlsplit(woher).netloc == request.headers.get("host")
    return request.headers.get("sec-fetch-site") in (None, "same-origin", "none")


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a sent form. Raises ZuGross."""
    koerper = bytearray()
    async for teil in request.stream():
        koerper += teil
        if len(koerper) > BYTES_HOECHSTENS:
            raise ZuGross(f"mehr als {BYTES_HOECHSTENS} Bytes")
    text = koerper.decode("utf-8", "replace")
    try:
        return dict(parse_qsl(text, keep_blank_values=True, max_num_fields=FELDER_HOECHSTENS))
    except ValueError:
        raise ZuGross(f"mehr als {FELDER_HOECHSTENS} Felder") from None
