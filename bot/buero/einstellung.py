"""What may be set for a page of staff."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

from bot.buero.passwort import Passwort
from bot.settings import UngueltigeEinstellung

HOST = "127.0.0.1"
ROLLEN = (
    "Beratung",
    "Jugendmigrationsdienst",
    "Kommunales Integrationszentrum",
    "Jobcenter",
    "Agentur für Arbeit",
    "Redaktion",
)
"""Who may confirm something: roles that one chooses from, so that no person's name is stored."""


@dataclass(frozen=True)
class Einstellung:
    """How a page of staff runs.

    `passwort` None: whoever sits at this computer needs none. `gewuerfelt`: the password when
    none was set, to be told to whoever starts the page.
    """

    passwort: Passwort | None
    rollen: tuple[str, ...] = ROLLEN
    host: str = HOST
    port: int = 5010
    gewuerfelt: str | None = None

    @property
    def nur_hier(self) -> bool:
        """Whether only this computer can reach the page."""
        return is_loopback(self.host)


def is_loopback(host: str) -> bool:
    """Whether an address only reaches this computer itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def read_roles(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    """The roles in a setting, or the usual ones. Raises UngueltigeEinstellung."""
    namen = [eine.strip() for eine in environ.get(name, "").split(",")]
    rollen = tuple(dict.fromkeys(eine for eine in namen if eine)) or ROLLEN
    if any(
        len(eine) > 60 or not eine.isprintable() or set(eine) & set("<>[]{}|") for eine in rollen
    ):
        raise UngueltigeEinstellung(
            f"{name}: eine Rolle ist nicht erlaubt."
            " Erlaubt: Namen bis 60 Zeichen mit Komma dazwischen, ohne < > [ ] { } |"
        )
    return rollen
