"""What may be set for the staff page, read from the environment."""

from __future__ import annotations

import ipaddress
import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from bot.settings import UngueltigeEinstellung
from bot.verwaltung.passwort import Passwort, new_password, read_password

HOST = "127.0.0.1"
PORT = 5010
PASSWORT = "WEGWEISER_VERWALTUNG_PASSWORT"
ROLLEN_NAME = "WEGWEISER_VERWALTUNG_ROLLEN"
ROLLEN = (
    "Beratung",
    "Jugendmigrationsdienst",
    "Kommunales Integrationszentrum",
    "Jobcenter",
    "Agentur für Arbeit",
    "Redaktion",
)
"""Who may confirm an offer: roles that one chooses from, so that no person's name is stored."""


@dataclass(frozen=True)
class Einstellung:
    """How the staff page runs.

    `gewuerfelt`: the password when none was set, to be told to whoever starts the page.
    """

    passwort: Passwort
    rollen: tuple[str, ...] = ROLLEN
    host: str = HOST
    port: int = PORT
    gewuerfelt: str | None = None

    @property
    def nur_hier(self) -> bool:
        """Whether only this computer can reach the page."""
        return is_loopback(self.host)


def read_einstellung(
    environ: Mapping[str, str], host: str | None = None, port: int | None = None
) -> Einstellung:
    """The settings; raises UngueltigeEinstellung, above all without a password beyond loopback."""
    host, text = host or HOST, environ.get(PASSWORT, "")
    if not text and not is_loopback(host):
        raise UngueltigeEinstellung(
            f"Auf {host} startet die Verwaltung nur mit einem Passwort in {PASSWORT}."
            f" Ohne Passwort geht nur {HOST}"
        )
    gewuerfelt = None if text else secrets.token_urlsafe(12)
    passwort = new_password(gewuerfelt) if gewuerfelt else read_password(text)
    return Einstellung(passwort, _rollen(environ), host, port or PORT, gewuerfelt)


def is_loopback(host: str) -> bool:
    """Whether an address only reaches this computer itself."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _rollen(environ: Mapping[str, str]) -> tuple[str, ...]:
    namen = [name.strip() for name in environ.get(ROLLEN_NAME, "").split(",")]
    rollen = tuple(dict.fromkeys(name for name in namen if name)) or ROLLEN
    if any(
        len(name) > 60 or not name.isprintable() or set(name) & set("<>[]{}|") for name in rollen
    ):
        raise UngueltigeEinstellung(
            f"{ROLLEN_NAME}: eine Rolle ist nicht erlaubt."
            " Erlaubt: Namen bis 60 Zeichen mit Komma dazwischen, ohne < > [ ] { } |"
        )
    return rollen
