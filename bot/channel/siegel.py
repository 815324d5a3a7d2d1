"""Answers in a link: signed by this server and expiring, stored nowhere."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import zlib
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Engine

from bot.channel.sitzungen import metadata

MAX_LINK = 4000
_MAX_INHALT = 20_000
_SIGN_BYTES = 16

schluessel_table = sa.Table(
    "schluessel",
    metadata,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("wert", sa.String(64), nullable=False),
)


class UngueltigesSiegel(ValueError):
    """A link was changed, is too old or comes from another server."""


class Siegel:
    """Signs with a key that all processes share: it lies in the database."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @cached_property
    def _key(self) -> bytes:
        return bytes.fromhex(_load_key(self._engine))

    def seal(self, inhalt: dict[str, Any], bis: datetime) -> str:
        """The content as text for an address; valid until `bis`."""
        packed = zlib.compress(_dump({"b": int(bis.timestamp()), "i": inhalt}), 9)
        return f"{_encode(packed)}.{_encode(self._sign(packed))}"

    def open(self, text: str, now: datetime) -> dict[str, Any]:
        """The content of a sealed text; raises UngueltigesSiegel."""
        try:
            body, signature = text[:MAX_LINK].split(".")
            packed = _decode(body)
            if not hmac.compare_digest(self._sign(packed), _decode(signature)):
                raise UngueltigesSiegel("signature")
            content = json.loads(zlib.decompressobj().decompress(packed, _MAX_INHALT))
        except UngueltigesSiegel:
            raise
        except (ValueError, zlib.error):
            raise UngueltigesSiegel("form") from None
        if content["b"] < now.timestamp():
            raise UngueltigesSiegel("age")
        inhalt: dict[str, Any] = content["i"]
        return inhalt

    def _sign(self, packed: bytes) -> bytes:
        return hmac.new(self._key, packed, hashlib.sha256).digest()[:_SIGN_BYTES]


def end_of(now: datetime, tage: int) -> datetime:
    """The moment until which a link made now is valid."""
    return now + timedelta(days=tage)


def _load_key(engine: Engine) -> str:
    """The key of this database; made by whoever needs it first."""
    query = sa.select(schluessel_table.c.wert)
    with engine.begin() as connection:
        if key := connection.execute(query).scalar():
            return str(key)
    try:
        with engine.begin() as connection:
            values = {"id": 1, "wert": secrets.token_hex(32)}
            connection.execute(sa.insert(schluessel_table).values(values))
    except sa.exc.IntegrityError:
        pass  # another process was faster
    with engine.connect() as connection:
        return str(connection.execute(query).scalar())


def _dump(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")


def _encode(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _decode(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
