"""Conditions of the rule files, built into a tree of checks that can be explained."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from bot.eligibility.antwort import GEGENTEIL, JA, NEIN, OFFEN, Antwort
from bot.eligibility.bedingungen import (
    BedingungsFehler,
    Nachschlag,
    changes_of,
    compile_condition,
    describe,
    limits,
    list_days,
)
from bot.eligibility.lage import Lage
from bot.eligibility.regelwerk import (
    Begriff,
    Beleg,
    Geltung,
    Knoten,
    Pruefung,
    Sorte,
    Vermerk,
    Wechsel,
)
from bot.eligibility.zeilen_yaml import Abbildung, Liste, RegelFehler, is_one_of
from bot.profile import FAKTEN

VERMERKE = (
    "sonst",
    "dann",
    "rechtsgrundlage",
    "quelle",
    "tun",
    "ausnahme",
    "vermutung",
    "warum",
)
_WARUM = {"behoerde": Sorte.BEHOERDE, "nicht_abgebildet": Sorte.NICHT_ABGEBILDET}
_IMMER = {"ja": JA, "nein": NEIN, "offen": OFFEN}


@dataclass
class Bauplatz:
    """What a condition may refer to while a file is read."""

    datei: Path
    nachschlag: Nachschlag
    begriffe: Mapping[str, Begriff] = field(default_factory=dict)
    quellen: Mapping[str, str] = field(default_factory=dict)

    def fehler(self, stelle: Any, text: str) -> RegelFehler:
        """An error at the line of a mapping, list or line number."""
        zeile = stelle if isinstance(stelle, int) else getattr(stelle, "zeile", 1)
        return RegelFehler(self.datei, zeile, text)

    def beleg(self, angabe: Abbildung) -> Beleg | None:
        """Paragraph and address of the source beside a condition; None where neither stands."""
        if "rechtsgrundlage" not in angabe and "quelle" not in angabe:
            return None
        schluessel = angabe.get("quelle", "")
        if schluessel and not is_one_of(schluessel, self.quellen):
            namen = ", ".join(sorted(self.quellen))
            raise self.fehler(
                angabe.zeilen["quelle"], f"Quelle {schluessel!r} gibt es nicht. Quellen: {namen}"
            )
        rechtsgrundlage = sentence(angabe, "rechtsgrundlage", self)
        return Beleg(rechtsgrundlage, self.quellen.get(schluessel, ""))


ALLES = Knoten("alle", lambda lage: JA, frozenset())
"""The condition that always holds."""


def build(angabe: Any, platz: Bauplatz) -> Knoten:
    """A condition tree. A list means that all must hold. Raises RegelFehler."""
    if angabe is None:
        return ALLES
    if isinstance(angabe, Liste):
        return _all_of(angabe, platz)
    if not isinstance(angabe, Abbildung):
        raise platz.fehler(angabe, f"Bedingung erwartet, gefunden: {angabe!r}")
    return _one(angabe, platz)


def _all_of(liste: Liste, platz: Bauplatz) -> Knoten:
    kinder = tuple(build(kind, platz) for kind in liste)
    if not kinder:
        raise platz.fehler(liste, "leere Liste von Bedingungen")
    return _join("alle", min, kinder, f"{platz.datei.name}:{liste.zeile}")


def _join(
    art: str,
    waehle: Callable[..., Antwort],
    kinder: tuple[Knoten, ...],
    ort: str,
) -> Knoten:
    checks = [kind.pruefe for kind in kinder]
    stop = NEIN if waehle is min else JA

    def check(lage: Lage) -> Antwort:
        ergebnis = checks[0](lage)
        for pruefung in checks[1:]:
            if ergebnis is stop:
                break
            ergebnis = waehle(ergebnis, pruefung(lage))
        return ergebnis

    fakten = frozenset[str]().union(*(kind.fakten for kind in kinder))
    return Knoten(
        art, check, fakten, kinder=kinder, ort=ort, wechsel=_changes(kinder), tage=_days(kinder)
    )


def _days(kinder: tuple[Knoten, ...]) -> frozenset[date]:
    return frozenset[date]().union(*(kind.tage for kind in kinder))


def _changes(kinder: tuple[Knoten, ...]) -> tuple[Wechsel, ...]:
    return tuple(wechsel for kind in kinder for wechsel in kind.wechsel)


def _one(angabe: Abbildung, platz: Bauplatz) -> Knoten:
    """A mapping holds one or more conditions (all must hold) and notes beside them."""
    schluessel = [name for name in angabe if name not in VERMERKE]
    if not schluessel:
        raise platz.fehler(angabe, "keine Bedingung, nur Vermerke: " + ", ".join(angabe))
    teile = tuple(_part(name, angabe[name], angabe, platz) for name in schluessel)
    ort = f"{platz.datei.name}:{angabe.zeile}"
    knoten = teile[0] if len(teile) == 1 else _join("alle", min, teile, ort)
    return _with_notes(knoten, _notes(angabe, platz), ort)


def _part(name: str, wert: Any, angabe: Abbildung, platz: Bauplatz) -> Knoten:
    zeile = angabe.zeilen[name]
    ort = f"{platz.datei.name}:{zeile}"
    if name in ("alle", "eine_von"):
        return _group(name, wert, zeile, platz)
    if name == "nicht":
        return _negation(build(wert, platz), ort)
    if name == "immer":
        return _constant(wert, zeile, platz)
    if name in platz.begriffe:
        return _begriff(platz.begriffe[name], wert, zeile, platz)
    if name not in FAKTEN:
        erlaubt = ", ".join(("alle", "eine_von", "nicht", "immer", *platz.begriffe, *FAKTEN))
        raise platz.fehler(zeile, f"{name!r} ist kein Fakt und kein Begriff. Erlaubt: {erlaubt}")
    try:
        pruefung = compile_condition(name, wert, platz.nachschlag)
    except BedingungsFehler as fehler:
        raise platz.fehler(zeile, str(fehler)) from fehler
    return Knoten(
        "blatt",
        pruefung,
        frozenset({name}),
        name=name,
        ort=ort,
        text=_as_text(wert),
        wechsel=changes_of(name, wert),
        tage=list_days(wert, platz.nachschlag),
        vergleich=describe(name, wert, platz.nachschlag),
    )


def _as_text(wert: Any) -> str:
    if isinstance(wert, Mapping):
        return " und ".join(f"{wort} {grenze}" for wort, grenze in wert.items())
    return " oder ".join(map(str, wert)) if isinstance(wert, list) else str(wert)


def _group(name: str, wert: Any, zeile: int, platz: Bauplatz) -> Knoten:
    if not isinstance(wert, Liste) or not wert:
        raise platz.fehler(zeile, f"{name}: erwartet wird eine Liste von Bedingungen")
    kinder = tuple(build(kind, platz) for kind in wert)
    return _join(name, min if name == "alle" else max, kinder, f"{platz.datei.name}:{zeile}")


def _negation(kind: Knoten, ort: str) -> Knoten:
    innen = kind.pruefe

    def check(lage: Lage) -> Antwort:
        return GEGENTEIL[innen(lage)]

    return Knoten(
        "nicht", check, kind.fakten, kinder=(kind,), ort=ort, wechsel=kind.wechsel, tage=kind.tage
    )


def _constant(wert: Any, zeile: int, platz: Bauplatz) -> Knoten:
    if not is_one_of(wert, _IMMER):
        raise platz.fehler(zeile, f"immer: {wert!r} gibt es nicht. Erlaubt: {', '.join(_IMMER)}")
    antwort = _IMMER[wert]
    ort = f"{platz.datei.name}:{zeile}"
    return Knoten("immer", lambda lage: antwort, frozenset(), ort=ort, text=str(wert))


def _begriff(begriff: Begriff, wert: Any, zeile: int, platz: Bauplatz) -> Knoten:
    ort = f"{platz.datei.name}:{zeile}"
    if wert not in ("ja", "nein"):
        raise platz.fehler(zeile, f"{begriff.name}: {wert!r} gibt es nicht. Erlaubt: ja, nein")
    fakten = frozenset[str]().union(*(knoten.fakten for _, knoten in begriff.fassungen))
    knoten = Knoten(
        "begriff",
        _dated(begriff),
        fakten,
        kinder=tuple(kind for _, kind in begriff.fassungen),
        name=begriff.name,
        ort=ort,
        text="ja",
        fassungen=begriff.fassungen,
        wechsel=_changes(tuple(kind for _, kind in begriff.fassungen)),
        tage=_days(tuple(kind for _, kind in begriff.fassungen)).union(
            *(limits(geltung) for geltung, _ in begriff.fassungen)
        ),
    )
    return knoten if wert == "ja" else _negation(knoten, ort)


def _dated(begriff: Begriff) -> Pruefung:
    def check(lage: Lage) -> Antwort:
        antwort = lage.begriffe.get(begriff.name)
        if antwort is None:
            knoten = begriff_on(begriff.fassungen, lage)
            antwort = OFFEN if knoten is None else knoten.pruefe(lage)
            lage.begriffe[begriff.name] = antwort
        return antwort

    return check


def begriff_on(fassungen: Iterable[tuple[Geltung, Knoten]], lage: Lage) -> Knoten | None:
    """The version of a Begriff on the day of law; None where there is none."""
    return next((knoten for geltung, knoten in fassungen if geltung.covers(lage.stichtag)), None)


def _notes(angabe: Abbildung, platz: Bauplatz) -> Vermerk:
    warum = angabe.get("warum", "nicht_abgebildet")
    if not is_one_of(warum, _WARUM):
        raise platz.fehler(
            angabe.zeilen["warum"], f"warum: {warum!r} gibt es nicht. Erlaubt: {', '.join(_WARUM)}"
        )
    return Vermerk(
        sonst=sentence(angabe, "sonst", platz),
        dann=sentence(angabe, "dann", platz),
        beleg=platz.beleg(angabe),
        tun=sentences(angabe, "tun", platz),
        ausnahme=sentence(angabe, "ausnahme", platz),
        vermutung=sentence(angabe, "vermutung", platz),
        warum=_WARUM[warum],
    )


def sentence(angabe: Abbildung, name: str, platz: Bauplatz) -> str:
    """One sentence under a key; empty where the key is absent."""
    wert = angabe.get(name, "")
    if not isinstance(wert, str):
        raise platz.fehler(angabe.zeilen[name], f"{name}: erwartet wird ein Satz")
    return wert


def sentences(angabe: Abbildung, name: str, platz: Bauplatz) -> tuple[str, ...]:
    """One sentence or a list of sentences under a key."""
    wert = angabe.get(name, [])
    liste = [wert] if isinstance(wert, str) else wert
    if not isinstance(liste, list) or not all(isinstance(satz, str) for satz in liste):
        raise platz.fehler(angabe.zeilen[name], f"{name}: erwartet wird ein Satz oder eine Liste")
    return tuple(liste)


def _with_notes(knoten: Knoten, vermerk: Vermerk, ort: str) -> Knoten:
    """Notes beside a condition; a presumption lifts offen to ja, an exception nein to offen.

    Both together: unknown is presumed, missed is left to the authority.
    """
    pruefe = knoten.pruefe
    if vermerk.vermutung:
        pruefe = _lift(pruefe, OFFEN, JA)
    if vermerk.ausnahme:
        pruefe = _lift(pruefe, NEIN, OFFEN)
    if vermerk == Vermerk():
        return knoten
    return Knoten(
        "vermerk",
        pruefe,
        knoten.fakten,
        vermerk,
        (knoten,),
        name=knoten.name,
        ort=ort,
        wechsel=knoten.wechsel,
        tage=knoten.tage,
    )


def with_source(knoten: Knoten, beleg: Beleg | None) -> Knoten:
    """The same condition with a source for all sentences in it that name none."""
    return knoten if beleg is None else _with_notes(knoten, Vermerk(beleg=beleg), knoten.ort)


def _lift(innen: Pruefung, von: Antwort, auf: Antwort) -> Pruefung:
    def check(lage: Lage) -> Antwort:
        antwort = innen(lage)
        return auf if antwort is von else antwort

    return check
