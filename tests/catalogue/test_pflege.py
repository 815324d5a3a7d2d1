"""What staff change: file, tables and history follow together, or nothing happens."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest

from bot.catalogue import AngebotsFehler, open_catalogue, pflege
from bot.catalogue.pflege import Pflege, Zwischenstand
from tests.catalogue.werkzeug import HEUTE, folder, offer

JETZT = datetime(2026, 11, 22, 0, 30, tzinfo=timezone(timedelta(hours=1)))
"""Half past midnight in Germany: still the day before in UTC."""

Oeffnen = Callable[..., Pflege]


@pytest.fixture
def oeffnen(url: str, tmp_path: Path) -> Iterator[Oeffnen]:
    """Opens the care for a folder with these files."""
    offene: list[Pflege] = []

    def oeffnen(*texte: str) -> Pflege:
        offene.append(Pflege(url, folder(tmp_path / "angebote", *texte)))
        return offene[-1]

    yield oeffnen
    for eine in offene:
        eine.close()


def stand(haus: Pflege, id: str) -> str:
    eintrag = haus.get(id, HEUTE)
    assert eintrag
    return eintrag.stand


def text(haus: Pflege) -> str:
    return "".join(datei.read_text("utf-8") for datei in sorted(haus.ordner.iterdir()))


def test_a_change_is_in_the_file_the_search_and_the_history(url: str, oeffnen: Oeffnen) -> None:
    haus = oeffnen("# Köln\n" + offer("treff"))
    katalog = open_catalogue(url)
    zellen = {**haus.get("treff", HEUTE).zellen, "name": "Neuer Name", "traeger": "Verein"}  # type: ignore[union-attr]

    anzahl = haus.change("treff", stand(haus, "treff"), zellen, "Beratung", JETZT)

    assert anzahl == 2
    assert text(haus).startswith("# Köln\n")
    assert "  name: Neuer Name\n" in text(haus)
    assert katalog.get("treff").traeger == "Verein"  # type: ignore[union-attr]
    assert [(a.feld, a.vorher, a.nachher) for a in haus.history("treff")] == [
        ("traeger", None, "Verein"),
        ("name", "Deutsch-Treff", "Neuer Name"),
    ]
    eine = haus.history()[0]
    assert (eine.rolle, eine.wann) == ("Beratung", datetime(2026, 11, 21, 23, 30))
    katalog.close()


def test_checked_today_is_the_day_in_germany_and_the_role(url: str, oeffnen: Oeffnen) -> None:
    haus = oeffnen(offer("treff"))

    haus.confirm("treff", stand(haus, "treff"), "Jobcenter", JETZT)

    zellen = haus.get("treff", HEUTE).zellen  # type: ignore[union-attr]
    assert zellen["zuletzt_bestaetigt"] == "2026-11-22"
    assert zellen["bestaetigt_von"] == "Jobcenter"
    assert [p.art for p in haus.get("treff", HEUTE).probleme] == ["unvollstaendig", "ohne_quelle"]  # type: ignore[union-attr]


def test_confirming_a_template_confirms_all_its_offers(url: str, oeffnen: Oeffnen) -> None:
    haus = oeffnen(offer("suche", "ebene: je_kreis"))

    haus.confirm("suche", stand(haus, "suche"), "Redaktion", JETZT)

    katalog = open_catalogue(url)
    assert {str(a.zuletzt_bestaetigt) for a in katalog.all_offers()} == {"2026-11-22"}
    assert len(katalog.all_offers()) == 53
    assert {a.angebot_id for a in haus.history()} == {"suche"}
    katalog.close()


def test_what_somebody_else_has_changed_meanwhile_is_not_overwritten(oeffnen: Oeffnen) -> None:
    haus = oeffnen(offer("treff"))
    gesehen = stand(haus, "treff")
    datei = haus.ordner / "0.yml"
    datei.write_text(datei.read_text("utf-8").replace("Deutsch-Treff", "Anders"), "utf-8")

    with pytest.raises(Zwischenstand):
        haus.confirm("treff", gesehen, "Beratung", JETZT)

    assert haus.history() == []
    assert "2018-06-29" in text(haus)


def test_a_file_that_changes_while_we_save_is_not_overwritten(
    oeffnen: Oeffnen, monkeypatch: pytest.MonkeyPatch
) -> None:
    haus = oeffnen(offer("treff"))
    gesehen, draft = stand(haus, "treff"), pflege.draft_files

    def slow(*args: object) -> object:
        entwurf = draft(*args)  # type: ignore[arg-type]
        (haus.ordner / "0.yml").write_text(offer("treff", 'kreis: "05315"', "partner: [Stadt]"))
        return entwurf

    monkeypatch.setattr(pflege, "draft_files", slow)
    with pytest.raises(Zwischenstand):
        haus.confirm("treff", gesehen, "Beratung", JETZT)

    assert "partner: [Stadt]" in text(haus)
    assert haus.history() == []


@pytest.mark.parametrize(
    "feld, wert, was",
    [
        ("name", "Treff <script>alert(1)</script>", "kein HTML"),
        ("gilt_bis", "morgen", "ein Tag wie"),
        ("gilt_bis", "2000-01-01", "ein Tag ab gilt_ab"),
        ("kontakt.telefon", "0221 1", "gelesen_am"),
        ("kreis", "99999", "5 Ziffern"),
        ("weg", "raumfahrt", "jobcenter"),
    ],
)
def test_a_mistake_is_named_and_nothing_is_changed(
    oeffnen: Oeffnen, feld: str, wert: str, was: str
) -> None:
    haus = oeffnen(offer("treff", 'kreis: "05315"', "gilt_ab: 2018-01-01"))
    vorher = text(haus)
    zellen = {**haus.get("treff", HEUTE).zellen, feld: wert}  # type: ignore[union-attr]

    with pytest.raises(AngebotsFehler, match=was):
        haus.change("treff", stand(haus, "treff"), zellen, "Beratung", JETZT)

    assert text(haus) == vorher
    assert haus.history() == []


def test_when_the_tables_refuse_the_file_is_as_before(
    oeffnen: Oeffnen, monkeypatch: pytest.MonkeyPatch
) -> None:
    haus = oeffnen(offer("treff"))
    vorher, echt = text(haus), pflege.replace_files

    def breaks_after_the_files(*args: object) -> None:
        echt(*args)  # type: ignore[arg-type]
        raise ZeroDivisionError

    monkeypatch.setattr(pflege, "replace_files", breaks_after_the_files)
    with pytest.raises(ZeroDivisionError):
        haus.confirm("treff", stand(haus, "treff"), "Beratung", JETZT)

    assert text(haus) == vorher
    assert haus.history() == []
    assert haus.get("treff", HEUTE).zellen["zuletzt_bestaetigt"] == "2018-06-29"  # type: ignore[union-attr]


def test_a_new_offer_goes_into_its_file_and_its_id_is_its_own(oeffnen: Oeffnen) -> None:
    haus = oeffnen("# Köln\n" + offer("alt"))
    zellen = {**haus.get("alt", HEUTE).zellen, "id": "neu"}  # type: ignore[union-attr]
    neue_datei = {**zellen, "id": "bonn", "kreis": "05314", "datei": "05314_bonn.yml"}

    haus.add(zellen, "Beratung", JETZT)
    haus.add(neue_datei, "Beratung", JETZT)

    assert [eins.id for eins in haus.entries(HEUTE)] == ["alt", "neu", "bonn"]
    assert (haus.ordner / "0.yml").read_text("utf-8").startswith("# Köln\n" + offer("alt"))
    with pytest.raises(AngebotsFehler, match="eine neue id"):
        haus.add(zellen, "Beratung", JETZT)


def test_a_file_outside_the_folder_cannot_be_named(oeffnen: Oeffnen) -> None:
    haus = oeffnen(offer("alt"))
    zellen = {**haus.get("alt", HEUTE).zellen, "id": "neu", "datei": "../boese.yml"}  # type: ignore[union-attr]

    with pytest.raises(AngebotsFehler, match="eine Datei wie"):
        haus.add(zellen, "Beratung", JETZT)


def test_a_file_somebody_has_broken_is_named_and_not_touched(oeffnen: Oeffnen) -> None:
    haus = oeffnen(offer("alt"))
    (haus.ordner / "1.yml").write_text("kreis: [\n")

    with pytest.raises(AngebotsFehler, match=r"1\.yml"):
        haus.entries(HEUTE)
    with pytest.raises(AngebotsFehler, match=r"1\.yml"):
        haus.confirm("alt", "x", "Beratung", JETZT)
