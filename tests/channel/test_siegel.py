"""Links with answers: only this server makes them, and not for ever."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.pool import StaticPool

from bot.channel.siegel import Siegel, UngueltigesSiegel, end_of
from bot.channel.sitzungen import Sitzungen

NOW = datetime(2026, 11, 22, tzinfo=timezone.utc)
INHALT = {"fakten": {"alter": 17, "wunsch": ["arbeit"], "ort": "05315000"}}


def engine() -> sa.engine.Engine:
    engine = sa.create_engine(
        "sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False}
    )
    Sitzungen(engine)
    return engine


def test_a_sealed_link_opens_until_its_day() -> None:
    database = engine()
    text = Siegel(database).seal(INHALT, end_of(NOW, 7))
    assert Siegel(database).open(text, NOW + timedelta(days=6)) == INHALT
    with pytest.raises(UngueltigesSiegel, match="age"):
        Siegel(database).open(text, NOW + timedelta(days=8))


def test_another_server_opens_nothing() -> None:
    text = Siegel(engine()).seal(INHALT, end_of(NOW, 7))
    with pytest.raises(UngueltigesSiegel, match="signature"):
        Siegel(engine()).open(text, NOW)


SIEGEL = Siegel(engine())
SEALED = SIEGEL.seal(INHALT, end_of(NOW, 7))


@given(st.integers(0, len(SEALED) - 1), st.characters(codec="utf-8"))
def test_no_changed_character_goes_unnoticed(place: int, character: str) -> None:
    changed = SEALED[:place] + character + SEALED[place + 1 :]
    try:
        assert SIEGEL.open(changed, NOW) == INHALT
    except UngueltigesSiegel:
        return
    assert changed == SEALED or place in (SEALED.index(".") - 1, len(SEALED) - 1)


@given(st.text(max_size=200))
def test_no_text_breaks_it(text: str) -> None:
    with pytest.raises(UngueltigesSiegel):
        SIEGEL.open(text, NOW)
