"""Bent rule files: each is loaded or refused with one line that names the file, never a crash."""

from __future__ import annotations

import os
import shutil
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from bot.eligibility import BedingungsFehler, RegelFehler, load_rules
from bot.settings import ROOT
from tests.haerte import eingaben

WEGE = ("kinderbetreuung", "wohnsitzwechsel")
KURZ = 150
LANG = int(os.environ.get("HAERTE_EINGABEN", "10000")) // 4


@pytest.fixture
def ordner(tmp_path: Path) -> Path:
    """The real rules with few Wege: quick to load, and every kind of file is there."""
    ziel = tmp_path / "eligibility"
    shutil.copytree(ROOT / "data" / "eligibility", ziel)
    for datei in (ziel / "wege").glob("*.yml"):
        if datei.stem not in WEGE:
            datei.unlink()
    load_rules(ziel)
    return ziel


def _fuzz(ordner: Path, wie_viele: int) -> Counter[str]:
    files = sorted(ordner.rglob("*.yml"))
    texts = {file: file.read_text(encoding="utf-8") for file in files}
    seen: Counter[str] = Counter()

    @seed(20261122)
    @settings(
        max_examples=wie_viele,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.data())
    def bend(data: st.DataObject) -> None:
        file = data.draw(st.sampled_from(files))
        file.write_bytes(data.draw(st.one_of(*_strategies(texts[file]))))
        try:
            load_rules(ordner)
            seen["geladen"] += 1
        except (RegelFehler, BedingungsFehler) as fehler:
            seen["abgelehnt"] += 1
            # Eine verbogene Liste fällt dort auf, wo sie gebraucht wird.
            assert ".yml" in str(fehler), fehler
            assert str(fehler).count("\n") == 0, fehler
        finally:
            file.write_text(texts[file], encoding="utf-8")

    bend()
    load_rules(ordner)
    print(f"\n{sum(seen.values())} verbogene Regeldateien: {dict(seen)}")
    return seen


_utf8 = st.text(max_size=200).map(lambda text: text.encode("utf-8", "surrogatepass"))


def _strategies(text: str) -> list[st.SearchStrategy[bytes]]:
    bent = eingaben.verbogen(text)
    built = eingaben.verbaut(text)
    return [bent, bent, built, built, built, st.binary(max_size=200), _utf8]


@pytest.mark.timeout(300)
def test_some_bent_rule_files(ordner: Path) -> None:
    assert _fuzz(ordner, KURZ)["abgelehnt"]


@pytest.mark.haerte
@pytest.mark.timeout(3 * 3600)
def test_thousands_of_bent_rule_files(ordner: Path) -> None:
    assert _fuzz(ordner, LANG)["abgelehnt"]
