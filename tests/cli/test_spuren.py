from pathlib import Path

import pytest

from bot.cli.spuren import changed_parts, fingerprint


@pytest.fixture
def projekt(tmp_path: Path) -> Path:
    for name in ("config.yml", "domain.yml", "data/nlu/gruss.yml", "bot/understanding/muster.py"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(name)
    return tmp_path


def test_nothing_changed_means_no_training(projekt):
    assert changed_parts(fingerprint(projekt), fingerprint(projekt)) == []


@pytest.mark.parametrize(
    ("datei", "teil"),
    [
        ("domain.yml", "domain.yml"),
        ("data/nlu/gruss.yml", "data/nlu"),
        ("data/nlu/neu.yml", "data/nlu"),
        ("data/verstehen/muster.jsonl", "data/verstehen"),
        ("bot/understanding/muster.py", "bot/understanding"),
        ("bot/nlu/orte.py", "bot/nlu"),
    ],
)
def test_a_change_names_the_part_that_changed(projekt, datei, teil):
    old = fingerprint(projekt)
    (projekt / datei).parent.mkdir(parents=True, exist_ok=True)
    (projekt / datei).write_text("etwas anderes")

    assert changed_parts(old, fingerprint(projekt)) == [teil]


def test_a_renamed_file_is_a_change(projekt):
    old = fingerprint(projekt)
    (projekt / "data/nlu/gruss.yml").rename(projekt / "data/nlu/abschied.yml")

    assert changed_parts(old, fingerprint(projekt)) == ["data/nlu"]


def test_offers_and_law_need_no_training(projekt):
    old = fingerprint(projekt)
    (projekt / "data/angebote").mkdir()
    (projekt / "data/angebote/05315_koeln.yml").write_text("neu")

    assert fingerprint(projekt) == old


def test_another_spacy_pipeline_is_a_change(projekt):
    old = fingerprint(projekt)
    (projekt / "var/spacy_de").mkdir(parents=True)
    (projekt / "var/spacy_de/meta.json").write_text("{}")

    assert changed_parts(old, fingerprint(projekt)) == ["spaCy"]
