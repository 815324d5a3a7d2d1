"""One turn while it is being made: facts, state, and what will be said."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.eligibility.fragen import FRAGEN_HOECHSTENS, Frage
from bot.interview.stand import Schritt, Stand
from bot.interview.werkzeug import Werkzeug
from bot.places import gemeinde
from bot.profile import FAKTEN, WEISS_NICHT, Profil, Value
from bot.reply import rahmen
from bot.reply.empfehlung import result_frame
from bot.reply.rahmen import Antworten

FRAGEN_BIS_UEBERSICHT = 5
LETZTE_FRAGEN = 2

HAENGT_AN: Mapping[str, tuple[str, ...]] = {
    "aufenthalt": ("paragraf", "duldungsart", "status_seit", "erwerbstaetigkeit"),
    "situation": ("arbeit_seit", "arbeit_stunden"),
    "zusage": ("ausbildungsbeginn",),
    "kinder": ("kinderbetreuung",),
}
"""Facts that are asked again when another one changes, because they were about the old one."""


@dataclass
class Zug:
    """A turn. `neu` and `anders` are the facts that this message brought or changed.

    `offen` is the question that was open when the message came.
    """

    werkzeug: Werkzeug
    fakten: dict[str, Value]
    stand: Stand
    offen: str | None = None
    neu: dict[str, Value] = field(default_factory=dict)
    anders: dict[str, Value] = field(default_factory=dict)
    antworten: Antworten = field(default_factory=list)

    @property
    def rolle(self) -> str | None:
        """Who is asking."""
        rolle = self.fakten.get("rolle")
        return str(rolle) if rolle else None

    @property
    def profil(self) -> Profil:
        """What is known of the person."""
        return Profil.of(self.fakten, self.werkzeug.stichtag)

    def satz(self, id: str, **werte: Any) -> str:
        """A sentence of the conversation for whoever is asking."""
        return self.werkzeug.texte.satz(f"gespraech.{id}", self.rolle, **werte)

    def say(self, satz: str, wahl: list[dict[str, Any]] | None = None) -> None:
        """One more bubble."""
        if satz:
            self.antworten.append(rahmen.text(satz, wahl))

    def frame(self, typ: str, **weiteres: Any) -> None:
        """What this turn is; said once."""
        if self.werkzeug.demo:
            weiteres["stichtag"] = self.werkzeug.stichtag.isoformat()
        self.antworten.append(rahmen.custom(typ, self.stand.frage, **weiteres))

    def said(self, fakt: str, wert: Value) -> str:
        """An answer repeated in words."""
        ort = gemeinde(str(wert)) if fakt == "ort" and wert != WEISS_NICHT else None
        return self.werkzeug.texte.wert_satz(fakt, ort.name if ort else wert, self.rolle)

    def place_name(self) -> str:
        """The name of the person's town; empty when it is not known."""
        ort = gemeinde(str(self.profil.known("ort")))
        return ort.name if ort else ""

    # --- facts ---------------------------------------------------------------------------

    def store(self, fakten: Mapping[str, Value]) -> None:
        """Takes in facts; what hung on a changed fact is forgotten and asked again."""
        frisch = {name: wert for name, wert in fakten.items() if self.fakten.get(name) != wert}
        if not frisch:
            return
        vorher = {name: self.fakten.get(name) for name in frisch}
        self.anders.update({name: wert for name, wert in frisch.items() if name in self.fakten})
        self.neu.update({n: wert for n, wert in frisch.items() if n not in self.fakten})
        for name in frisch:
            for abhaengig in HAENGT_AN.get(name, ()) if name in self.fakten else ():
                if abhaengig in self.fakten and abhaengig not in fakten:
                    vorher[abhaengig] = self.fakten.pop(abhaengig)
        self.fakten.update(frisch)
        self._implied(vorher)
        self._step(vorher)

    def _implied(self, vorher: dict[str, Value | None]) -> None:
        """A paragraph implies its paper; what no longer fits the paper goes."""
        stimmig = dict(self.profil.fakten)
        for name in {*stimmig, *self.fakten}:
            if stimmig.get(name) != self.fakten.get(name):
                vorher.setdefault(name, self.fakten.get(name))
        self.fakten = stimmig

    def forget(self, *namen: str) -> None:
        """Takes facts back, so that they can be asked again."""
        vorher = {name: self.fakten.pop(name) for name in namen if name in self.fakten}
        rest = tuple(name for name in self.stand.erledigt if name not in namen)
        self.stand = self.stand.with_changes(erledigt=rest, noch=None)
        if vorher:
            self.stand = self.stand.remember(Schritt(self.stand.frage, dict(vorher), rest))

    def decline(self) -> None:
        """The open question is not answered and not asked again."""
        if self.stand.frage is not None:
            self._step({}, (*self.stand.erledigt, self.stand.frage))

    def _step(self, vorher: dict[str, Value | None], erledigt: tuple[str, ...] = ()) -> None:
        """Remembers a step back; counts the open question when it is answered now."""
        stand = self.stand
        beantwortet = stand.frage is not None and (
            self.profil.answered(stand.frage) or stand.frage in erledigt
        )
        noch = None if self.anders else stand.noch
        self.stand = stand.remember(Schritt(stand.frage, vorher, stand.erledigt)).with_changes(
            gestellt=stand.gestellt + beantwortet,
            noch=noch - 1 if noch and beantwortet else noch,
            erledigt=erledigt or stand.erledigt,
            frage=None if beantwortet else stand.frage,
            fehlversuche=0,
            mehr=False,
        )

    # --- what comes next -----------------------------------------------------------------

    def go_on(self, uebersicht: bool = True) -> None:
        """The next question, an overview of the answers, or the result."""
        frage = self._next()
        if uebersicht and self._overview_due(frage):
            self.overview()
        elif frage is None:
            self.result()
        else:
            self.ask(frage)

    def _overview_due(self, frage: Frage | None) -> bool:
        """Every five questions and before the result, but not twice in a row near the end."""
        seither = self.stand.gestellt - self.stand.bis
        if frage is None:
            return seither > 0
        return seither >= FRAGEN_BIS_UEBERSICHT and frage.noch_hoechstens > LETZTE_FRAGEN

    def _next(self) -> Frage | None:
        stand = self.stand
        return self.werkzeug.next_question(self.profil, stand.erledigt, stand.gestellt, stand.frage)

    def ask(self, frage: Frage, satz: str = "", wahl: list[dict[str, Any]] | None = None) -> None:
        """Asks a question; `satz` and `wahl` replace its usual words and buttons."""
        stand = self.stand
        hoechstens = (
            frage.noch_hoechstens if stand.noch is None else min(frage.noch_hoechstens, stand.noch)
        )
        self.stand = stand.with_changes(
            frage=frage.fakt, noch=max(1, hoechstens), phase="frage", mehr=False
        )
        self.say_question(satz, wahl)
        self.antworten.append(
            rahmen.question_frame(
                self.werkzeug.texte,
                frage.fakt,
                self.rolle,
                warum=self.why(frage),
                schritt=self.stand.gestellt + 1,
                noch_hoechstens=self.stand.noch,
                **self._understood(),
                **self._day(),
            )
        )

    def _understood(self) -> dict[str, Any]:
        verstanden = {**self.neu, **self.anders}
        return {"verstanden": rahmen.facts_json(verstanden)} if verstanden else {}

    def _day(self) -> dict[str, Any]:
        return {"stichtag": self.werkzeug.stichtag.isoformat()} if self.werkzeug.demo else {}

    def say_question(self, satz: str = "", wahl: list[dict[str, Any]] | None = None) -> None:
        """The words and buttons of the open question, without a frame."""
        fakt = self.stand.frage
        if fakt is None:
            return
        texte = self.werkzeug.texte
        knoepfe = rahmen.question_choices(texte, fakt, self.rolle, self.stand.mehr)
        self.say(satz or rahmen.question_text(texte, fakt, self.rolle), wahl or knoepfe)

    def why(self, frage: Frage) -> str:
        """Why a question is asked: which Wege hang on it, or the general reason."""
        if not frage.wege:
            return self.werkzeug.texte.satz(f"fragen.{frage.fakt}.warum_fakt", self.rolle)
        titel = [self.werkzeug.regelwerk.weg(name).titel for name in frage.wege[:3]]
        return self.satz("warum.wege", wege=titel)

    def overview(self) -> None:
        """Everything that was said so far, each to be changed."""
        self.stand = self.stand.with_changes(
            frage=None, phase="uebersicht", bis=self.stand.gestellt
        )
        zeilen = [
            {"fakt": fakt, "name": self.fact_name(fakt), "satz": self.said(fakt, wert)}
            for fakt, wert in self._in_order()
        ]
        weiter = [rahmen.command(self.satz("knopf.weiter"), "weiter")]
        self.say(self.satz("uebersicht.text" if zeilen else "uebersicht.leer"))
        self.say(self.satz("uebersicht.weiter"), weiter)
        self.frame("uebersicht", fakten=rahmen.facts_json(self.fakten), zeilen=zeilen)

    def _in_order(self) -> list[tuple[str, Value]]:
        return [(name, self.fakten[name]) for name in FAKTEN if name in self.fakten]

    def fact_name(self, fakt: str) -> str:
        """The short word for a fact."""
        return self.werkzeug.texte.satz(f"fragen.{fakt}.name", self.rolle)

    def result(self) -> None:
        """The recommendation from what is known."""
        ergebnis = self.werkzeug.result(self.profil)
        frame = result_frame(ergebnis, self.werkzeug.texte)
        self.stand = self.stand.with_changes(
            frage=None, phase="empfehlung", bis=self.stand.gestellt, thema=None
        )
        anzahl = len(frame["wege"])
        einleitung = {0: "ergebnis.keine", 1: "ergebnis.einer"}.get(anzahl, "ergebnis.einleitung")
        if self.werkzeug.demo:
            self.say(self.satz("stand.stichtag", stichtag=self.werkzeug.stichtag))
        self.say(self.satz(einleitung))
        self.antworten.append(rahmen.custom("empfehlung", None, **frame))
        if frame["offene_fakten"]:
            self.say(self.satz("ergebnis.noch_unklar", fakten=frame["offene_fakten"]))
        self.say(self.satz("recht.hinweis"), self._after_result())

    def _after_result(self) -> list[dict[str, Any]]:
        return [
            rahmen.command(self.satz("knopf.warum"), "warum"),
            rahmen.command(self.satz("knopf.mehr_wege"), "mehr"),
            rahmen.command(self.satz("knopf.was_nicht"), "warum", thema="nein"),
            rahmen.command(self.satz("knopf.aendern"), "aendern"),
            rahmen.command(self.satz("knopf.mensch"), "mensch"),
            rahmen.command(self.satz("knopf.neu"), "neu"),
        ]

    def welcome(self) -> None:
        """The first words."""
        self.say(self.satz("willkommen.text", anzahl=FRAGEN_HOECHSTENS))
        self.say(self.satz("willkommen.daten"))
        if self.werkzeug.demo:
            self.say(self.satz("stand.stichtag", stichtag=self.werkzeug.stichtag))
