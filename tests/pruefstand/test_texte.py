"""Texts: length, translations and signatures, changes since a revision, reading groups."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from bot.faelle.gitstand import KeineFassung, commit_of, latest
from bot.pruefstand import Lager, textblick
from bot.pruefstand.textblick import Zeile, differences
from bot.reply.alle_texte import Text
from bot.sprache import Bericht, Fund
from bot.sprache.pruefung import Thema
from tests.pruefstand.conftest import Mensch


@pytest.fixture
def eigener(start: Callable[..., Any], eigenes_lager: Lager) -> Mensch:
    """Somebody who works on a copy of the files."""
    return Mensch(start(eigenes_lager))


def git(wurzel: Path, *argumente: str) -> None:
    wer = ("-c", "user.name=Test", "-c", "user.email=test@example.org")
    subprocess.run(["git", "-C", str(wurzel), *wer, *argumente], check=True)


def test_a_sentence_stands_with_length_place_and_translations(mensch: Mensch) -> None:
    assert mensch.open("/texte?thema=gespraech&suche=ich+bin+der+wegweiser") == 200
    assert "gespraech.willkommen.text · data/texte/gespraech.yml:" in mensch.text
    assert "nicht geprüft" in mensch.text

    mensch.open("/texte?thema=glossar&suche=Duldung")
    assert '<li lang="en" dir="auto">temporary suspension of deportation</li>' in mensch.seite


def test_length_is_counted_for_the_whole_and_the_longest_sentence(lager: Lager) -> None:
    texte = lager.current().texte
    roh = "[Du darfst|Die Person darf] am 1. Mai gehen. Der Anruf ist kostenlos."
    text = Text("notlage.x", "antwort", "de", roh, "x.yml", 1, "notlage")

    zeile = Zeile.of(text, texte)

    assert (zeile.woerter, zeile.laengster) == (10, 6)
    assert zeile.helfer.startswith("Die Person darf")


def test_findings_stand_at_their_sentence(mensch: Mensch, monkeypatch: pytest.MonkeyPatch) -> None:
    # Die ganze Prüfung dauert; hier zählt nur, dass ihr Ergebnis an der richtigen Stelle steht.
    fund = Fund("gespraech.danke", "x", "Gern!", "seltenes-wort", "Gern (selten)")
    bericht = Bericht(7, (fund,), (), (), (), (Thema("gespraech", 200, 3.2, 25.0),))
    monkeypatch.setattr("bot.sprache.check_all", lambda wurzel: bericht)
    mensch.open("/texte")

    mensch.send("/texte/pruefung", thema="gespraech")
    while "Es läuft" in mensch.text:
        mensch.open("/texte/pruefung")

    mensch.open("/texte?thema=gespraech&nur=funde")
    assert "Geprüft: 7 Sätze, 1 Funde" in mensch.text
    assert "seltenes-wort: Gern (selten)" in mensch.text
    assert "1 Sätze" in mensch.text


def test_languages_tell_who_signed_and_what_is_missing(tmp_path: Path) -> None:
    texte, fremd = tmp_path / "data" / "texte", tmp_path / "data" / "uebersetzungen"
    texte.mkdir(parents=True)
    fremd.mkdir()
    (texte / "sprachen.yml").write_text(
        'en: {sprache: English, geprueft: "A. B., 2026-11-01", satz: Hi, notlage: {gefahr: X}}\n'
        "ti: {sprache: T, geprueft: nein, satz: Y}\n",
        encoding="utf-8",
    )
    (fremd / "en.yml").write_text(
        "geprueft: nein\nworte: {duldung: x, pass: y}\nknoepfe: {weiter: On}\n", encoding="utf-8"
    )
    (fremd / "ti.yml").write_text("geprueft: nein\nworte: {pass: z}\n", encoding="utf-8")

    (en, ti), je_id = textblick.translations(tmp_path)

    assert (en.saetze_von, en.worte_von, en.fehlt) == ("A. B., 2026-11-01", "", ())
    assert (en.saetze, en.worte) == (2, 3)
    assert ti.fehlt == ("duldung", "notlage: gefahr")
    assert je_id["glossar.pass"] == (("en", "y"), ("ti", "z"))
    assert textblick.translations_of("glossar.pass.wort", je_id) == (("en", "y"), ("ti", "z"))
    assert textblick.translations_of("glossar.pass.text", je_id) == ()


def test_a_sentence_that_only_moved_is_no_change() -> None:
    alt = {"a.0": "Eins.", "a.1": "Zwei.", "b": "Alt."}
    neu = {"a.0": "Zwei.", "b": "Neu.", "c": "Dazu."}

    ist = [(a.id, a.vorher, a.jetzt) for a in differences(alt, neu)]

    assert ist == [("a.0", "Eins.", "Zwei."), ("b", "Alt.", "Neu."), ("c", "", "Dazu.")]


def test_what_reads_otherwise_than_in_a_revision(
    eigener: Mensch, eigenes_lager: Lager, wurzel: Path
) -> None:
    git(wurzel, "init", "-q")
    git(wurzel, "add", "data")
    git(wurzel, "commit", "-q", "-m", "Texte")
    datei = wurzel / "data/texte/gespraech.yml"
    text = datei.read_text(encoding="utf-8")
    datei.write_text(text.replace("Hallo! Ich bin", "Guten Tag! Ich bin"), encoding="utf-8")
    eigenes_lager.current(gleich=True)

    eigener.open("/texte?blick=aenderungen&rev=HEAD")

    assert "1 Sätze sind anders als in HEAD" in eigener.text
    assert "Guten Tag! Ich bin" in eigener.text
    assert latest(wurzel)[0][0] == commit_of("HEAD", wurzel)[:7]
    eigener.open("/texte?blick=aenderungen&rev=--output%3Dx")
    assert "ist keine Fassung in git" in eigener.text
    with pytest.raises(KeineFassung):
        commit_of("", wurzel)


def test_a_reading_group_leaves_numbers_and_hard_words_but_no_person(
    eigener: Mensch, wurzel: Path
) -> None:
    eigener.open("/texte/blatt?thema=notlage")
    assert eigener.seite.count("☐") >= 20
    eigener.open("/texte/ergebnis?thema=notlage")

    eigener.send(
        "/texte/ergebnis",
        thema="notlage", blatt="1", leute="5",
        nicht_1="2", wort_1="Ich heiße Ali Muster, Hauptstr. 5", nicht_2="99", nicht_3="",
    )  # fmt: skip

    (datei,) = (wurzel / textblick.GRUPPEN).glob("*.json")
    inhalt = json.loads(datei.read_text(encoding="utf-8"))
    assert (inhalt["thema"], inhalt["leute"], inhalt["tag"]) == ("notlage", 5, "2026-11-22")
    erster, zweiter = inhalt["saetze"].values()
    assert (erster["nicht"], zweiter["nicht"]) == (2, 5)
    assert "Ali" not in datei.read_text(encoding="utf-8")
    assert "Hauptstr" not in datei.read_text(encoding="utf-8")
    assert "2026-11-22: notlage, 5 Menschen, 2 Sätze mit Fragen" in eigener.text
    eigener.open("/texte?thema=notlage")
    assert "Prüfgruppe 2026-11-22: 2 von 5 nicht verstanden" in eigener.text

    eigener.open("/texte/ergebnis?thema=notlage")
    eigener.send("/texte/ergebnis", thema="notlage", blatt="1", leute="", nicht_1="1")
    assert len(list((wurzel / textblick.GRUPPEN).glob("*.json"))) == 1


def test_a_result_that_cannot_be_read_is_left_out(tmp_path: Path) -> None:
    ordner = tmp_path / textblick.GRUPPEN
    ordner.mkdir(parents=True)
    (ordner / "kaputt.json").write_text("{", encoding="utf-8")
    (ordner / "fremd.json").write_text('{"x": 1}', encoding="utf-8")

    assert textblick.load_groups(tmp_path) == ()
