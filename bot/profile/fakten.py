"""The facts a person can tell: THE vocabulary of slots, rules, questions and JSON.

A fact is absent (not asked), `weiss_nicht` (asked, the person does not know) or has one of the
values below. Names and values are fixed: other programs rely on them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType

WEISS_NICHT = "weiss_nicht"
DEUTSCH_STUFEN = ("keine", "a1", "a2", "b1", "b2", "c1")
JA_NEIN = ("ja", "nein")

Value = str | int | tuple[str, ...]


class Art(Enum):
    """What kind of value a fact has; decides how it is checked and asked."""

    WAHL = "wahl"
    LISTE = "liste"
    ALTER = "alter"
    GEBURT = "geburt"
    MONAT = "monat"
    ORT = "ort"
    LAND = "land"
    ZAHL = "zahl"


@dataclass(frozen=True)
class Fakt:
    """One thing we may know about a person.

    `thema` groups questions that belong together; `sensibel` ones are asked late and may be
    declined, `heikel` ones only may be declined; `nur_wenn` names a fact and the values with
    which this one makes sense.
    """

    name: str
    art: Art
    werte: tuple[str, ...] = ()
    thema: str = "person"
    sensibel: bool = False
    nur_wenn: tuple[str, tuple[str, ...]] | None = None
    kennt_weiss_nicht: bool = True
    heikel: bool = False

    @property
    def ablehnbar(self) -> bool:
        """Whether the question offers "Möchte ich nicht sagen"."""
        return self.sensibel or self.heikel

    @property
    def ja_nein(self) -> bool:
        """Whether the question can be answered with yes or no."""
        return self.werte == JA_NEIN


def _wahl(name: str, *werte: str, **rest: object) -> Fakt:
    return Fakt(name, Art.WAHL, werte, **rest)  # type: ignore[arg-type]


def _ja_nein(name: str, **rest: object) -> Fakt:
    return Fakt(name, Art.WAHL, JA_NEIN, **rest)  # type: ignore[arg-type]


_ALLE = (
    _wahl("rolle", "selbst", "helfer", thema="anfang", kennt_weiss_nicht=False),
    Fakt(
        "wunsch",
        Art.LISTE,
        (
            "ausbildung",
            "arbeit",
            "schule",
            "deutsch",
            "praktikum",
            "studium",
            "beratung",
            "bleiben",
        ),
        thema="anfang",
    ),
    Fakt("ort", Art.ORT, thema="anfang"),
    Fakt("alter", Art.ALTER, thema="person"),
    Fakt("geburtsdatum", Art.GEBURT, thema="person"),
    _wahl(
        "aufenthalt",
        "erlaubnis",
        "niederlassungserlaubnis",
        "gestattung",
        "ankunftsnachweis",
        "duldung",
        "fiktionsbescheinigung",
        "visum",
        "kein_papier",
        thema="papier",
        heikel=True,
    ),
    _wahl(
        "paragraf",
        "p25_1",
        "p25_2_fluechtling",
        "p25_2_subsidiaer",
        "p25_3",
        "p25_5",
        "p25a",
        "p25b",
        "p104c",
        "p16g",
        "p24",
        "andere",
        thema="papier",
        nur_wenn=("aufenthalt", ("erlaubnis",)),
    ),
    _wahl(
        "duldungsart",
        "ausbildung",
        "beschaeftigung",
        "ermessen",
        "ungeklaerte_identitaet",
        "andere",
        thema="papier",
        nur_wenn=("aufenthalt", ("duldung",)),
    ),
    Fakt("status_seit", Art.MONAT, thema="papier"),
    _wahl("erwerbstaetigkeit", "erlaubt", "mit_erlaubnis", "verboten", thema="papier"),
    Fakt("einreise", Art.MONAT, thema="weg"),
    Fakt("asylantrag", Art.MONAT, thema="weg"),
    Fakt("herkunft", Art.LAND, thema="weg", sensibel=True),
    _wahl("unterbringung", "landeseinrichtung", "kommune", thema="weg"),
    _ja_nein("wohnsitzauflage", thema="weg"),
    Fakt("deutsch", Art.WAHL, DEUTSCH_STUFEN, thema="lernen"),
    _wahl(
        "schulabschluss",
        "keiner",
        "ausland",
        "esa",
        "eesa",
        "msa",
        "abitur",
        thema="lernen",
    ),
    _wahl(
        "situation",
        "schule",
        "ifk",
        "ffm",
        "berufskolleg",
        "integrationskurs",
        "sprachkurs",
        "eq",
        "ausbildung",
        "arbeit",
        "studium",
        "nichts",
        thema="lernen",
    ),
    _ja_nein("ifk_abgang", thema="lernen"),
    _ja_nein("integrationskurs_besucht", thema="lernen"),
    _ja_nein("kurs_verpflichtung", thema="lernen"),
    _ja_nein("schule_3_jahre", thema="lernen"),
    _wahl("zusage", "ausbildung", "helferausbildung", "eq", "arbeit", "keine", thema="arbeit"),
    Fakt(
        "ausbildungsbeginn",
        Art.MONAT,
        thema="arbeit",
        nur_wenn=("zusage", ("ausbildung", "helferausbildung")),
    ),
    _ja_nein("berufstaetigkeit_frueher", thema="arbeit"),
    _ja_nein("arbeitsuchend_gemeldet", thema="arbeit"),
    Fakt("arbeit_seit", Art.MONAT, thema="arbeit", nur_wenn=("situation", ("arbeit",))),
    Fakt("arbeit_stunden", Art.ZAHL, thema="arbeit", nur_wenn=("situation", ("arbeit",))),
    _wahl("leistung", "jobcenter", "sozialamt", "keine", thema="leben"),
    _ja_nein("lebensunterhalt_gesichert", thema="leben", sensibel=True),
    _ja_nein("wohnt_bei_eltern", thema="leben"),
    _ja_nein("kinder", thema="leben", sensibel=True),
    _ja_nein("kinderbetreuung", thema="leben", nur_wenn=("kinder", ("ja",))),
    _wahl(
        "identitaet",
        "rechtzeitig",
        "spaet",
        "nicht_geklaert",
        thema="ausweis",
        sensibel=True,
    ),
    _ja_nein("pass", thema="ausweis", sensibel=True),
)

FAKTEN: Mapping[str, Fakt] = MappingProxyType({fakt.name: fakt for fakt in _ALLE})
"""Every fact by name, in the order in which ties between questions are broken."""

KURZFORMEN: Mapping[str, str] = MappingProxyType(
    {"monate_mit_status": "status_seit", "monate_in_deutschland": "einreise"}
)
"""Lengths of time in months that may be given instead of a month."""
