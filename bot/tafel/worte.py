"""A condition of a rule file in German words, as a tree that a template can print."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from bot.eligibility.knoten import VERMERKE
from bot.eligibility.zeilen_yaml import Abbildung, read_yaml
from bot.profile import FAKTEN
from bot.reply.texte import HELFER, Texte, render, zeit_in_worten


@dataclass(frozen=True)
class Satz:
    """A sentence as the person and as a helper hears it, and when it is said."""

    wann: str
    selbst: str
    helfer: str


@dataclass(frozen=True)
class Bedingung:
    """One line of a condition with what stands beside it and below it.

    `begriff` is set where the line names a shared condition; `rechtsgrundlage` and `quelle` (its
    short name) where they differ from those of the version.
    """

    text: str
    kinder: tuple[Bedingung, ...] = ()
    saetze: tuple[Satz, ...] = ()
    rechtsgrundlage: str = ""
    quelle: str = ""
    begriff: str = ""


@dataclass(frozen=True)
class Sprache:
    """Turns conditions into words: names of facts and values, named days."""

    texte: Texte
    tage: Mapping[str, str]

    def conditions(self, angabe: Any) -> tuple[Bedingung, ...]:
        """The lines for what stands under `wenn` or `betrifft`; all of them must hold."""
        if angabe is None:
            return ()
        if isinstance(angabe, list):
            return tuple(self._one(einer) for einer in angabe)
        return (self._one(angabe),)

    def _one(self, angabe: Any) -> Bedingung:
        """A mapping with its notes, or a list inside a list."""
        if isinstance(angabe, list):
            return Bedingung(words()["gruppen"]["alle"], self.conditions(angabe))
        namen = [name for name in angabe if name not in VERMERKE]
        teile = [self._part(name, angabe[name], angabe) for name in namen]
        if len(teile) > 1:
            teile = [Bedingung(words()["gruppen"]["alle"], tuple(teile))]
        return Bedingung(
            teile[0].text,
            teile[0].kinder,
            tuple(self._sentences(angabe)),
            angabe.get("rechtsgrundlage", ""),
            angabe.get("quelle", ""),
            teile[0].begriff,
        )

    def _part(self, name: str, wert: Any, angabe: Abbildung) -> Bedingung:
        if name in words()["gruppen"]:
            return Bedingung(words()["gruppen"][name], self.conditions(wert))
        if name == "immer":
            warum = angabe.get("warum", "nicht_abgebildet") if wert == "offen" else wert
            return Bedingung(words()["immer"][warum])
        if name not in FAKTEN:
            return Bedingung(words()["begriff"][wert].format(name=name), begriff=name)
        return Bedingung(f"{self.texte.satz(f'fragen.{name}.name')}: {self._value(name, wert)}")

    def _value(self, fakt: str, wert: Any) -> str:
        if isinstance(wert, Mapping):
            return " und ".join(self._comparison(fakt, wort, w) for wort, w in wert.items())
        werte = wert if isinstance(wert, list) else [wert]
        return " oder ".join(self._name(fakt, einer) for einer in werte)

    def _comparison(self, fakt: str, wort: str, wert: Any) -> str:
        art = FAKTEN[fakt].art.value
        if art in ("monat", "geburt") and wort in ("vor", "ab", "nach", "bis"):
            wert = self.day(wert)
        elif art == "wahl":
            wert = self._name(fakt, wert)
        text: str = words()["vergleiche"][art][wort]
        return text.format(wert=wert)

    def _name(self, fakt: str, wert: Any) -> str:
        return self.texte.wert_name(fakt, wert) or str(wert)

    def day(self, wert: Any) -> str:
        """A day, month or year in words; a named day with its name."""
        if wert in self.tage:
            return f"{zeit_in_worten(self.tage[wert])} ({wert})"
        return zeit_in_worten(str(wert))

    def country(self, land: str) -> str:
        """The German name of a country."""
        return self._name("herkunft", land)

    def _sentences(self, angabe: Abbildung) -> Iterator[Satz]:
        """What is said beside a condition; beside `immer` the sentence is said in any case."""
        stets = {"sonst": words()["stets"]} if "immer" in angabe else {}
        for name, wann in {**words()["saetze"], **stets}.items():
            yield from both_roles(wann, angabe.get(name, []))


def both_roles(wann: str, texte: str | list[str]) -> tuple[Satz, ...]:
    """One sentence or several, each in the words for both roles."""
    liste = [texte] if isinstance(texte, str) else texte
    return tuple(Satz(wann, render(text), render(text, HELFER)) for text in liste)


@lru_cache(maxsize=1)
def words() -> Abbildung:
    """The German words for what the rule files write short."""
    return read_yaml(Path(__file__).with_name("worte.yml"))


def named_terms(angabe: Any) -> Iterator[str]:
    """Every key below a piece of a rule file that is neither a fact nor a note: Begriffe too."""
    if isinstance(angabe, Mapping):
        for name, wert in angabe.items():
            yield name
            yield from named_terms(wert)
    elif isinstance(angabe, list):
        for einer in angabe:
            yield from named_terms(einer)


def named_values(angabe: Any) -> Iterator[str]:
    """Every single value below a piece of a rule file: names of lists and days are among them."""
    if isinstance(angabe, Mapping):
        for wert in angabe.values():
            yield from named_values(wert)
    elif isinstance(angabe, list):
        for einer in angabe:
            yield from named_values(einer)
    else:
        yield str(angabe)
