"""The password of a staff page, as it stands in the environment: plain or as a hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass

from bot.settings import UngueltigeEinstellung

ZEICHEN_MINDESTENS = 12
ART = "scrypt"
AUFWAND = (2**14, 8, 1)
"""Cost, block size and lanes of scrypt: 16 MB and about 50 ms for each try."""


@dataclass(frozen=True)
class Passwort:
    """A password that can only be compared, not read."""

    salz: bytes
    kern: bytes

    def matches(self, versuch: str) -> bool:
        """Whether somebody has typed it; takes equally long for yes and no."""
        return hmac.compare_digest(_kern(versuch, self.salz), self.kern)

    def __str__(self) -> str:
        """The hash as it may stand in the environment."""
        return ":".join((ART, _text(self.salz), _text(self.kern)))


def new_password(klartext: str) -> Passwort:
    """A password from its text. Raises UngueltigeEinstellung when it is too short."""
    if len(klartext) < ZEICHEN_MINDESTENS:
        raise UngueltigeEinstellung(
            f"Das Passwort ist zu kurz. Erlaubt: {ZEICHEN_MINDESTENS} Zeichen und mehr"
        )
    salz = secrets.token_bytes(16)
    return Passwort(salz, _kern(klartext, salz))


def roll_password() -> str:
    """A password for this once, when nobody has set one."""
    return secrets.token_urlsafe(12)


def read_password(eingestellt: str, name: str = "Das Passwort") -> Passwort:
    """The password from a setting, plain or as `str(new_password(...))` has written it.

    `name` is that of the setting. Raises UngueltigeEinstellung; the message never repeats the
    password.
    """
    if not eingestellt.startswith(f"{ART}:"):
        return new_password(eingestellt)
    try:
        _, salz, kern = eingestellt.split(":")
        gelesen = Passwort(base64.b64decode(salz, validate=True), base64.b64decode(kern))
    except ValueError:
        raise UngueltigeEinstellung(f"{name}: {_KAPUTT}") from None
    if len(gelesen.kern) != hashlib.sha256().digest_size or len(gelesen.salz) < 16:
        raise UngueltigeEinstellung(f"{name}: {_KAPUTT}")
    return gelesen


_KAPUTT = (
    "so sieht kein Hash aus."
    " Erlaubt: was `wegweiser verwaltung --passwort` zeigt, oder ein Passwort"
)


def _kern(text: str, salz: bytes) -> bytes:
    n, r, p = AUFWAND
    return hashlib.scrypt(text.encode(), salt=salz, n=n, r=r, p=p, dklen=32)


def _text(roh: bytes) -> str:
    return base64.b64encode(roh).decode("ascii")
