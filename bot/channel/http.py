"""HTTP as the channel speaks it: bodies with limits, JSON, headers that protect."""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import json
from collections.abc import Collection
from typing import Any

from sanic.request import Request
from sanic.response import HTTPResponse

from bot.channel.fehler import Abgelehnt

MAX_BODY = 16_384
"""Bytes of one request: 500 characters, each written as two JSON escapes, and room to spare."""
_WORTH_GZIP = 1400


def policy(skripte: Collection[str] = (), stile: Collection[str] = ()) -> str:
    """The Content-Security-Policy: our own files, and inside the page exactly these texts."""
    return "; ".join(
        (
            "default-src 'none'",
            " ".join(("script-src 'self'", *map(_hash, skripte))),
            " ".join(("style-src 'self'", *map(_hash, stile))),
            "img-src 'self' data:",
            "connect-src 'self'",
            "manifest-src 'self'",
            "worker-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            "frame-ancestors 'none'",
        )
    )


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


CSP = policy()
_HEADERS = {
    "Content-Security-Policy": CSP,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}


async def read_body(request: Request, frist: float) -> bytes:
    """The body; raises Abgelehnt when it is too long or takes more than `frist` seconds."""
    length = request.headers.get("content-length", "0")
    if not length.isdigit() or int(length) > MAX_BODY:
        raise Abgelehnt("zu_lang")
    try:
        return await asyncio.wait_for(_read(request), frist or None)
    except asyncio.TimeoutError:
        raise Abgelehnt("zu_langsam") from None


async def _read(request: Request) -> bytes:
    body = b""
    while (chunk := await request.stream.read()) is not None:
        body += chunk
        if len(body) > MAX_BODY:
            raise Abgelehnt("zu_lang")
    return body


def reply(request: Request, content: object, status: int = 200, **headers: str) -> HTTPResponse:
    """JSON that no cache keeps, packed where it is worth it."""
    body = json.dumps(content, ensure_ascii=False).encode("utf-8", "replace")
    headers["Cache-Control"] = "no-store"
    if len(body) > _WORTH_GZIP and accepts_gzip(request):
        body = gzip.compress(body, 6)
        headers |= {"Content-Encoding": "gzip", "Vary": "Accept-Encoding"}
    return HTTPResponse(
        body, status=status, headers=headers, content_type="application/json; charset=utf-8"
    )


def accepts_gzip(request: Request) -> bool:
    """Whether the client takes packed answers."""
    return "gzip" in request.headers.get("accept-encoding", "")


def protect(response: Any) -> None:
    """Add the headers that every answer carries."""
    for name, value in _HEADERS.items():
        response.headers.setdefault(name, value)


def allow_origin(request: Request, response: Any, origins: Collection[str]) -> None:
    """Let a page of another origin read the answer, if settings allow that origin."""
    origin = request.headers.get("origin")
    if origin and ("*" in origins or origin in origins):
        response.headers["Access-Control-Allow-Origin"] = origin
        response.headers["Vary"] = "Origin"
        response.headers["Access-Control-Allow-Methods"] = "GET, POST, DELETE"
        response.headers["Access-Control-Allow-Headers"] = "Content-Type"
        response.headers["Access-Control-Expose-Headers"] = "Retry-After"
        response.headers["Access-Control-Max-Age"] = "600"


def address(request: Request) -> str:
    """Where a request comes from; behind a proxy of ours, what the proxy says."""
    return request.remote_addr or request.ip or ""
