"""Spelling: Debian's hunspell with the German dictionary, plus our own list of words."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path

from bot.reply.alle_texte import all_texts, fill_example
from bot.reply.texte import HELFER, load_texts
from bot.sprache.pruefung import Fund, vocabulary
from bot.sprache.zaehlen import words

_DICTIONARY = "de_DE"


def available() -> bool:
    """True when hunspell and its German dictionary are installed."""
    program = shutil.which("hunspell")
    if program is None:
        return False
    listed = subprocess.run([program, "-D"], capture_output=True, text=True, input="", check=False)
    return f"/{_DICTIONARY}" in listed.stderr + listed.stdout


def misspelled(worte: Iterable[str]) -> frozenset[str]:
    """Words hunspell does not know. Raises FileNotFoundError without hunspell."""
    eingabe = "\n".join(sorted(set(worte)))
    ergebnis = subprocess.run(
        ["hunspell", "-d", _DICTIONARY, "-i", "UTF-8", "-l"],
        input=eingabe,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    return frozenset(ergebnis.stdout.split())


def check_spelling(root: Path | str = ".") -> tuple[Fund, ...]:
    """Misspelled words of all German texts, with file and line."""
    texte = load_texts(Path(root) / "data" / "texte")
    stellen = list(_words_with_place(root))
    erlaubt = _allowed(root)
    falsch = misspelled(wort for _, wort in stellen if wort not in erlaubt)
    bekannt = vocabulary(texte, root).namen
    funde = {
        (fund.wo, fund.genau): fund
        for fund, wort in stellen
        if wort in falsch and wort not in bekannt
    }
    return tuple(funde[stelle] for stelle in sorted(funde))


def _words_with_place(root: Path | str) -> Iterator[tuple[Fund, str]]:
    """Every part of every word: hunspell reads "Integrations-Kurs" as two words."""
    texte = load_texts(Path(root) / "data" / "texte")
    for text in all_texts(root):
        if text.sprache != "de":
            continue
        for satz in {fill_example(text, None, texte), fill_example(text, HELFER, texte)}:
            for wort in words(satz):
                yield Fund(text.id, text.wo, satz, "rechtschreibung", wort), wort


def _allowed(root: Path | str) -> frozenset[str]:
    """data/texte/woerter_erlaubt.txt: one word a line, # begins a comment."""
    datei = Path(root) / "data" / "texte" / "woerter_erlaubt.txt"
    zeilen = datei.read_text(encoding="utf-8").splitlines() if datei.exists() else []
    return frozenset(zeile.split("#")[0].strip() for zeile in zeilen) - {""}
