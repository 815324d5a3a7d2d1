"""A broken rule file is one clear line: which file, which line, what is allowed."""

from __future__ import annotations

import pytest

from bot.eligibility import RegelFehler, load_rules
from tests.eligibility.conftest import Ordner, weg

GUT = "- {alter: {ab: 18}, sonst: Zu jung.}"


@pytest.mark.parametrize(
    ("wenn", "meldung"),
    [
        ("- {alder: {ab: 18}, sonst: Zu jung.}", "'alder' ist kein Fakt und kein Begriff"),
        ("- {alter: {ueber: 18}, sonst: Zu jung.}", "Erlaubt: ab, unter, bis, schuljahr_vorbei"),
        ("- {alter: {ab: achtzehn}, sonst: Zu jung.}", "keine ganze Zahl"),
        ("- {alter: 18, sonst: Zu jung.}", "Vergleich fehlt"),
        ("- {deutsch: {ab: b3}, sonst: Nein.}", "Erlaubt: keine, a1, a2, b1, b2, c1"),
        ("- {aufenthalt: titel, sonst: Nein.}", "Erlaubt: erlaubnis"),
        ("- {einreise: {vor: gestern}, sonst: Nein.}", "kein Datum"),
        ("- {herkunft: {liste: reiche}, sonst: Nein.}", "Liste 'reiche' gibt es nicht"),
        ("- {alter: {ab: 18}}", "ohne Satz: es fehlt sonst"),
        ("- {sonst: Nur ein Satz.}", "keine Bedingung, nur Vermerke"),
        ("- {alter: {ab: 18}, sonst: Nein., quelle: x}", "Quelle 'x' gibt es nicht"),
        ("- {eine_von: [], sonst: Nein.}", "Liste von Bedingungen"),
        ("- {immer: vielleicht, sonst: Nein.}", "Erlaubt: ja, nein, offen"),
        ("- {immer: [offen], sonst: Nein.}", "Erlaubt: ja, nein, offen"),
        ("- {immer: offen, warum: [amt], sonst: Nein.}", "Erlaubt: behoerde, nicht_abgebildet"),
        ("- {herkunft: {liste: [a]}, sonst: Nein.}", "Liste ['a'] gibt es nicht"),
        ("- {einreise: {vor: [a]}, sonst: Nein.}", "kein Datum"),
        ("- {deutsch: {ab: weiss_nicht}, sonst: Nein.}", "ist keine Bedingung"),
        ("- {aufenthalt: weiss_nicht, sonst: Nein.}", "ist keine Bedingung"),
        ("- {alter: {ab: 18}, sonst: Nein., quelle: [q]}", "gibt es nicht. Quellen: q"),
        ("- {alter: {ab: 18}, sonst: Nein., rechtsgrundlage: 12}", "erwartet wird ein Satz"),
    ],
)
def test_a_wrong_condition_names_line_and_choice(
    regelordner: Ordner, wenn: str, meldung: str
) -> None:
    ordner = regelordner(weg(wenn))
    with pytest.raises(RegelFehler, match="Zeile") as fehler:
        load_rules(ordner)
    assert meldung in str(fehler.value)
    assert "probe.yml" in str(fehler.value)


def test_the_line_is_the_line_of_the_mistake(regelordner: Ordner) -> None:
    ordner = regelordner(weg(GUT + "\n- {alder: {ab: 18}, sonst: Zu jung.}"))
    zeilen = (ordner / "wege/probe.yml").read_text(encoding="utf-8").splitlines()
    with pytest.raises(RegelFehler) as fehler:
        load_rules(ordner)
    assert "alder" in zeilen[fehler.value.zeile - 1]


@pytest.mark.parametrize(
    ("alt", "neu", "meldung"),
    [
        ("art: kann", "art: vielleicht", "Erlaubt: pflicht, anspruch, in_der_regel, kann"),
        ("sicher: belegt", "sicher: bestimmt", "Erlaubt: belegt, bericht_2018, offen"),
        ("    pruefen_bis: 2027-06-30\n", "", "braucht pruefen_bis"),
        ("gilt_ab: 2018-01-01", "gilt_ab: 1.1.2018", "kein Tag"),
        ("gilt_ab: 2018-01-01", "gilt_ab: 2018-01", "kein Tag"),
        ("    quelle: q\n", "", "ohne rechtsgrundlage oder ohne quelle"),
        ("    satz: Das geht.\n", "", "es fehlt satz"),
        ("name: Probe", "titel: Probe", "'titel' gibt es hier nicht"),
        ("weg: probe", "weg: anders", "passt nicht zur Datei"),
        ("name: Probe", "name: Probe\nname: Zwei", "steht zweimal"),
        ("satz: Eine Probe.", "satz: [", "kein YAML"),
        ("satz: Eine Probe.", "satz: Eine Probe.\nwuensche: [arbeit]", "erwartet wird {Wunsch"),
        ("satz: Das geht.", "gesperrt: [Zu.]", "gesperrt: erwartet wird ein Satz"),
        ("zugaenge:\n", "zugaenge:\n- {id: leer}\n", "es fehlt fassungen"),
    ],
)
def test_a_wrong_entry_names_what_is_allowed(
    regelordner: Ordner, alt: str, neu: str, meldung: str
) -> None:
    text = weg(GUT)
    assert alt in text
    with pytest.raises(RegelFehler, match="Zeile") as fehler:
        load_rules(regelordner(text.replace(alt, neu, 1)))
    assert meldung in str(fehler.value)


def test_versions_must_follow_one_another(regelordner: Ordner) -> None:
    zweite = """\
  - gilt_ab: 2020-02-01
    gilt_bis: 2020-12-31
    art: kann
    rechtsgrundlage: § 2 Probe
    quelle: q
    satz: Das ging.
"""
    text = weg(GUT, rest="    gilt_bis: 2019-12-31") + zweite
    with pytest.raises(RegelFehler, match="schließt nicht an"):
        load_rules(regelordner(text))


def test_a_day_without_any_sentence_is_refused(regelordner: Ordner) -> None:
    """After the door has ended nobody would hear why it is closed."""
    with pytest.raises(RegelFehler, match="kein Satz unter sonst für den 2020-01-01"):
        load_rules(regelordner(weg(GUT, rest="    gilt_bis: 2019-12-31")))


def test_a_file_that_is_no_utf8_is_refused(regelordner: Ordner) -> None:
    ordner = regelordner(weg(GUT))
    (ordner / "wege/probe.yml").write_bytes(b"weg: probe\nname: \xff\n")
    with pytest.raises(RegelFehler, match="kein UTF-8"):
        load_rules(ordner)


def test_a_weg_outside_the_plan_is_refused(regelordner: Ordner) -> None:
    with pytest.raises(RegelFehler, match=r"steht nicht in wege\.yml"):
        load_rules(regelordner(weg(GUT), wege__fremd=weg(GUT)))


def test_terms_have_dated_versions_without_a_gap(regelordner: Ordner) -> None:
    begriffe = """\
    begriffe:
    - begriff: gross
      fassungen:
      - {gilt_ab: 2018-01-01, gilt_bis: 2019-12-31, wenn: [{alter: {ab: 18}, sonst: Nein.}]}
      - {gilt_ab: 2020-02-01, wenn: [{alter: {ab: 21}, sonst: Nein.}]}
    """
    with pytest.raises(RegelFehler, match="gross: Lücke vor 2020-02-01"):
        load_rules(regelordner(weg(GUT), begriffe__a=begriffe))


def test_a_file_of_two_megabytes_is_refused(regelordner: Ordner) -> None:
    ordner = regelordner(weg(GUT))
    (ordner / "wege/probe.yml").write_text("# " + "x" * 2_000_000, encoding="utf-8")
    with pytest.raises(RegelFehler, match="größer als"):
        load_rules(ordner)


@pytest.mark.parametrize(
    ("datei", "inhalt", "meldung"),
    [
        ("wege", "erster_stichtag: 2018-01-01\nweg: {probe: Probe}\n", "es fehlt wege"),
        ("quellen__q", "quelle:\n  q: {url: https://example.org}\n", "es fehlt quellen"),
        ("begriffe__a", "begriff: []\n", "es fehlt begriffe"),
        ("aendern", "aenderungen:\n- {fakt: deutsch, wert: b1}\n", "es fehlt satz"),
        ("listen", "listen:\n- {fassungen: []}\n", "es fehlt liste"),
        ("listen", "listen:\n- {liste: a, fassungen: [{gilt_ab: 2018-01-01}]}\n", "laender"),
        ("listen", "daten:\n  neu: {tagg: 2018-01-01}\n", "'tagg' gibt es hier nicht"),
        ("listen", "daten:\n  neu: {tag: 2018-01-01, quelle: x}\n", "Quelle 'x' gibt es nicht"),
    ],
)
def test_what_is_missing_in_another_file_is_named(
    regelordner: Ordner, datei: str, inhalt: str, meldung: str
) -> None:
    with pytest.raises(RegelFehler, match="Zeile") as fehler:
        load_rules(regelordner(weg(GUT), **{datei: inhalt}))
    assert meldung in str(fehler.value)
    assert datei.replace("__", "/") + ".yml" in str(fehler.value)


@pytest.mark.parametrize(
    ("datei", "inhalt", "meldung"),
    [
        ("quellen__q", "quellen:", "quellen: erwartet wird eine Abbildung"),
        ("quellen__q", "quellen: [q]", "quellen: erwartet wird eine Abbildung"),
        ("quellen__q", "\x8e", "kein YAML"),
        ("listen", "listen: 3\ndaten: {}", "listen: erwartet wird eine Liste"),
        ("listen", "listen: [a]\ndaten: {}", "jeder Eintrag mit Schlüsseln"),
        ("listen", "listen: [{liste: a, fassungen: x}]", "fassungen: erwartet wird eine Liste"),
        ("listen", "daten: [a]", "daten: erwartet wird eine Abbildung"),
        ("aendern", "aenderungen: {a: 1}", "aenderungen: erwartet wird eine Liste"),
        ("aendern", "aenderungen: [x]", "jeder Eintrag mit Schlüsseln"),
        ("aendern", "aenderungen: [{fakt: {a: 1}, wert: ja, satz: x}]", "es fehlt fakt"),
        ("aendern", "aenderungen: [{fakt: pass, wert: ja, satz: x, von: 3}]", "von: erwartet wird"),
        ("begriffe__a", "begriffe: 5", "begriffe: erwartet wird eine Liste"),
        ("wege", "erster_stichtag: 2018-01-01\nwege: [probe]", "wege: erwartet wird eine Abb"),
    ],
)
def test_a_file_of_the_wrong_form_is_one_line(
    regelordner: Ordner, datei: str, inhalt: str, meldung: str
) -> None:
    ordner = regelordner(weg(GUT), **{datei: inhalt})
    with pytest.raises(RegelFehler) as fehler:
        load_rules(ordner)
    assert meldung in str(fehler.value) and "\n" not in str(fehler.value)
    assert fehler.value.datei.endswith(f"{datei.split('__')[-1]}.yml")
