"""The page: static files from `web/dist`, sent packed and with a version in their address."""

from __future__ import annotations

import gzip
import hashlib
import html
import json
import mimetypes
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from sanic import Sanic
from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.bilder import load_bilder
from bot.channel.http import accepts_gzip
from bot.channel.settings import ChannelSettings
from bot.channel.woerterbuch import load_woerterbuch
from bot.reply.texte import Texte
from bot.settings import read_settings

DIST = Path(__file__).parent / "web" / "dist"
_EIN_JAHR = "public, max-age=31536000, immutable"
_FRAGEN = "no-cache"
"""Ask each time whether the file is still the same: for addresses that never change."""


@dataclass(frozen=True)
class Datei:
    """One file as it is sent."""

    inhalt: bytes
    gepackt: bytes
    art: str
    etag: str


class Seite:
    """The files of the page and the routes to them."""

    def __init__(self, texte: Texte, settings: ChannelSettings) -> None:
        worte = {
            name.removeprefix("seite."): entry.text
            for name, entry in texte.eintraege.items()
            if name.startswith("seite.")
        }
        woerterbuch = load_woerterbuch(texte, Path(settings.uebersetzungen))
        worte |= {f"sprache.{code}": name for code, name in woerterbuch.sprachen.items()}
        raw = {file.name: file.read_bytes() for file in sorted(DIST.iterdir())}
        stichtag = read_settings().stichtag
        self.stichtag = texte.satz("seite.stichtag", stichtag=stichtag) if stichtag else ""
        worte |= {"stichtag": self.stichtag, "ausgang": settings.ausgang}
        self.worte: Mapping[str, str] = MappingProxyType(worte)
        raw |= woerterbuch.dateien
        self.bilder = load_bilder()
        raw["bilder.json"] = _json(self.bilder.as_json())
        raw["texte.json"] = _json(worte)
        self.version = _version(list(raw.values()))
        marks = {
            "@VERSION@": self.version,
            "@NAME@": worte["name"],
            "@TITEL@": worte["titel"],
        }
        self.files: Mapping[str, Datei] = MappingProxyType(
            {name: make_file(name, _fill(name, content, marks)) for name, content in raw.items()}
        )

    def mount(self, app: Sanic) -> None:
        """Add the routes."""

        async def front(request: Request) -> HTTPResponse | None:
            return self._send_stable(request) if request.method in ("GET", "HEAD") else None

        async def versioned(request: Request, version: str, name: str) -> HTTPResponse:
            datei = self.files.get(name)
            if datei is None:
                return HTTPResponse(b"", status=404)
            return send_file(request, datei, _EIN_JAHR if version == self.version else _FRAGEN)

        app.register_middleware(front, "request")
        app.add_route(versioned, "/s/<version:str>/<name:str>", methods=["GET"])

    def _send_stable(self, request: Request) -> HTTPResponse | None:
        name = request.path.removeprefix("/")
        datei = self.files.get(_STABLE.get(name, name))
        return send_file(request, datei) if datei else None


_STABLE = {"favicon.ico": "icon.svg"}


def send_file(
    request: Request,
    datei: Datei,
    caching: str = _FRAGEN,
    headers: Mapping[str, str] = MappingProxyType({}),
) -> HTTPResponse:
    """The file, packed where the client takes that; 304 where it has the same already."""
    headers = {
        "Cache-Control": caching, "ETag": datei.etag, "Vary": "Accept-Encoding", **headers
    }  # fmt: skip
    if datei.art.startswith(_OEFFENTLICH):
        # The same for everybody: a page of another origin may embed them.
        headers["Cross-Origin-Resource-Policy"] = "cross-origin"
        headers["Access-Control-Allow-Origin"] = "*"
    if request.headers.get("if-none-match") == datei.etag:
        return HTTPResponse(b"", status=304, headers=headers)
    packed = accepts_gzip(request)
    if packed:
        headers["Content-Encoding"] = "gzip"
    body = datei.gepackt if packed else datei.inhalt
    return HTTPResponse(body, headers=headers, content_type=datei.art)


def _fill(name: str, content: bytes, marks: Mapping[str, str]) -> bytes:
    """The file with its marks replaced."""
    if not name.endswith(("sw.js", ".webmanifest")):
        return content
    text = content.decode("utf-8")
    for mark, value in marks.items():
        text = text.replace(mark, html.escape(value))
    return text.encode("utf-8")


def template(name: str, texte: Texte, seite: Seite, settings: ChannelSettings) -> Template:
    """A template of `vorlagen/`, which knows the words and files of the page."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "vorlagen"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.globals |= {
        "wort": lambda name, **werte: texte.satz(f"seite.{name}", **werte),
        "version": seite.version,
        "stichtag": seite.stichtag,
        "ausgang": settings.ausgang,
        "striche": seite.bilder.strokes,
    }
    return environment.get_template(name)


def make_file(name: str, content: bytes) -> Datei:
    """What is sent for this content; the ending of the name says of what kind it is."""
    art = _ARTEN.get(Path(name).suffix) or mimetypes.guess_type(name)[0] or "text/plain"
    return Datei(content, gzip.compress(content, 9, mtime=0), art, f'"{_version([content])}"')


_OEFFENTLICH = ("text/javascript", "text/css", "application/json")
_ARTEN = {
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".svg": "image/svg+xml",
    ".webmanifest": "application/manifest+json",
}


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _version(parts: list[bytes]) -> str:
    return hashlib.sha256(b"\0".join(parts)).hexdigest()[:16]
