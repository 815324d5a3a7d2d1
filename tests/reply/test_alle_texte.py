"""The list of everything people can read."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.reply.alle_texte import all_texts, output_lines

ARTEN = {"antwort", "knopf", "angebot", "regel", "glossar", "seite"}


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    dateien = {
        "texte/fragen.yml": 'alter: {text: "Wie alt [bist du|ist sie]?", frei: ja}\n',
        "texte/beispiele.yml": 'allgemein: {kreis: "Köln"}\n',
        "eligibility/wege/bvb.yml": (
            "weg: bvb\n"
            "wenn:\n"
            "  - alter: {ab: 18}\n"
            '    sonst: "Zu jung."\n'
            "    rechtsgrundlage: § 51 SGB III\n"
            "tun:\n"
            '  - "Ruf an."\n'
        ),
        "angebote/koeln.yml": (
            '- {id: a, name: Verein, satz: "Hilfe in {kreis}."}\n- {id: b, name: "Für {kreis}"}\n'
        ),
    }
    for name, inhalt in dateien.items():
        datei = tmp_path / "data" / name
        datei.parent.mkdir(parents=True, exist_ok=True)
        datei.write_text(inhalt, encoding="utf-8")
    return tmp_path


def test_sentences_beside_rules_and_offers_are_listed(projekt: Path) -> None:
    gelistet = {text.id: (text.art, text.roh, text.zeile) for text in all_texts(projekt)}

    assert gelistet == {
        "fragen.alter.text": ("antwort", "Wie alt [bist du|ist sie]?", 1),
        "eligibility.wege.bvb.wenn.0.sonst": ("regel", "Zu jung.", 4),
        "eligibility.wege.bvb.tun.0": ("regel", "Ruf an.", 7),
        "angebote.koeln.0.satz": ("angebot", "Hilfe in {kreis}.", 1),
        "angebote.koeln.1.name": ("angebot", "Für {kreis}", 2),
    }


def test_both_roles_and_filled_examples_are_printed(projekt: Path) -> None:
    zeilen = {zeile["id"]: zeile["text"] for zeile in output_lines(projekt)}

    assert zeilen["fragen.alter.text"] == "Wie alt bist du?"
    assert zeilen["fragen.alter.text.helfer"] == "Wie alt ist sie?"
    assert zeilen["angebote.koeln.0.satz"] == "Hilfe in Köln."
    assert "angebote.koeln.0.satz.helfer" not in zeilen


def test_a_key_is_a_field_only_in_the_file_that_says_so(projekt: Path) -> None:
    (projekt / "data/texte/seite.yml").write_text('weg: "Das ist weg."\n', encoding="utf-8")

    assert "seite.weg" in {text.id for text in all_texts(projekt)}


def test_the_real_output_has_the_promised_form() -> None:
    zeilen = list(output_lines())

    assert len({zeile["id"] for zeile in zeilen}) == len(zeilen)
    assert {zeile["art"] for zeile in zeilen} == ARTEN
    for zeile in zeilen:
        assert set(zeile) == {"id", "art", "sprache", "text"}
        assert not set("{}[]|") & set(zeile["text"]), zeile
