"""The pattern files: allowed values, no doubles, errors that help editors."""

import pytest

from bot.profile import FAKTEN, check_value
from bot.profile.laender import LAENDER
from bot.understanding import ABSICHTEN, daten
from bot.understanding.absicht import HELPERS
from bot.understanding.herkunft import laender
from bot.understanding.muster import Gruppen, UngueltigesMuster, compile_pattern
from bot.understanding.notlage import ARTEN


@pytest.mark.parametrize("entry", daten.entries(), ids=lambda e: f"{e.fakt}={e.wert}")
def test_every_pattern_sets_a_fact_of_the_contract(entry):
    assert entry.fakt in FAKTEN
    pairs = [(entry.fakt, entry.wert), (entry.fakt, entry.verneint_wert), *entry.setzt]
    for fakt, wert in pairs:
        if wert is not None:
            check_value(fakt, [wert] if fakt == "wunsch" else wert)
    assert entry.muster


def test_frames_that_entries_name_exist():
    frames = set(daten.sentence_data()["rahmen"])
    for entry in daten.entries():
        assert entry.rahmen <= frames
        assert entry.nicht_rahmen <= frames


def test_rules_for_intents_name_intents_of_the_contract():
    assert set(daten.lists("absichten")) <= {*ABSICHTEN, *HELPERS}


def test_every_kind_of_crisis_has_words_here_and_in_other_languages():
    assert set(daten.lists("notlage")) == set(ARTEN) == set(daten.lists("notlage_sprachen"))


def test_countries_have_iso_codes():
    assert set(laender()) <= LAENDER
    assert len(laender()) >= 100


def test_an_unknown_key_is_reported_with_file_and_line(tmp_path, monkeypatch):
    folder = tmp_path / "fakten"
    folder.mkdir()
    (folder / "x.yml").write_text("- fakt: alter\n  eintraege:\n  - wert: 1\n    muter: [a]\n")
    monkeypatch.setattr(daten, "FOLDER", tmp_path)
    daten.entries.cache_clear()
    try:
        with pytest.raises(daten.FehlerInDaten, match=r"x\.yml:3: 'muter'.*erlaubt: .*muster"):
            daten.entries()
    finally:
        daten.entries.cache_clear()


def test_an_unknown_group_is_reported_with_the_allowed_ones():
    with pytest.raises(UngueltigesMuster, match=r"\$nix gibt es nicht \(erlaubt: kein\)"):
        compile_pattern("$nix arbeit", Gruppen({"kein": ("kein",)}))


def test_a_pattern_may_leave_words_out():
    assert [len(one) for one in compile_pattern("ich ... duldung", Gruppen())] == [2, 3, 4, 5, 6]
