"""Importing files: all or nothing, repeatable, with errors an editor can use."""

from __future__ import annotations

import time
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.catalogue import (
    AngebotsFehler,
    KatalogFehler,
    import_offers,
    import_table,
    open_catalogue,
)
from bot.catalogue.angebot import from_blatt, to_blatt
from bot.catalogue.dateien import load_offers
from tests.catalogue.conftest import DATEN
from tests.catalogue.werkzeug import EIN_ANGEBOT, HEUTE, folder, offer, person

KOELN = "05315000"


def test_importing_the_delivered_files_twice_changes_nothing(url: str) -> None:
    erst = import_offers(url, DATEN)
    dann = import_offers(url, DATEN)

    assert len(erst.neu) > 800
    assert dann.nothing_changed
    assert dann.unveraendert == len(erst.neu)


def test_what_the_tables_say_is_what_the_files_say(url: str) -> None:
    import_offers(url, DATEN)

    katalog = open_catalogue(url)
    aus_dateien = sorted((fund.angebot for fund in load_offers(DATEN)), key=lambda a: a.id)

    assert sorted(katalog.all_offers(), key=lambda a: a.id) == aus_dateien
    katalog.close()


def test_a_changed_offer_is_changed_and_the_others_stay(url: str, tmp_path: Path) -> None:
    import_offers(url, folder(tmp_path / "a", offer("eins"), offer("zwei")))

    anders = offer("zwei").replace("Deutsch-Treff", "Anderer Name")
    bericht = import_offers(url, folder(tmp_path / "a", offer("eins"), anders))

    assert (bericht.neu, bericht.geaendert, bericht.unveraendert) == ((), ("zwei",), 1)
    katalog = open_catalogue(url)
    assert katalog.get("zwei").name == "Anderer Name"  # type: ignore[union-attr]
    katalog.close()


def test_what_vanished_is_closed_and_not_deleted_and_can_come_back(
    url: str, tmp_path: Path
) -> None:
    import_offers(url, folder(tmp_path / "a", offer("bleibt"), offer("geht")))

    bericht = import_offers(url, folder(tmp_path / "a", offer("bleibt")), date(2026, 11, 22))

    katalog = open_catalogue(url)
    assert bericht.geschlossen == ("geht",)
    assert [a.id for a in katalog.search(person(ort=KOELN), HEUTE)] == ["bleibt"]
    assert katalog.get("geht") is not None
    assert import_offers(url, tmp_path / "a").nothing_changed

    wieder = import_offers(url, folder(tmp_path / "a", offer("bleibt"), offer("geht")))

    assert wieder.geaendert == ("geht",)
    assert [a.id for a in katalog.search(person(ort=KOELN), HEUTE)] == ["bleibt", "geht"]
    katalog.close()


FALSCHE_DATEIEN = {
    "half-written YAML": ("kreis: [\n", "Zeile", "kein YAML"),
    "no list of offers": ('kreis: "05315"\nangebote: keine\n', "angebote", "eine Liste"),
    "empty file": ("", "Zeile 1", "Schlüsseln"),
    "offer without an id": (
        EIN_ANGEBOT.replace("- id: deutsch-treff-koeln\n ", "-"),
        "id",
        "fehlt",
    ),
    "unknown field": (offer("a", 'kreis: "05315"', "telefonnummer: 1"), "telefonnummer", "kontakt"),
    "field twice": (offer("a", 'kreis: "05315"', "name: Zwei"), "Zeile 11", "steht zweimal"),
    "unknown AGS": (offer("a", 'gemeinde: "05999999"'), "gemeinde", "8 Ziffern"),
    "unknown Kreis": (offer("a", 'kreis: "09162"'), "kreis", "5 Ziffern"),
    "no place at all": (offer("a", ""), "a:", "genau eins von gemeinde, kreis"),
    "unknown Weg": (EIN_ANGEBOT.replace("integrationskurs", "raumfahrt"), "weg", "jobcenter"),
    "impossible day": (
        offer("a", 'kreis: "05315"', "gilt_ab: 2018-02-30"),
        "gilt_ab",
        "2018-09-01",
    ),
    "dates in the wrong order": (
        offer("a", 'kreis: "05315"', "gilt_ab: 2020-01-02", "gilt_bis: 2020-01-01"),
        "Zeile 12, a.gilt_bis",
        "ein Tag ab gilt_ab (2020-01-02)",
    ),
    "script in a name": (
        EIN_ANGEBOT.replace("Deutsch-Treff", "Treff <script>alert(1)</script>"),
        "Zeile 5, deutsch-treff-koeln.name",
        "kein HTML",
    ),
    "open bracket": (EIN_ANGEBOT.replace("[lernst du|", "[lernst du"), "satz", "[du|die Person]"),
    "contact nobody has read": (
        offer("a", 'kreis: "05315"', "kontakt: {telefon: 0221 1234}"),
        "kontakt",
        "gelesen_am",
    ),
    "phone number that is none": (
        offer("a", 'kreis: "05315"', "kontakt: {telefon: ruf an}"),
        "kontakt.telefon",
        "Telefonnummer",
    ),
    "address that runs code": (
        offer("a", 'kreis: "05315"', 'kontakt: {web: "javascript:alert(1)"}'),
        "kontakt.web",
        "https://",
    ),
    "unknown fact in a condition": (
        offer("a", 'kreis: "05315"', "zusatzbedingungen: {augenfarbe: blau}"),
        "zusatzbedingungen",
        "augenfarbe",
    ),
    "value a fact cannot have": (
        offer("a", 'kreis: "05315"', "zusatzbedingungen: {deutsch: {unter: b7}}"),
        "zusatzbedingungen",
        "b1, b2, c1",
    ),
    "opening hours backwards": (
        offer("a", 'kreis: "05315"', 'oeffnungszeiten: [{tag: mo, von: "17:00", bis: "09:00"}]'),
        "oeffnungszeiten",
        "von muss vor bis",
    ),
    "event without a day": (
        offer("a", 'kreis: "05315"', "termine: [{art: veranstaltung}]"),
        "termine",
        "am (ein Tag) oder jaehrlich",
    ),
    "template word outside a template": (
        EIN_ANGEBOT.replace("Deutsch-Treff", "Treff in {kreis}"),
        "deutsch-treff-koeln",
        "je_kreis",
    ),
    "billion laughs": (
        "a: &a [x, x]\nb: &b [*a, *a]\nangebote: *b\n",
        "Zeile 1",
        "Anker (& und *) sind nicht erlaubt",
    ),
    "nested a thousand times": ("angebote: " + "[" * 3000, "Zeile", ""),
    "more than 1 MB": ("# " + "x" * 1_000_001, "Zeile 1", "größer als"),
    "binary": ("\x00\x01\x02", "Zeile 1", "kein YAML"),
}


@pytest.mark.parametrize("text, wo, was", FALSCHE_DATEIEN.values(), ids=FALSCHE_DATEIEN)
def test_a_bad_file_says_where_and_what_and_changes_nothing(
    sqlite_url: str, tmp_path: Path, text: str, wo: str, was: str
) -> None:
    import_offers(sqlite_url, folder(tmp_path / "a", offer("alt")))

    with pytest.raises(AngebotsFehler) as fehler:
        import_offers(sqlite_url, folder(tmp_path / "a", offer("neu"), text))

    satz = str(fehler.value)
    assert "1.yml" in satz
    assert wo in satz
    assert was in satz
    katalog = open_catalogue(sqlite_url)
    assert [angebot.id for angebot in katalog.all_offers()] == ["alt"]
    katalog.close()


def huge(datei: Path) -> Path:
    """A file of 50 MB that takes no room on the disk."""
    with datei.open("wb") as strom:
        strom.write(b"# viel\n")
        strom.truncate(50_000_000)
    return datei


def test_a_file_of_50_mb_is_refused_at_once(sqlite_url: str, tmp_path: Path) -> None:
    ordner = folder(tmp_path / "a", offer("alt"))
    import_offers(sqlite_url, ordner)
    huge(ordner / "riesig.yml")
    beginn = time.process_time()

    with pytest.raises(AngebotsFehler, match=r"riesig\.yml, Zeile 1.* größer als 1000000 Bytes"):
        import_offers(sqlite_url, ordner)

    assert time.process_time() - beginn < 2
    assert still_there(sqlite_url) == ["alt"]


@pytest.mark.parametrize("name", ["riesig.csv", "riesig.xlsx"])
def test_a_table_of_50_mb_is_refused_at_once(tmp_path: Path, name: str) -> None:
    ordner = folder(tmp_path / "a", offer("alt"))
    beginn = time.process_time()

    with pytest.raises(AngebotsFehler, match="eine Datei bis 5000000 Bytes"):
        import_table(huge(tmp_path / name), ordner)

    assert time.process_time() - beginn < 2
    assert (ordner / "0.yml").read_text("utf-8") == offer("alt")


def test_two_offers_with_one_id_are_named_with_both_places(sqlite_url: str, tmp_path: Path) -> None:
    with pytest.raises(AngebotsFehler) as fehler:
        import_offers(sqlite_url, folder(tmp_path / "a", offer("doppelt"), offer("doppelt")))

    assert "1.yml, Zeile 3, id: 'doppelt' ist nicht erlaubt" in str(fehler.value)
    assert "0.yml, Zeile 3" in str(fehler.value)


def test_every_mistake_of_all_files_is_named_at_once(sqlite_url: str, tmp_path: Path) -> None:
    falsch = EIN_ANGEBOT.replace("integrationskurs", "x").replace("2018-06-29", "gestern")

    with pytest.raises(AngebotsFehler) as fehler:
        import_offers(sqlite_url, folder(tmp_path / "a", falsch, "kreis: [\n"))

    felder = [(Path(m.datei).name, m.feld) for m in fehler.value.maengel]
    assert felder == [
        ("0.yml", "deutsch-treff-koeln.weg"),
        ("0.yml", "deutsch-treff-koeln.zuletzt_bestaetigt"),
        ("1.yml", ""),
    ]


def test_a_file_that_is_no_utf8_is_an_error(sqlite_url: str, tmp_path: Path) -> None:
    ordner = folder(tmp_path / "a")
    (ordner / "alt.yml").write_bytes(EIN_ANGEBOT.replace("Treff", "Käfer").encode("latin-1"))

    with pytest.raises(AngebotsFehler, match="kein UTF-8"):
        import_offers(sqlite_url, ordner)


def still_there(url: str) -> list[str]:
    """The ids in the catalogue."""
    katalog = open_catalogue(url)
    ids = [angebot.id for angebot in katalog.all_offers()]
    katalog.close()
    return ids


def test_an_empty_folder_does_not_close_the_whole_catalogue(
    sqlite_url: str, tmp_path: Path
) -> None:
    import_offers(sqlite_url, folder(tmp_path / "a", offer("alt")))

    with pytest.raises(AngebotsFehler, match="0 Dateien"):
        import_offers(sqlite_url, folder(tmp_path / "leer"))

    katalog = open_catalogue(sqlite_url)
    assert [angebot.id for angebot in katalog.all_offers()] == ["alt"]
    katalog.close()


@pytest.mark.parametrize("adresse", ["mysql://root@localhost/x", "quatsch"])
def test_a_database_of_another_kind_is_refused(adresse: str) -> None:
    with pytest.raises(KatalogFehler, match="Erlaubt: sqlite:///"):
        import_offers(adresse, DATEN)


def test_a_catalogue_that_was_never_filled_is_one_clear_line(sqlite_url: str) -> None:
    with pytest.raises(KatalogFehler, match="fehlt oder ist alt"):
        open_catalogue(sqlite_url)


ZUTATEN = st.fixed_dictionaries(
    {
        "id": st.from_regex(r"[a-z]{1,8}(-[a-z0-9]{1,5})?", fullmatch=True),
        "ort": st.sampled_from(['kreis: "05315"', 'gemeinde: "05166032"', "ebene: bund"]),
        "zeilen": st.sets(
            st.sampled_from(
                [
                    "gilt_ab: 2019-01-01",
                    "gilt_bis: 2030-12-31",
                    "nur_helfer: ja",
                    "traeger: Verein für alle",
                    "sprachen: [de, ar]",
                    "partner: [Stadt, Schule]",
                    "weitere_wege: [bvb, bab]",
                    'termine: [{art: frist, jaehrlich: "02-29"}]',
                    "zusatzbedingungen: {alter: {ab: 16}}",
                    'oeffnungszeiten: [{tag: mo, von: "09:00", bis: "12:30"}]',
                    "schlagworte: [sport]",
                ]
            )
        ),
    }
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(st.lists(ZUTATEN, min_size=1, max_size=6, unique_by=lambda zutat: zutat["id"]))
def test_importing_any_offers_twice_changes_nothing(
    tmp_path_factory: pytest.TempPathFactory, zutaten: list[dict[str, object]]
) -> None:
    ort = tmp_path_factory.mktemp("e")
    dateien = [offer(z["id"], z["ort"], *sorted(z["zeilen"])) for z in zutaten]  # type: ignore
    ordner, url = folder(ort / "a", *dateien), f"sqlite:///{ort}/katalog.db"

    erst, dann = import_offers(url, ordner), import_offers(url, ordner)

    assert len(erst.neu) == len(zutaten)
    assert dann.nothing_changed
    for fund in load_offers(ordner):
        assert from_blatt(to_blatt(fund.angebot)) == fund.angebot
