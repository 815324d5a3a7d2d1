"""The printed rules: every Weg, every sentence, nothing that runs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from bot.cli import main as cli
from bot.eligibility import load_rules
from bot.eligibility.bedingungen import operators_of
from bot.eligibility.zeilen_yaml import read_yaml
from bot.profile import FAKTEN
from bot.reply.texte import HELFER, load_texts, render
from bot.settings import ROOT
from bot.tafel import write_pages
from bot.tafel.worte import words
from tests.eligibility.conftest import regelordner, weg

__all__ = ["regelordner"]

REGELN = ROOT / "data/eligibility"
TEXTE = load_texts(ROOT / "data/texte")
HEUTE = date(2026, 11, 22)
WEGE = load_rules(REGELN).wege
SAETZE = {"satz", "gesperrt", "sonst", "dann", "vermutung", "ausnahme", "tun"}
GUT = "- {alter: {ab: 18}, sonst: Zu jung.}"


@pytest.fixture(scope="module")
def tafel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    ziel = tmp_path_factory.mktemp("tafel")
    write_pages(REGELN, TEXTE, ziel, HEUTE)
    return ziel


def _text(datei: Path) -> str:
    """What a reader sees, in one line."""
    ohne_stil = re.sub(r"<style>.*?</style>", "", datei.read_text("utf-8"), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", ohne_stil)).split())


def _sentences(angabe: Any) -> Iterator[str]:
    """Every sentence of a rule file, wherever it stands."""
    if isinstance(angabe, dict):
        for name, wert in angabe.items():
            if name in SAETZE and isinstance(wert, str):
                yield wert
            elif name == "tun":
                yield from wert
            else:
                yield from _sentences(wert)
    elif isinstance(angabe, list):
        for einer in angabe:
            yield from _sentences(einer)


def _flat(text: str) -> str:
    return " ".join(text.split())


def _missing(angabe: Any, seite: str) -> set[str]:
    alle = {render(satz, rolle) for satz in _sentences(angabe) for rolle in (None, HELFER)}
    return {satz for satz in alle if _flat(satz) not in seite}


def test_every_weg_has_a_page_that_the_index_names(tafel: Path) -> None:
    index = (tafel / "index.html").read_text("utf-8")
    for einer in WEGE:
        assert f'href="{einer.name}.html"' in index
        assert (tafel / f"{einer.name}.html").is_file()


@pytest.mark.parametrize("name", [einer.name for einer in WEGE])
def test_a_page_says_every_sentence_of_its_rules_for_both_roles(tafel: Path, name: str) -> None:
    datei = REGELN / "wege" / f"{name}.yml"
    angabe, seite = read_yaml(datei), _text(tafel / f"{name}.html")
    assert len(set(_sentences(angabe))) > 2
    assert not _missing(angabe, seite)
    for fehlt in angabe.get("nicht_abgebildet", []):
        assert _flat(fehlt) in seite


@pytest.mark.parametrize("name", [einer.name for einer in WEGE])
def test_a_page_shows_every_version_with_dates_paragraph_source_and_its_state(
    tafel: Path, name: str
) -> None:
    angabe = read_yaml(REGELN / "wege" / f"{name}.yml")
    fassungen = [f for zugang in angabe["zugaenge"] for f in zugang["fassungen"]]
    seite, html = _text(tafel / f"{name}.html"), (tafel / f"{name}.html").read_text("utf-8")
    quellen = {
        name: quelle
        for datei in (REGELN / "quellen").glob("*.yml")
        for name, quelle in read_yaml(datei)["quellen"].items()
    }
    assert seite.count("Sicherheit: ") == len(fassungen)
    for fassung in fassungen:
        assert f"wege/{name}.yml, Zeile {fassung.zeile}." in seite
        assert _flat(fassung["rechtsgrundlage"]) in seite
        assert _flat(quellen[fassung["quelle"]]["titel"]) in seite
        adresse = quellen[fassung["quelle"]]["url"]
        assert not adresse.startswith("http") or adresse in unescape(html)
    fristen = sum("pruefen_bis" in fassung for fassung in fassungen)
    assert seite.count("Wieder zu prüfen bis") == fristen
    assert "Unterschrift" in seite


def test_a_page_holds_the_terms_lists_and_days_it_needs(tafel: Path) -> None:
    """Who signs a page has read everything that decides: Begriffe inside Begriffe too."""
    for datei in sorted((REGELN / "begriffe").glob("*.yml")):
        assert not _missing(read_yaml(datei), _text(tafel / "begriffe.html"))
    for einer in WEGE:
        seite = (tafel / f"{einer.name}.html").read_text("utf-8")
        for name in re.findall(r'href="#(begriff-\w+)"', seite):
            assert f'id="{name}"' in seite, (einer.name, name)
    bvb = _text(tafel / "bvb.html")
    assert "Eritrea" in bvb and "einreise_foerderung_2019: 1. August 2019" in bvb


def test_conditions_are_nested_lists_in_german(tafel: Path) -> None:
    seite = _text(tafel / "bvb.html")
    assert "mindestens eins davon: " in seite
    assert "In Deutschland seit: vor 15 Monaten oder noch länger her" in seite
    assert "früher als: 1. August 2019 (einreise_foerderung_2019)" in seite
    assert "Papier: Aufenthalts-Gestattung oder Ankunfts-Nachweis" in seite
    assert "nicht abgebildet gesagt wird: „Für dieses Papier kennen wir die Regel nicht.“" in seite
    assert "Land: steht am Stichtag auf der Liste „gute_bleibeperspektive“" in seite


class Verschachtelung(HTMLParser):
    """Notes every element that is closed in the wrong place."""

    LEER = ("meta",)

    def __init__(self) -> None:
        super().__init__()
        self.offen: list[str] = []
        self.falsch: list[str] = []
        self.namen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.namen.add(tag)
        if tag not in self.LEER:
            self.offen.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.offen or self.offen.pop() != tag:
            self.falsch.append(tag)


def test_every_page_is_sound_html_without_script_or_style_from_elsewhere(tafel: Path) -> None:
    seiten = sorted(tafel.glob("*.html"))
    assert len(seiten) == len(WEGE) + 2
    for seite in seiten:
        pruefer = Verschachtelung()
        pruefer.feed(seite.read_text("utf-8"))
        assert not pruefer.falsch and not pruefer.offen, seite.name
        assert not pruefer.namen & {"script", "link", "img", "iframe"}, seite.name


def test_script_tags_in_rules_are_escaped(regelordner: Any, tmp_path: Path) -> None:
    boese = "<script>alert(1)</script>"
    text = weg(f"- {{alter: {{ab: 18}}, sonst: '{boese}'}}").replace("Eine Probe.", boese)
    text = text.replace("name: Probe", f"name: '{boese}'").replace("§ 1 Probe", boese)
    text += f"nicht_abgebildet: ['{boese}']\n"
    quelle = f"quellen:\n  q: {{titel: '{boese}', url: 'javascript:alert(1)', gelesen: nein}}\n"
    ordner = regelordner(text, quellen__q=quelle)
    load_rules(ordner)

    write_pages(ordner, TEXTE, tmp_path / "tafel", HEUTE)

    for seite in (tmp_path / "tafel").glob("*.html"):
        html = seite.read_text("utf-8")
        assert "<script" not in html and "javascript:" not in html, seite.name
    assert (tmp_path / "tafel/probe.html").read_text("utf-8").count("&lt;script&gt;") >= 6


def test_a_weg_without_a_file_says_so(regelordner: Any, tmp_path: Path) -> None:
    write_pages(regelordner(weg(GUT)), TEXTE, tmp_path / "tafel", HEUTE)
    assert "noch nicht eingetragen" in _text(tmp_path / "tafel/anderer.html")


def test_the_sum_beside_the_signature_changes_with_the_rules(
    regelordner: Any, tmp_path: Path
) -> None:
    summen = set()
    for alter in ("18", "21", "18"):
        ordner = regelordner(weg(GUT.replace("18", alter)))
        seite = write_pages(ordner, TEXTE, tmp_path / "tafel", HEUTE).with_name("probe.html")
        summen |= set(re.findall(r"Prüfsumme der Regeln ([0-9a-f]{12})", _text(seite)))
    assert len(summen) == 2


@pytest.mark.parametrize("fakt", FAKTEN)
def test_every_comparison_has_german_words(fakt: str) -> None:
    worte = words()["vergleiche"].get(FAKTEN[fakt].art.value, {})
    assert set(operators_of(FAKTEN[fakt])) <= set(worte)


def test_the_command_says_where_the_index_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["regeltafel", "--ziel", str(tmp_path / "t")]) == 0
    assert Path(capsys.readouterr().out.strip()).is_file()


def test_a_folder_that_cannot_be_written_is_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "datei").write_text("")
    assert cli.main(["regeltafel", "--ziel", str(tmp_path / "datei/t")]) == 2
    assert capsys.readouterr().err.count("\n") == 1
