"""What may be set for the Prüfstand, read from the environment."""

from __future__ import annotations

from collections.abc import Mapping

from bot.buero.einstellung import HOST, Einstellung, is_loopback, read_roles
from bot.buero.passwort import read_password
from bot.settings import UngueltigeEinstellung

PORT = 5020
PASSWORT = "WEGWEISER_PRUEFSTAND_PASSWORT"
ROLLEN_NAME = "WEGWEISER_PRUEFSTAND_ROLLEN"


def read_einstellung(
    environ: Mapping[str, str], host: str | None = None, port: int | None = None
) -> Einstellung:
    """The settings. On loopback nobody logs in unless a password is set.

    Raises UngueltigeEinstellung, above all without a password beyond loopback.
    """
    host, text = host or HOST, environ.get(PASSWORT, "")
    if not text and not is_loopback(host):
        raise UngueltigeEinstellung(
            f"Auf {host} startet der Prüfstand nur mit einem Passwort in {PASSWORT}."
            f" Ohne Passwort geht nur {HOST}"
        )
    passwort = read_password(text, PASSWORT) if text else None
    return Einstellung(passwort, read_roles(environ, ROLLEN_NAME), host, port or PORT)
