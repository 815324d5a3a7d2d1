"""Answers to counter-questions; each repeats the open question at its end."""

from __future__ import annotations

from typing import Any

from bot.eligibility import NEIN
from bot.eligibility.fragen import Frage
from bot.interview.eingabe import Eingabe
from bot.interview.zug import Zug
from bot.reply import rahmen
from bot.reply.angebote import contact_json, offer_json, offers_for
from bot.reply.empfehlung import Ergebnis, human_contact, outlook_json, weg_json
from bot.reply.glossar import Begriff
from bot.reply.gruende import reasons_json
from bot.reply.notlage import Stelle, notlage

WEGE_JE_NACHRICHT = 6


def _inform(zug: Zug, thema: str, **weiteres: Any) -> None:
    """The frame of an answer, then the open question again."""
    zug.frame("auskunft", thema=thema, **weiteres)
    zug.say_question()


def question_again(zug: Zug, fakt: str) -> Frage:
    """The open question with the promise that was already given."""
    frage = zug.werkzeug.next_question(
        zug.profil, zug.stand.erledigt, min(zug.stand.gestellt, 11), fakt
    )
    if frage is not None and frage.fakt == fakt:
        return frage
    return Frage(fakt, (), max(1, zug.stand.noch or 1))


def why(zug: Zug, eingabe: Eingabe) -> None:
    """Why a question is asked; after the result: why these Wege, or what is closed."""
    if eingabe.thema == "nein":
        _closed(zug)
    elif eingabe.weg or zug.stand.frage is None:
        _why_wege(zug, eingabe.weg)
    else:
        fakt = zug.stand.frage
        allgemein = zug.werkzeug.texte.satz(f"fragen.{fakt}.warum_fakt", zug.rolle)
        genau = zug.why(question_again(zug, fakt))
        zug.say(rahmen.join(dict.fromkeys((allgemein, genau))))
        _inform(zug, "warum")


def _why_wege(zug: Zug, weg: str | None) -> None:
    ergebnis = zug.werkzeug.result(zug.profil)
    namen = (weg,) if weg in ergebnis.befunde else ergebnis.first()
    karten = [weg_json(ergebnis, zug.werkzeug.texte, name) for name in namen if name]
    for karte in karten:
        gruende = rahmen.join(grund["satz"] for grund in karte["gruende"])
        zug.say(zug.satz("recht.rahmen", weg=karte["name"], satz=gruende))
    if not karten:
        zug.say(zug.satz("warum.nichts_offen"))
    zug.say(zug.satz("recht.hinweis"))
    _inform(zug, "warum", wege=karten)


def _closed(zug: Zug) -> None:
    """What is closed, why, what would change it and from when."""
    ergebnis = zug.werkzeug.result(zug.profil)
    zu = [befund.weg for befund in ergebnis.befunde.values() if befund.antwort is NEIN]
    karten = [_closed_card(zug, ergebnis, name) for name in zu]
    zug.say(zug.satz("ergebnis.was_nicht" if karten else "ergebnis.alles_geht"))
    for karte in karten[:WEGE_JE_NACHRICHT]:
        zug.say(zug.satz("recht.rahmen", weg=karte["name"], satz=_closed_words(zug, karte)))
    _inform(zug, "was_nicht", wege=karten)


def _closed_words(zug: Zug, karte: dict[str, Any]) -> str:
    """Why it is closed, from when it opens by itself, what the person can change."""
    saetze = [grund["satz"] for grund in karte["gruende"][:2]]
    saetze.append(karte.get("ab_wann_satz", ""))
    if karte["was_aendern"]:
        saetze.append(zug.satz("was_aendern.einleitung"))
        saetze += [aenderung["satz"] for aenderung in karte["was_aendern"]]
    return rahmen.join(saetze)


def _closed_card(zug: Zug, ergebnis: Ergebnis, name: str) -> dict[str, Any]:
    befund, texte = ergebnis.befunde[name], zug.werkzeug.texte
    return {
        "weg": name,
        "name": ergebnis.regelwerk.weg(name).titel,
        "antwort": befund.antwort.wort,
        "gruende": reasons_json(befund, texte, ergebnis.profil, zug.rolle),
        **outlook_json(befund, texte, zug.rolle),
    }


def more_wege(zug: Zug) -> None:
    """The Wege after the first choices, open ones first."""
    ergebnis = zug.werkzeug.result(zug.profil)
    rest = [name for name in ergebnis.order() if name not in ergebnis.first()]
    karten = [weg_json(ergebnis, zug.werkzeug.texte, name) for name in rest]
    zug.say(zug.satz("ergebnis.mehr_wege" if karten else "ergebnis.keine_mehr"))
    for karte in karten[:WEGE_JE_NACHRICHT]:
        satz = rahmen.join((karte["satz"], karte["antwort_satz"]))
        zug.say(zug.satz("recht.rahmen", weg=karte["name"], satz=satz))
    _inform(zug, "mehr_wege", wege=karten)


def human(zug: Zug, eingabe: Eingabe) -> None:
    """A human to talk to, as near as possible."""
    ergebnis = zug.werkzeug.result(zug.profil)
    kontakt = human_contact(ergebnis, zug.werkzeug.texte)
    if not zug.profil.known("ort"):
        zug.say(zug.satz("mensch.ohne_ort"))
    zug.say(zug.satz("mensch.text"))
    zug.say(rahmen.join((kontakt.get("name", ""), kontakt.get("telefon", ""))))
    zug.say(rahmen.join((kontakt.get("satz", ""), kontakt.get("hinweis", ""))))
    zug.frame("uebergabe", stelle=kontakt.get("stelle", ""), kontakt=kontakt)
    zug.say_question()


def crisis(zug: Zug, eingabe: Eingabe) -> None:
    """Fixed human contacts before anything else."""
    hilfe = notlage(
        zug.werkzeug.texte, eingabe.notlage or "lebensgefahr", zug.rolle, eingabe.sprache
    )
    zug.say(hilfe.text)
    zug.say(hilfe.fremdtext or "")
    for stelle in hilfe.stellen:
        zug.say(rahmen.join((stelle.name + ":", stelle.telefon or stelle.web or "", stelle.satz)))
    zug.say(hilfe.danach)
    stellen = [_stelle_json(stelle) for stelle in hilfe.stellen]
    zug.frame(
        "uebergabe",
        stelle=stellen[0]["name"],
        kontakt=stellen[0],
        kontakte=stellen,
        notlage=hilfe.art,
    )
    zug.say_question()


def _stelle_json(stelle: Stelle) -> dict[str, Any]:
    felder = {
        "name": stelle.name,
        "telefon": stelle.telefon,
        "web": stelle.web,
        "satz": stelle.satz,
        "quelle": stelle.quelle,
        "geprueft_am": stelle.geprueft_am,
    }
    return {name: wert for name, wert in felder.items() if wert}


def explain(zug: Zug, eingabe: Eingabe) -> None:
    """A word explained; without a word, what to look at for the open question."""
    begriff = _term(zug, eingabe)
    texte = zug.werkzeug.texte
    if begriff is not None:
        zug.say(zug.satz("erklaeren.rahmen", wort=begriff.wort, text=begriff.text))
    elif zug.stand.frage and not eingabe.thema:
        zug.say(texte.satz(f"fragen.{zug.stand.frage}.hilfe", zug.rolle))
    else:
        zug.say(zug.satz("erklaeren.unbekannt" if eingabe.thema else "erklaeren.ohne_wort"))
    _inform(zug, begriff.id if begriff else "erklaeren")


def _term(zug: Zug, eingabe: Eingabe) -> Begriff | None:
    return zug.werkzeug.glossar.find_term(eingabe.thema) if eingabe.thema else None


def law(zug: Zug, eingabe: Eingabe) -> None:
    """A short, sourced answer where the rules have one; otherwise the advice centre."""
    begriff = _term(zug, eingabe)
    ergebnis = zug.werkzeug.result(zug.profil)
    weg = begriff.weg if begriff else None
    karten = []
    if weg in ergebnis.befunde:
        karte = weg_json(ergebnis, zug.werkzeug.texte, str(weg))
        karten.append(karte)
        zug.say(zug.satz("recht.rahmen", weg=karte["name"], satz=karte["satz"]))
        zug.say(zug.satz(f"recht.{karte['antwort']}"))
        zug.say(rahmen.join(grund["satz"] for grund in karte["gruende"]))
    else:
        zug.say(zug.satz("recht.unklar"))
    zug.say(zug.satz("recht.hinweis"))
    kontakt = human_contact(ergebnis, zug.werkzeug.texte)
    _inform(zug, "recht", wege=karten, kontakt=kontakt)


def offers(zug: Zug, eingabe: Eingabe) -> None:
    """Where there is something near, for one Weg or for the first choices."""
    ort = zug.profil.known("ort")
    if not ort:
        zug.say(zug.satz("angebot.ohne_ort"))
        _inform(zug, "angebot", angebote=[])
        return
    begriff = _term(zug, eingabe)
    ergebnis = zug.werkzeug.result(zug.profil)
    wege = (begriff.weg,) if begriff and begriff.weg else ergebnis.first()
    gefunden = {
        angebot.id: angebot
        for weg in wege
        for angebot in offers_for(ergebnis.angebote, weg, zug.rolle)
    }
    name = zug.place_name()
    zug.say(zug.satz("angebot.liste" if gefunden else "angebot.keins", ort=name))
    karten = []
    for angebot in gefunden.values():
        karten.append(offer_json(angebot, zug.werkzeug.texte, zug.rolle, zug.werkzeug.heute))
        kontakt = contact_json(angebot, zug.rolle)
        zug.say(rahmen.join((f"{angebot.name}.", karten[-1]["satz"], kontakt.get("hinweis", ""))))
    _inform(zug, "angebot", angebote=karten)


def privacy(zug: Zug, eingabe: Eingabe) -> None:
    """What is stored and for how long."""
    zug.say(zug.satz("datenschutz.text"))
    _inform(zug, "datenschutz")


def delete(zug: Zug, eingabe: Eingabe) -> None:
    """Asks before everything is deleted."""
    zug.stand = zug.stand.with_changes(loeschen=True)
    wahl = [
        rahmen.command(zug.satz("knopf.loeschen"), "neu"),
        rahmen.command(zug.satz("knopf.nein"), "weiter"),
    ]
    zug.say(zug.satz("loeschen.frage"), wahl)
    zug.frame("auskunft", thema="daten_loeschen")


def repeat(zug: Zug, eingabe: Eingabe) -> None:
    """The open question once more; without one, the overview."""
    if zug.stand.frage is None:
        zug.overview()
        return
    zug.say(zug.satz("wiederholung"))
    _inform(zug, "wiederholung")


def insult(zug: Zug, eingabe: Eingabe) -> None:
    """One calm sentence and the way to a human."""
    zug.say(zug.satz("beleidigung"), [rahmen.command(zug.satz("knopf.mensch"), "mensch")])
    _inform(zug, "beleidigung")


def other_language(zug: Zug, eingabe: Eingabe) -> None:
    """One fixed sentence in the language of the person; the buttons stay."""
    id = f"sprachen.{eingabe.sprache}.satz"
    texte = zug.werkzeug.texte
    zug.say(texte.satz(id if texte.hat(id) else "sprachen.en.satz"))
    _inform(zug, "andere_sprache", sprache=eingabe.sprache)


def greet(zug: Zug, eingabe: Eingabe) -> None:
    """A greeting back, then on with the interview."""
    zug.say(zug.satz("begruessung"))
    _next_or_inform(zug, "begruessung")


def goodbye(zug: Zug, eingabe: Eingabe) -> None:
    """A goodbye; the conversation stays as it is."""
    zug.say(zug.satz("abschied"))
    _inform(zug, "abschied")


def thanks(zug: Zug, eingabe: Eingabe) -> None:
    """A friendly word, then on with the interview."""
    zug.say(zug.satz("danke"))
    _next_or_inform(zug, "dank")


def outside(zug: Zug, eingabe: Eingabe) -> None:
    """Something we know nothing about, or the question whether this is a machine."""
    if eingabe.thema == "bot":
        zug.say(zug.satz("wer_bist_du.text"))
        _inform(zug, "bot")
        return
    if eingabe.ausserhalb:
        zug.say(zug.satz("ort.ausserhalb_nrw", ort=eingabe.ausserhalb))
        zug.say(zug.satz("ort.ausserhalb_hilfe"))
        if zug.stand.frage == "ort":
            zug.decline()
            zug.go_on()
            return
    else:
        zug.say(zug.satz("nicht_verstanden.ausserhalb"))
    _next_or_inform(zug, "ausserhalb")


def _next_or_inform(zug: Zug, thema: str) -> None:
    """At the very beginning the first question follows; later the open one is repeated."""
    if zug.stand.frage is None and zug.stand.phase == "frage":
        zug.go_on()
    else:
        _inform(zug, thema)
