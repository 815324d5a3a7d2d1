"""Settings of the web channel, from `credentials.yml` and, stronger, the environment."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, fields
from typing import Any

from bot.settings import ROOT, UngueltigeEinstellung


@dataclass(frozen=True)
class ChannelSettings:
    """What may be set; a limit of 0 is switched off.

    In the environment each name is written in capitals after WEGWEISER_, as in WEGWEISER_TAGE.
    """

    tage: int = 30
    """Days without a message after which a session is deleted."""
    tage_link: int = 7
    """Days for which a link with answers opens on another phone."""
    anfragen_pro_sekunde: float = 20
    """Requests a second for one session."""
    anfragen_pro_adresse: float = 200
    """Requests a second from one address: a class in a school shares one."""
    sitzungen_pro_minute: float = 60
    """New sessions a minute from one address."""
    frist_empfang: float = 10
    """Seconds in which a request must have arrived in full."""
    frist_antwort: float = 20
    """Seconds after which a turn is given up; it can be sent again."""
    proxies: int = 0
    """How many reverse proxies stand in front and set X-Forwarded-For."""
    einbetten: str = ""
    """Other origins that may use the channel, separated by commas; `*` is every origin."""
    ausgang: str = "https://de.wikipedia.org/"
    """Where the button that leaves the page quickly goes."""
    texte: str = str(ROOT / "data" / "texte")
    """Folder with the sentences of the page and of the errors."""
    uebersetzungen: str = str(ROOT / "data" / "uebersetzungen")
    """Folder with key words in other languages."""

    @property
    def origins(self) -> frozenset[str]:
        """The other origins that may use the channel."""
        return frozenset(o.strip().rstrip("/") for o in self.einbetten.split(",") if o.strip())


def read_channel_settings(
    credentials: Mapping[str, object] | None = None, environ: Mapping[str, str] | None = None
) -> ChannelSettings:
    """The settings; raises UngueltigeEinstellung for an unknown name or a wrong number."""
    given: dict[str, Any] = dict(credentials or {})
    names = {field.name for field in fields(ChannelSettings)}
    if unknown := sorted(set(given) - names):
        raise UngueltigeEinstellung(
            f"Kanal web: {unknown[0]!r} gibt es nicht, erlaubt: {', '.join(sorted(names))}"
        )
    environ = os.environ if environ is None else environ
    for name in names:
        if (value := environ.get(f"WEGWEISER_{name.upper()}")) is not None:
            given[name] = value
    return ChannelSettings(**{name: _convert(name, value) for name, value in given.items()})


def _convert(name: str, value: object) -> Any:
    kind = type(getattr(ChannelSettings, name))
    if kind is str:
        return str(value)
    try:
        number: int | float = kind(str(value))
    except ValueError:
        number = -1
    if number < 0:
        raise UngueltigeEinstellung(f"Kanal web: {name} ist {value!r}, erlaubt: Zahl ab 0")
    return number
