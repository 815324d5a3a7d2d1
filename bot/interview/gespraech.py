"""The dialogue: what was understood + where we stand -> new facts, new state, reply.

Pure: no clock, no Rasa, no network. Facts that were said are stored first, whatever the
message was about; then the one thing it was about is answered; then the open question is
repeated or the next one is asked. Every turn says what it is exactly once.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from bot.interview import auskunft
from bot.interview.eingabe import Eingabe
from bot.interview.stand import Stand
from bot.interview.werkzeug import Werkzeug
from bot.interview.zug import Zug
from bot.places import gemeinde, kreis_name
from bot.profile import FAKTEN, WEISS_NICHT, Value
from bot.profile.profil import is_in_future
from bot.reply import rahmen
from bot.reply.rahmen import Antworten


@dataclass(frozen=True)
class Antwort:
    """A finished turn: all facts, the state, the `antworten` of the channel."""

    fakten: Mapping[str, Value]
    stand: Stand
    antworten: Antworten


def advance(
    eingabe: Eingabe, fakten: Mapping[str, Value], stand: Stand, werkzeug: Werkzeug
) -> Antwort:
    """One turn of the conversation."""
    zug = Zug(werkzeug, dict(fakten), stand, offen=stand.frage)
    _take_facts(zug, eingabe)
    _TUN.get(eingabe.absicht, _answer_facts)(zug, eingabe)
    return Antwort(zug.fakten, zug.stand, zug.antworten)


# --- facts -------------------------------------------------------------------------------------


def _take_facts(zug: Zug, eingabe: Eingabe) -> None:
    """Stores what was said; a value that was denied is taken back."""
    if eingabe.absicht in _OHNE_FAKTEN:
        return
    falsch = [name for name, wert in eingabe.verneint if zug.fakten.get(name) == wert]
    if falsch:
        zug.forget(*falsch)
    stichtag = zug.werkzeug.stichtag
    zug.store({n: w for n, w in eingabe.fakten.items() if not is_in_future(n, w, stichtag)})


def _answer_facts(zug: Zug, eingabe: Eingabe) -> None:
    """Says back what was understood and goes on; asks again where nothing was."""
    if eingabe.orte or eingabe.kreis or eingabe.ausserhalb:
        if _answer_place(zug, eingabe):
            return
    elif not (zug.neu or zug.anders):
        _not_understood(zug, eingabe)
        return
    _say_back(zug)
    zug.go_on()


def _say_back(zug: Zug) -> None:
    """Two or more new facts, a changed one, or one that was not asked, in one short sentence."""
    if zug.anders:
        saetze = [zug.said(fakt, wert) for fakt, wert in zug.anders.items()]
        zug.say(zug.satz("verstanden.geaendert", saetze=rahmen.join(saetze)))
    if len(zug.neu) > 1 or (zug.neu and zug.offen and zug.offen not in zug.neu):
        saetze = [zug.said(fakt, wert) for fakt, wert in zug.neu.items()]
        zug.say(zug.satz("verstanden.text", saetze=rahmen.join(saetze)))


def _answer_place(zug: Zug, eingabe: Eingabe) -> bool:
    """A place that needs another word. True when the turn is complete."""
    if "ort" in zug.neu or "ort" in zug.anders:
        return False
    if eingabe.ausserhalb:
        zug.say(zug.satz("ort.ausserhalb_nrw", ort=eingabe.ausserhalb))
        zug.say(zug.satz("ort.ausserhalb_hilfe"))
        if zug.stand.frage == "ort":
            zug.decline()
        return False
    _say_back(zug)
    zug.stand = zug.stand.with_changes(frage="ort")
    zug.forget("ort")
    frage = zug.werkzeug.next_question(
        zug.profil, zug.stand.erledigt, min(zug.stand.gestellt, 11), "ort"
    )
    if frage is None or frage.fakt != "ort":
        zug.go_on()
    elif eingabe.orte:
        zug.ask(frage, _ask_which(zug, eingabe.orte), _place_choices(zug, eingabe.orte))
    else:
        name = kreis_name(eingabe.kreis or "") or ""
        zug.ask(frage, zug.satz("ort.stadt_im_kreis", kreis=name))
    return True


def _ask_which(zug: Zug, orte: tuple[str, ...]) -> str:
    if len(orte) > 1:
        return zug.satz("ort.zwei_orte")
    eine = gemeinde(orte[0])
    return zug.satz("ort.meinst_du", ort=eine.name if eine else "")


def _place_choices(zug: Zug, orte: tuple[str, ...]) -> list[rahmen.Rahmen]:
    gefunden = [eine for ags in orte if (eine := gemeinde(ags))]
    wahl = [rahmen.choice(eine.name, "ort", eine.ags) for eine in gefunden]
    return [*wahl, rahmen.choice(zug.satz("knopf.weiss_nicht"), "ort", WEISS_NICHT)]


def _not_understood(zug: Zug, eingabe: Eingabe) -> None:
    """The first time how to say it, the second time buttons and a human."""
    if eingabe.verneint:
        zug.say(zug.satz("verstanden.verneint"))
        _go_on_or_repeat(zug, "auskunft", thema="verneint")
        return
    versuche = zug.stand.fehlversuche + 1
    zug.stand = zug.stand.with_changes(fehlversuche=versuche)
    mensch = [rahmen.command(zug.satz("knopf.mensch"), "mensch")]
    if versuche > 1:
        zug.say(zug.satz("nicht_verstanden.zweites_mal"), mensch)
    elif zug.stand.frage and eingabe.absicht in ("angabe", "nlu_fallback"):
        zug.say(zug.werkzeug.texte.satz(f"fragen.{zug.stand.frage}.fehler", zug.rolle))
    else:
        zug.say(zug.satz("nicht_verstanden.erstes_mal"), mensch)
    zug.frame("nicht_verstanden")
    zug.say_question()


def _go_on_or_repeat(zug: Zug, typ: str, **weiteres: object) -> None:
    """After something else was answered: the open question again, or the next step."""
    if zug.stand.frage is None and zug.stand.phase == "frage":
        zug.go_on()
        return
    zug.frame(typ, **weiteres)
    zug.say_question()


# --- commands ----------------------------------------------------------------------------------


def _start(zug: Zug, eingabe: Eingabe) -> None:
    zug.welcome()
    zug.go_on()


def _neu(zug: Zug, eingabe: Eingabe) -> None:
    """Everything is forgotten; the first question comes again."""
    zug.fakten, zug.stand = {}, Stand()
    zug.say(zug.satz("neu.text"))
    zug.go_on()


def _zurueck(zug: Zug, eingabe: Eingabe) -> None:
    """Undoes the last step and asks its question again; later answers are kept."""
    if not zug.stand.schritte:
        zug.say(zug.satz("zurueck.am_anfang"))
        zug.stand = zug.stand.with_changes(frage=None, phase="frage")
        zug.go_on(uebersicht=False)
        return
    *rest, letzter = zug.stand.schritte
    for name, wert in letzter.vorher.items():
        if wert is None:
            zug.fakten.pop(name, None)
        else:
            zug.fakten[name] = wert
    zug.stand = zug.stand.with_changes(
        schritte=tuple(rest),
        erledigt=letzter.erledigt,
        gestellt=max(0, zug.stand.gestellt - (letzter.frage is not None)),
        bis=min(zug.stand.bis, max(0, zug.stand.gestellt - 1)),
        frage=letzter.frage,
        noch=None,
        phase="frage",
    )
    zug.say(zug.satz("zurueck.text"))
    zug.go_on(uebersicht=False)


def _aendern(zug: Zug, eingabe: Eingabe) -> None:
    """Asks one fact again, or shows all answers to choose from."""
    if zug.anders or zug.neu:
        _answer_facts(zug, eingabe)
        return
    fakt = eingabe.fakt if eingabe.fakt in FAKTEN else None
    if fakt is None:
        zug.overview()
        return
    zug.forget("alter" if fakt == "geburtsdatum" else fakt, fakt)
    zug.stand = zug.stand.with_changes(
        frage=fakt, phase="frage", gestellt=max(0, zug.stand.gestellt - 1)
    )
    zug.ask(auskunft.question_again(zug, fakt))


def _weiter(zug: Zug, eingabe: Eingabe) -> None:
    """Goes on from an overview or a result; on an open question: it is not answered."""
    if zug.stand.loeschen:
        zug.stand = zug.stand.with_changes(loeschen=False)
        zug.say(zug.satz("loeschen.nein"))
        _go_on_or_repeat(zug, "bestaetigung", fakten={})
        return
    if zug.stand.frage is not None:
        zug.say(zug.satz("verstanden.moechte_nicht"))
        zug.decline()
        zug.go_on()
        return
    zug.stand = zug.stand.with_changes(bis=zug.stand.gestellt, phase="frage")
    zug.go_on()


def _mehr(zug: Zug, eingabe: Eingabe) -> None:
    """More choices of the open question, or more Wege after the result."""
    if zug.stand.frage is None:
        auskunft.more_wege(zug)
        return
    fakt, texte = zug.stand.frage, zug.werkzeug.texte
    mehr = not zug.stand.mehr and bool(texte.knoepfe(fakt, mehr=True))
    wahl = rahmen.question_choices(texte, fakt, zug.rolle, mehr)
    zug.ask(auskunft.question_again(zug, fakt), wahl=wahl)
    zug.stand = zug.stand.with_changes(mehr=mehr)


def _empfehlung(zug: Zug, eingabe: Eingabe) -> None:
    zug.result()


# --- what people say ---------------------------------------------------------------------------


def _verneinen(zug: Zug, eingabe: Eingabe) -> None:
    """A no that is no fact: nothing is deleted, or the question is declined."""
    if zug.neu or zug.anders:
        _answer_facts(zug, eingabe)
    elif zug.stand.loeschen or (zug.stand.frage and not FAKTEN[zug.stand.frage].ja_nein):
        _weiter(zug, eingabe)
    elif zug.stand.phase == "uebersicht":
        zug.overview()
    else:
        _not_understood(zug, eingabe)


def _bejahen(zug: Zug, eingabe: Eingabe) -> None:
    """A yes that is no fact: delete everything, go on from an overview."""
    if zug.neu or zug.anders:
        _answer_facts(zug, eingabe)
    elif zug.stand.loeschen:
        geloescht = rahmen.facts_json(zug.fakten)
        zug.fakten, zug.stand = {}, Stand()
        zug.say(zug.satz("loeschen.text"))
        zug.frame("bestaetigung", fakten=geloescht, geloescht=True)
    elif zug.stand.frage is None:
        _weiter(zug, eingabe)
    else:
        _not_understood(zug, eingabe)


def _weiss_nicht(zug: Zug, eingabe: Eingabe) -> None:
    """A real answer: stored for the open question, never asked again."""
    frage = zug.stand.frage
    unbeantwortet = frage is not None and frage not in zug.neu and frage not in zug.anders
    if frage and unbeantwortet and FAKTEN[frage].kennt_weiss_nicht:
        zug.store({frage: WEISS_NICHT})
    if zug.neu or zug.anders:
        zug.say(zug.satz("verstanden.macht_nichts"))
        zug.go_on()
    else:
        _not_understood(zug, eingabe)


def _with_facts(antwort: Callable[[Zug, Eingabe], None]) -> Callable[[Zug, Eingabe], None]:
    """Small talk beside facts: the facts are what the turn is about."""

    def answer(zug: Zug, eingabe: Eingabe) -> None:
        if zug.neu or zug.anders or eingabe.orte or eingabe.kreis:
            _answer_facts(zug, eingabe)
        else:
            antwort(zug, eingabe)

    return answer


def _informed(antwort: Callable[[Zug, Eingabe], None]) -> Callable[[Zug, Eingabe], None]:
    """A question: facts that rode along are said back, then it is answered."""

    def answer(zug: Zug, eingabe: Eingabe) -> None:
        _say_back(zug)
        _keep_question(zug)
        antwort(zug, eingabe)

    return answer


def _keep_question(zug: Zug) -> None:
    """Where a fact that rode along answered the open question, the next one becomes open."""
    if zug.stand.frage is None and zug.stand.phase == "frage":
        frage = zug.werkzeug.next_question(zug.profil, zug.stand.erledigt, zug.stand.gestellt)
        zug.stand = zug.stand.with_changes(frage=frage.fakt if frage else None)


_OHNE_FAKTEN = frozenset(
    {"befehl_neu", "neu_anfangen", "befehl_zurueck", "zurueck", "daten_loeschen"}
)

_TUN: Mapping[str, Callable[[Zug, Eingabe], None]] = {
    "befehl_start": _start,
    "befehl_neu": _neu,
    "neu_anfangen": _neu,
    "befehl_zurueck": _zurueck,
    "zurueck": _zurueck,
    "befehl_aendern": _aendern,
    "aendern": _aendern,
    "befehl_weiter": _weiter,
    "befehl_mehr": _mehr,
    "befehl_empfehlung": _empfehlung,
    "befehl_warum": auskunft.why,
    "befehl_mensch": auskunft.human,
    "notlage": _informed(auskunft.crisis),
    "mensch": _informed(auskunft.human),
    "warum": _informed(auskunft.why),
    "erklaeren": _informed(auskunft.explain),
    "rechtsfrage": _informed(auskunft.law),
    "angebot_frage": _informed(auskunft.offers),
    "datenschutz": _informed(auskunft.privacy),
    "daten_loeschen": auskunft.delete,
    "wiederholen": _informed(auskunft.repeat),
    "beleidigung": _informed(auskunft.insult),
    "andere_sprache": _with_facts(auskunft.other_language),
    "begruessen": _with_facts(auskunft.greet),
    "verabschieden": _with_facts(auskunft.goodbye),
    "danken": _with_facts(auskunft.thanks),
    "ausserhalb": _with_facts(auskunft.outside),
    "verneinen": _verneinen,
    "bejahen": _bejahen,
    "weiss_nicht": _weiss_nicht,
}
