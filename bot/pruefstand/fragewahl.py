"""Why this question comes next: every fact, and why it is asked, waits or is skipped."""

from __future__ import annotations

from dataclasses import dataclass

from bot.eligibility.fragen import (
    ANFANG,
    FRAGEN_HOECHSTENS,
    GLEICHES_THEMA,
    NIE_GEFRAGT,
    SENSIBEL_KOSTET,
    Planer,
)
from bot.eligibility.probelauf import Probelauf
from bot.interview.stand import Stand
from bot.interview.werkzeug import Werkzeug
from bot.profile import FAKTEN, Profil
from bot.reply.angebote import nearness

GEFRAGT, WARTET, OHNE_FOLGE, ERLEDIGT = "wird gefragt", "wartet", "ändert nichts", "erledigt"
GRUPPEN = (GEFRAGT, WARTET, OHNE_FOLGE, ERLEDIGT)


@dataclass(frozen=True)
class Kandidat:
    """One fact: in which group it is, why, for which Wege, how many facts it leaves open."""

    fakt: str
    gruppe: str
    grund: str
    wege: tuple[str, ...] = ()
    rest: float | None = None


def explain_question(
    werkzeug: Werkzeug, profil: Profil, stand: Stand
) -> tuple[tuple[str, tuple[Kandidat, ...]], ...]:
    """All facts in groups, the ones that wait ordered as the planner would take them."""
    planer = Planer(werkzeug.regelwerk, werkzeug.stichtag, nearness(werkzeug.offers(profil)))
    lauf = planer.rehearse(profil, stand.erledigt, stand.gestellt)
    moeglich, wirksam = lauf.candidates(), lauf.relevant()
    alle = [_candidate(fakt, lauf, profil, stand, moeglich, wirksam) for fakt in FAKTEN]
    return tuple(
        (gruppe, tuple(sorted((k for k in alle if k.gruppe == gruppe), key=_order)))
        for gruppe in GRUPPEN
    )


def _order(kandidat: Kandidat) -> float:
    return 99.0 if kandidat.rest is None else kandidat.rest


def _candidate(
    fakt: str,
    lauf: Probelauf,
    profil: Profil,
    stand: Stand,
    moeglich: tuple[str, ...],
    wirksam: tuple[str, ...],
) -> Kandidat:
    if fakt == stand.frage:
        return _asked(fakt, lauf, moeglich, wirksam)
    if grund := _done(fakt, profil, stand):
        return Kandidat(fakt, ERLEDIGT, grund)
    if fakt in ANFANG:
        return Kandidat(fakt, WARTET, "gehört zum Anfang und kommt vor allem anderen", (), 0.0)
    if stand.gestellt >= FRAGEN_HOECHSTENS:
        return Kandidat(fakt, OHNE_FOLGE, f"nach {FRAGEN_HOECHSTENS} Fragen ist Schluss")
    if fakt in wirksam:
        return _waiting(fakt, lauf)
    if fakt in moeglich:
        return Kandidat(
            fakt,
            WARTET if not wirksam else OHNE_FOLGE,
            "ändert die ersten Empfehlungen nicht allein, höchstens mit einer weiteren Antwort",
            lauf.affected(fakt),
            lauf.expected_rest(fakt),
        )
    return Kandidat(fakt, OHNE_FOLGE, _why_without_effect(fakt, profil))


def _asked(
    fakt: str, lauf: Probelauf, moeglich: tuple[str, ...], wirksam: tuple[str, ...]
) -> Kandidat:
    if fakt in ANFANG:
        return Kandidat(fakt, GEFRAGT, "gehört zum Anfang: für wen, was, wo")
    if fakt not in moeglich:
        return Kandidat(fakt, GEFRAGT, "die Person wollte diese Antwort ändern")
    grund = (
        "ihre Antwort ändert, was zuerst empfohlen wird, und danach bleibt am wenigsten offen"
        if fakt in wirksam
        else "zusammen mit einer weiteren Antwort ändert sie, was zuerst empfohlen wird"
    )
    return Kandidat(fakt, GEFRAGT, grund + _extra(fakt), lauf.affected(fakt), _rest(fakt, lauf))


def _waiting(fakt: str, lauf: Probelauf) -> Kandidat:
    grund = "ändert, was zuerst empfohlen wird; eine andere Frage ist gerade besser"
    return Kandidat(fakt, WARTET, grund + _extra(fakt), lauf.affected(fakt), _rest(fakt, lauf))


def _rest(fakt: str, lauf: Probelauf) -> float:
    return round(lauf.expected_rest(fakt), 1)


def _extra(fakt: str) -> str:
    """What the planner adds for delicate questions."""
    if not FAKTEN[fakt].sensibel:
        return ""
    zahl = f"{SENSIBEL_KOSTET:g}".replace(".", ",")
    return f" (heikel: kommt später, zählt wie {zahl} offene Fakten mehr)"


def _done(fakt: str, profil: Profil, stand: Stand) -> str:
    if profil.answered(fakt):
        return "beantwortet"
    if fakt in stand.erledigt:
        return "die Person möchte es nicht sagen"
    return "wird nie von selbst gefragt" if fakt in NIE_GEFRAGT else ""


def _why_without_effect(fakt: str, profil: Profil) -> str:
    bedingung = FAKTEN[fakt].nur_wenn
    if bedingung and profil.answered(bedingung[0]) and profil.get(bedingung[0]) not in bedingung[1]:
        return "passt nicht zu dem, was die Person gesagt hat"
    return "keine Antwort darauf ändert, was zuerst empfohlen wird"


SELBES_THEMA = GLEICHES_THEMA
"""Facts of the topic of the last answer count as so many open facts less."""
