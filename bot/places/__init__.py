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
from bot.places.suche import PlaceResult, find_places
from bot.places.woerterbuch import OrteFehler, load_woerterbuch

__all__ = [
    "BEZIRKE",
    "Gemeinde",
    "Kreis",
    "OrteFehler",
    "PlaceResult",
    "all_gemeinden",
    "all_kreise",
    "find_places",
    "gemeinde",
    "gemeinden_by_plz",
    "kreis",
    "kreis_name",
    "load_woerterbuch",
]
