"""What may be set for the page of the offers, read from the environment."""

from __future__ import annotations

from collections.abc import Mapping

from bot.buero.einstellung import HOST, ROLLEN, Einstellung, is_loopback, read_roles
from bot.buero.passwort import new_password, read_password, roll_password
from bot.settings import UngueltigeEinstellung

__all__ = ["HOST", "PASSWORT", "PORT", "ROLLEN", "ROLLEN_NAME", "Einstellung", "read_einstellung"]

PORT = 5010
PASSWORT = "WEGWEISER_VERWALTUNG_PASSWORT"
ROLLEN_NAME = "WEGWEISER_VERWALTUNG_ROLLEN"


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
    gewuerfelt = None if text else roll_password()
    passwort = new_password(gewuerfelt) if gewuerfelt else read_password(text, PASSWORT)
    rollen = read_roles(environ, ROLLEN_NAME)
    return Einstellung(passwort, rollen, host, port or PORT, gewuerfelt)
