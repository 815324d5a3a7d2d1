"""A person on a day of law -> one Befund per Weg."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from functools import lru_cache
from itertools import chain
from typing import TypeVar

from bot.eligibility.antwort import JA, NEIN, OFFEN, Antwort
from bot.eligibility.aussicht import Aenderbares, opens_in
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import (
    STAERKE,
    Befund,
    Beleg,
    Fassung,
    Grund,
    Regelwerk,
    Sorte,
    Weg,
)
from bot.eligibility.tueren import (
    MUSTER_HOECHSTENS,
    Abschnitt,
    Aussage,
    Rechtsstand,
    law_ahead,
    law_on,
)
from bot.eligibility.vergleiche import Muster, forget_values, muster_of, remember
from bot.profile import Profil

T = TypeVar("T")
NICHT_EINGETRAGEN = (Grund("", Beleg(), Sorte.NICHT_EINGETRAGEN),)


def assess(
    regelwerk: Regelwerk,
    profil: Profil,
    stichtag: date,
    heute: date,
    nur: Collection[str] | None = None,
) -> tuple[Befund, ...]:
    """The Befund of every Weg (or of those in `nur`), in the order of the contract.

    `stichtag` is the day of law, `heute` the day the program runs: a version that should have
    been looked at again by then no longer says `ja` about today.
    """
    pruefungen = _checks(regelwerk, stichtag, heute)
    lage = Lage(profil, stichtag)
    muster = muster_of(lage)
    return tuple(
        pruefung.befund(lage, muster, voraus)
        for pruefung, voraus in pruefungen
        if nur is None or pruefung.weg.name in nur
    )


@lru_cache(maxsize=256)
def _checks(
    regelwerk: Regelwerk, stichtag: date, heute: date
) -> tuple[tuple[Wegpruefung, tuple[Abschnitt, ...]], ...]:
    """All Wege, ready to be asked, with the law of the months ahead."""
    return tuple(
        (_check(regelwerk, voraus[0].recht, stichtag, heute), voraus)
        for voraus in (law_ahead(weg, stichtag) for weg in regelwerk.wege)
    )


def _check(regelwerk: Regelwerk, recht: Rechtsstand, stichtag: date, heute: date) -> Wegpruefung:
    fassungen = [tuer.fassung for tuer in recht.tueren] if stichtag >= heute else []
    veraltet = frozenset(fassung for fassung in fassungen if is_stale(fassung, heute))
    return _shared_check(regelwerk, recht, veraltet)


@lru_cache(maxsize=16_384)
def _shared_check(
    regelwerk: Regelwerk, recht: Rechtsstand, veraltet: frozenset[Fassung]
) -> Wegpruefung:
    """The same for all days on which the law is the same and as fresh."""
    return Wegpruefung(regelwerk, recht, veraltet)


class Wegpruefung:
    """Says what one Weg is for a person, by the bits of her comparisons."""

    def __init__(
        self, regelwerk: Regelwerk, recht: Rechtsstand, veraltet: frozenset[Fassung]
    ) -> None:
        self.weg = recht.weg
        self._recht, self._veraltet = recht, veraltet
        self._aenderbares = Aenderbares(regelwerk, recht)
        self._befunde: dict[Muster, Befund] = {}

    def befund(self, lage: Lage, muster: Muster, voraus: tuple[Abschnitt, ...]) -> Befund:
        """The answer with reasons, missing facts, advice and outlook."""
        zaehlt = self._recht.what_counts(muster)
        schluessel = muster & zaehlt
        befund = self._befunde.get(schluessel)
        if befund is None:
            befund = self._today(muster)
            remember(self._befunde, schluessel, befund, MUSTER_HOECHSTENS)
        if befund.antwort is not NEIN:
            return befund
        was = self._aenderbares.smallest(lage, muster, zaehlt)
        wann = opens_in(voraus, lage)
        if not was and wann is None:
            return befund
        return Befund(
            befund.weg, NEIN, None, befund.gruende, (), befund.tun, was_aendern=was, ab_wann=wann
        )

    def _today(self, muster: Muster) -> Befund:
        """The Befund without what may come."""
        if not self.weg.eingetragen:
            return Befund(self.weg.name, OFFEN, gruende=NICHT_EINGETRAGEN)
        tueren = [(tuer.fassung, tuer.statement(muster)) for tuer in self._recht.tueren]
        frisch = [self._fresh(*tuer) for tuer in tueren]
        beste = max(frisch, default=NEIN)
        passend = [tuer for tuer, antwort in zip(tueren, frisch, strict=True) if antwort is beste]
        if beste is JA:
            return _yes(self.weg, passend)
        if beste is OFFEN:
            return _open(self.weg, passend)
        return _no(self._recht, [aussage for _, aussage in tueren])

    def _fresh(self, fassung: Fassung, aussage: Aussage) -> Antwort:
        """Old information fails closed, but only for answers about today or later."""
        veraltet = aussage.antwort is JA and fassung in self._veraltet
        return OFFEN if veraltet else aussage.antwort

    def forget(self) -> None:
        """Empties what is remembered, for measuring."""
        self._befunde.clear()
        self._aenderbares.forget()


def forget(regelwerk: Regelwerk, stichtag: date, heute: date) -> None:
    """Empties all that is remembered of bits and values, for measuring."""
    forget_values()
    for pruefung, voraus in _checks(regelwerk, stichtag, heute):
        pruefung.forget()
        for abschnitt in voraus:
            abschnitt.recht.forget()


@lru_cache(maxsize=65536)
def doors(weg: Weg, stichtag: date) -> tuple[Fassung, ...]:
    """The versions in force on a day, one for each door that exists then."""
    return tuple(tuer.fassung for tuer in law_on(weg, stichtag).tueren)


def answer_of_door(fassung: Fassung, lage: Lage) -> Antwort:
    """Whether one door is open for a person; a closed one is closed for everybody."""
    if fassung.gesperrt:
        return NEIN
    betrifft = fassung.betrifft.pruefe(lage)
    return NEIN if betrifft is NEIN else min(betrifft, fassung.wenn.pruefe(lage))


def answer_of_weg(weg: Weg, lage: Lage) -> Antwort:
    """The answer alone, without reasons; the law is taken as fresh."""
    recht = law_on(weg, lage.stichtag)
    return recht.answer(muster_of(lage)) if weg.eingetragen else OFFEN


def is_stale(fassung: Fassung, heute: date) -> bool:
    """Whether a version without an end should have been looked at again before `heute`."""
    bis = fassung.stand.pruefen_bis
    return fassung.geltung.bis is None and bis is not None and bis < heute


def _yes(weg: Weg, tueren: list[tuple[Fassung, Aussage]]) -> Befund:
    fassung, aussage = min(tueren, key=lambda tuer: STAERKE[tuer[0].art])
    return Befund(weg.name, JA, fassung.art, aussage.gruende, tun=fassung.tun)


def _open(weg: Weg, tueren: list[tuple[Fassung, Aussage]]) -> Befund:
    teile = [_stale(*tuer) if tuer[1].antwort is JA else tuer[1] for tuer in tueren]
    gruende = _joined([teil.gruende for teil in teile])
    fehlend = (grund.fakt for grund in gruende if grund.fakt and grund.sorte is Sorte.FEHLT)
    return Befund(
        weg.name,
        OFFEN,
        gruende=gruende,
        fehlende_fakten=tuple(dict.fromkeys(fehlend)),
        tun=_joined([teil.tun for teil in teile]),
    )


def _stale(fassung: Fassung, aussage: Aussage) -> Aussage:
    """What an open door says when nobody has looked at its law for too long."""
    satz, *weitere = aussage.gruende
    alt = Grund("", fassung.beleg, Sorte.VERALTET)
    return Aussage(OFFEN, True, (satz, alt, *weitere), fassung.tun)


def _no(recht: Rechtsstand, aussagen: list[Aussage]) -> Befund:
    gruende = [aussage.gruende for aussage in aussagen]
    if not any(aussage.gemeint for aussage in aussagen):
        gruende = [recht.saetze, *gruende]
    tun = _joined([aussage.tun for aussage in aussagen])
    return Befund(recht.weg.name, NEIN, gruende=_joined(gruende), tun=tun)


def _joined(teile: list[tuple[T, ...]]) -> tuple[T, ...]:
    """All parts one after another, each thing once; the parts hold nothing twice."""
    volle = [teil for teil in teile if teil]
    if len(volle) < 2:
        return volle[0] if volle else ()
    return tuple(dict.fromkeys(chain.from_iterable(volle)))
