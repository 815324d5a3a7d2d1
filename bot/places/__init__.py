"""Places of North Rhine-Westphalia: register of municipalities, reading of typed names."""

from bot.places.register import (
    BEZIRKE,
    Gemeinde,
    Kreis,
    all_gemeinden,
    all_kreise,
    gemeinde,
    gemeinden_by_plz,
    kreis,
    kreis_name,
)

__all__ = [
    "BEZIRKE",
    "Gemeinde",
    "Kreis",
    "all_gemeinden",
    "all_kreise",
    "gemeinde",
    "gemeinden_by_plz",
    "kreis",
    "kreis_name",
]
