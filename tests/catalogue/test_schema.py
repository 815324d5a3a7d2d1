"""The schema: migrations lead to it, and the search uses its indexes."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import bindparam, inspect, select, text
from sqlalchemy.engine import Engine
from sqlalchemy.sql import Select

from bot.catalogue import import_offers, open_catalogue
from bot.catalogue.datenbank import KatalogFehler, _config, migrate, open_engine, writing
from bot.catalogue.suchen import AN_EINEM_ORT, FUER_EINEN_WEG
from bot.catalogue.tabellen import aenderung, metadata
from tests.catalogue.conftest import DATEN
from tests.catalogue.werkzeug import folder, offer


def test_an_empty_database_migrates_to_exactly_our_tables(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)

    with engine.connect() as verbindung:
        unterschiede = compare_metadata(MigrationContext.configure(verbindung), metadata)

    assert unterschiede == []
    engine.dispose()


def test_migrating_again_is_harmless_and_back_leaves_nothing(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    migrate(engine)
    config = _config()

    with engine.connect().execution_options(schreibt=True) as verbindung, verbindung.begin():
        config.attributes["connection"] = verbindung
        command.downgrade(config, "base")

    assert inspect(engine).get_table_names() == ["alembic_version"]
    engine.dispose()


def test_a_catalogue_of_a_newer_program_is_refused(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    with engine.begin() as verbindung:
        verbindung.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(KatalogFehler, match="passt nicht"):
        migrate(engine)
    with pytest.raises(KatalogFehler, match="alt"):
        open_catalogue(url)
    engine.dispose()


def test_every_constraint_has_a_name_that_a_migration_can_use() -> None:
    namenlos = [
        (tabelle.name, eins)
        for tabelle in metadata.tables.values()
        for eins in (*tabelle.constraints, *tabelle.indexes)
        if not eins.name and type(eins).__name__ != "_TypeBoundCheck"
    ]

    assert namenlos == []


def test_an_error_in_the_middle_of_writing_undoes_everything(url: str, tmp_path: Path) -> None:
    import_offers(url, folder(tmp_path / "a", offer("alt")))
    engine = open_engine(url)

    with pytest.raises(ZeroDivisionError), writing(engine) as verbindung:
        verbindung.execute(text("UPDATE angebot SET name = 'kaputt'"))
        raise ZeroDivisionError

    katalog = open_catalogue(url)
    assert katalog.get("alt").name == "Deutsch-Treff"  # type: ignore[union-attr]
    katalog.close()
    engine.dispose()


def plan(engine: Engine, frage: Select, werte: dict[str, str]) -> str:
    """How the database would look for it, in its own words."""
    davor = "EXPLAIN QUERY PLAN " if engine.dialect.name == "sqlite" else "EXPLAIN "
    fest = frage.params(**werte).compile(engine, compile_kwargs={"literal_binds": True})
    with engine.connect() as verbindung:
        if engine.dialect.name == "postgresql":
            verbindung.execute(text("SET enable_seqscan = off"))
        zeilen = verbindung.exec_driver_sql(davor + str(fest)).all()
    return "\n".join(str(zeile) for zeile in zeilen)


def test_the_search_of_a_place_uses_the_index_of_places(url: str) -> None:
    import_offers(url, DATEN)
    engine = open_engine(url)

    gesagt = plan(engine, AN_EINEM_ORT, {"ebene": "kreis", "schluessel": "05315"})

    assert "ix_angebot_ebene_schluessel" in gesagt
    assert "SCAN angebot" not in gesagt
    engine.dispose()


def test_the_list_of_a_weg_uses_the_index_of_wege(url: str) -> None:
    import_offers(url, DATEN)
    engine = open_engine(url)

    gesagt = plan(engine, FUER_EINEN_WEG, {"weg": "kim"})

    assert "ix_angebot_weg_weg_angebot_id" in gesagt
    assert "SCAN angebot" not in gesagt
    engine.dispose()


def test_the_history_of_an_offer_uses_its_index(url: str) -> None:
    engine = open_engine(url)
    migrate(engine)
    frage = select(aenderung.c.id).where(aenderung.c.angebot_id == bindparam("id"))

    gesagt = plan(engine, frage.order_by(aenderung.c.id.desc()), {"id": "jmd-solingen"})

    assert "ix_aenderung_angebot_id_id" in gesagt
    assert "SCAN aenderung" not in gesagt
    engine.dispose()


def test_a_catalogue_from_before_the_history_keeps_its_offers(url: str, tmp_path: Path) -> None:
    import_offers(url, folder(tmp_path / "a", offer("alt")))
    engine = open_engine(url)
    config = _config()
    with engine.connect().execution_options(schreibt=True) as verbindung, verbindung.begin():
        config.attributes["connection"] = verbindung
        command.downgrade(config, "0001")
    with pytest.raises(KatalogFehler, match="alt"):
        open_catalogue(url)

    assert import_offers(url, tmp_path / "a").nothing_changed

    katalog = open_catalogue(url)
    assert [angebot.id for angebot in katalog.all_offers()] == ["alt"]
    katalog.close()
    engine.dispose()
