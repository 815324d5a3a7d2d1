"""A mistake in data/orte is told to the editor with file, line and what is allowed."""

import shutil
from pathlib import Path

import pytest

from bot.places import OrteFehler
from bot.places.register import ORTE_FOLDER
from bot.places.woerterbuch import load_woerterbuch


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(ORTE_FOLDER, tmp_path / "orte"))


def _replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_unknown_municipality_is_named_with_its_line(folder: Path) -> None:
    _replace(folder / "namen.yml", "  Aachen: [Aken", "  Aaachen: [Aken")
    with pytest.raises(OrteFehler, match=r'namen.yml, Zeile 4: "Aaachen" ist kein Name'):
        load_woerterbuch(folder)


def test_a_word_instead_of_a_list_is_named_with_its_line(folder: Path) -> None:
    _replace(folder / "ausserhalb.yml", "  Brandenburg: []", "  Brandenburg: Potsdam")
    with pytest.raises(OrteFehler, match=r'ausserhalb.yml, Zeile \d+: "Brandenburg" braucht'):
        load_woerterbuch(folder)


def test_a_question_about_an_unknown_place_is_refused(folder: Path) -> None:
    _replace(folder / "mehrdeutig.yml", "[Köln, Bochum]", "[Köln, Bochumm]")
    with pytest.raises(OrteFehler, match=r"mehrdeutig\.yml, Zeile .*Ehrenfeld.*Bochumm"):
        load_woerterbuch(folder)


@pytest.mark.parametrize("broken", ["kurznamen: [", "anderes: {}", "nur text", ""])
def test_a_half_written_file_is_refused_by_name(folder: Path, broken: str) -> None:
    (folder / "namen.yml").write_text(broken, encoding="utf-8")
    with pytest.raises(OrteFehler, match=r"namen\.yml"):
        load_woerterbuch(folder)


@pytest.mark.parametrize("path", sorted(ORTE_FOLDER.rglob("*.yml")), ids=lambda p: p.name)
def test_no_line_looks_like_training_data_of_the_chat_engine(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        assert not line.lstrip().startswith(("nlu:", "responses:", "stories:", "rules:"))
