"""The settings of the whole house, read once from the environment. README lists them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
"""The folder of the project: data, models and var lie below it."""

INNEN = "0"
"""The setting for actions that run inside Rasa's process."""


class UngueltigeEinstellung(ValueError):
    """A setting cannot be used; the message names it and what is allowed."""


@dataclass(frozen=True)
class Settings:
    """What may be set from outside; each field tells its name in the environment."""

    db: str = f"sqlite:///{ROOT / 'var' / 'wegweiser.db'}"
    """WEGWEISER_DB: SQLAlchemy address of the database for catalogue and conversations."""
    redis: str = ""
    """WEGWEISER_REDIS: redis://host:port/db for the locks; needed for more than one process."""
    host: str = "127.0.0.1"
    """WEGWEISER_HOST: address on which the page is served."""
    port: int = 5005
    """WEGWEISER_PORT: port of the page."""
    prozesse: int = 1
    """WEGWEISER_PROZESSE: how many Rasa processes share the work (needs WEGWEISER_REDIS)."""
    stichtag: date | None = None
    """WEGWEISER_STICHTAG: the law of this day (YYYY-MM-DD) instead of today's."""
    aktionen: str = INNEN
    """WEGWEISER_AKTIONEN: 0 runs actions inside Rasa's process, which is fastest; a number is how
    many processes of an action server run here; http://... is where others run."""
    broker: str = ""
    """WEGWEISER_BROKER: amqp://... for the anonymous numbers; without it they go into the
    database directly."""
    metrik: int = 0
    """WEGWEISER_METRIK: port on loopback with figures for Prometheus; without it there is none."""
    protokoll: str = "text"
    """WEGWEISER_PROTOKOLL: `text`, or `json` for one JSON object a line."""

    @property
    def db_is_file(self) -> bool:
        """True when the database is one file of ours and no other service is needed."""
        return self.db.startswith("sqlite:")

    @property
    def aktionen_hier(self) -> int:
        """How many action servers `wegweiser run` starts; 0 when they run elsewhere."""
        return int(self.aktionen) if self.aktionen.isdecimal() else 0


def read_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """The settings of this process. Raises UngueltigeEinstellung; empty means not set."""
    environ = os.environ if environ is None else environ
    given = {
        name: value
        for name in Settings.__dataclass_fields__
        if (value := _value(environ, f"WEGWEISER_{name.upper()}"))
    }
    standard = Settings()
    settings = Settings(
        db=_address(given, "db", standard.db, ("sqlite", "postgresql")),
        redis=_address(given, "redis", standard.redis, ("redis", "rediss")),
        host=given.get("host", standard.host),
        port=_number(given, "port", standard.port, 65535),
        prozesse=_number(given, "prozesse", standard.prozesse, 64),
        stichtag=read_stichtag(given["stichtag"]) if "stichtag" in given else None,
        aktionen=_actions(given.get("aktionen", standard.aktionen)),
        broker=_address(given, "broker", standard.broker, ("amqp", "amqps")),
        metrik=_number(given, "metrik", 1, 65535) if "metrik" in given else 0,
        protokoll=_one_of(given, "protokoll", standard.protokoll, ("text", "json")),
    )
    if settings.prozesse > 1 and (settings.db_is_file or not settings.redis):
        raise UngueltigeEinstellung(
            "WEGWEISER_PROZESSE: mehr als 1 braucht PostgreSQL (WEGWEISER_DB) und WEGWEISER_REDIS"
        )
    return settings


def read_stichtag(text: str) -> date:
    """A day written as YYYY-MM-DD. Raises UngueltigeEinstellung."""
    try:
        if len(text) != len("2018-09-15"):
            raise ValueError
        return date.fromisoformat(text)
    except ValueError:
        raise UngueltigeEinstellung(
            f"stichtag: {text[:30]!r} ist kein Tag. Erlaubt: JJJJ-MM-TT, zum Beispiel 2018-09-15"
        ) from None


def _value(environ: Mapping[str, str], name: str) -> str:
    """A setting, or the content of the file that NAME_DATEI tells: where secrets are files."""
    value, file = environ.get(name, "").strip(), environ.get(f"{name}_DATEI", "").strip()
    if value or not file:
        return value
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, ValueError):
        raise UngueltigeEinstellung(
            f"{name}_DATEI: {file[:80]!r} ist nicht lesbar. Erlaubt: eine Datei mit dem Wert"
        ) from None


def _actions(text: str) -> str:
    if text.startswith(("http://", "https://")):
        return text.rstrip("/")
    if text == INNEN:
        return text
    return str(_number({"aktionen": text}, "aktionen", 1, 64, "0 bis 64 oder http://..."))


def _one_of(given: Mapping[str, str], name: str, standard: str, allowed: tuple[str, ...]) -> str:
    text = given.get(name, standard)
    if text in allowed:
        return text
    raise UngueltigeEinstellung(
        f"WEGWEISER_{name.upper()}: {text[:30]!r} ist nicht erlaubt. Erlaubt: {', '.join(allowed)}"
    )


def _number(
    given: Mapping[str, str], name: str, standard: int, highest: int, allowed: str = ""
) -> int:
    text = given.get(name, str(standard))
    if text.isascii() and text.isdigit() and 1 <= int(text) <= highest:
        return int(text)
    allowed = allowed or f"1 bis {highest}"
    raise UngueltigeEinstellung(
        f"WEGWEISER_{name.upper()}: {text[:30]!r} ist nicht erlaubt. Erlaubt: {allowed}"
    )


def _address(given: Mapping[str, str], name: str, standard: str, schemes: tuple[str, ...]) -> str:
    """An address like redis://...; its text is never repeated: it may hold a password."""
    text = given.get(name, standard)
    if not text or (text.split(":", 1)[0].split("+", 1)[0] in schemes and "://" in text):
        return text
    allowed = " oder ".join(f"{scheme}://..." for scheme in schemes)
    raise UngueltigeEinstellung(
        f"WEGWEISER_{name.upper()}: diese Adresse geht nicht. Erlaubt: {allowed}"
    )
