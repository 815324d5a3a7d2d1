"""The person: which facts there are, what values they have, what we know of somebody."""

from bot.profile.fakten import (
    DEUTSCH_STUFEN,
    FAKTEN,
    JA_NEIN,
    KURZFORMEN,
    WEISS_NICHT,
    Art,
    Fakt,
    Value,
)
from bot.profile.profil import (
    GEHOERT_ZUM_PAPIER,
    Profil,
    UngueltigeEingabe,
    UngueltigerWert,
    check_value,
)

__all__ = [
    "DEUTSCH_STUFEN",
    "FAKTEN",
    "GEHOERT_ZUM_PAPIER",
    "JA_NEIN",
    "KURZFORMEN",
    "WEISS_NICHT",
    "Art",
    "Fakt",
    "Profil",
    "UngueltigeEingabe",
    "UngueltigerWert",
    "Value",
    "check_value",
]
