"""What the page explains and translates: words of the glossary, key words in other languages."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from ruamel.yaml import YAML

from bot.reply.glossar import Glossar, load_glossar
from bot.reply.texte import Texte

_UNGEPRUEFT = "nein"


@dataclass(frozen=True)
class Woerterbuch:
    """The files `glossar.json` and `uebersetzung-XX.json`, and the languages there are."""

    sprachen: Mapping[str, str]
    dateien: Mapping[str, bytes]


def load_woerterbuch(texte: Texte, folder: Path) -> Woerterbuch:
    """Reads data/uebersetzungen. Raises ValueError with the file for an unknown word."""
    glossar = load_glossar(texte)
    dateien = {"glossar.json": _json(_explained(glossar))}
    sprachen = {}
    for file in sorted(folder.glob("*.yml")):
        uebersetzung = _read(file, texte, glossar)
        dateien[f"uebersetzung-{file.stem}.json"] = _json(uebersetzung)
        sprachen[file.stem] = str(uebersetzung["name"])
    return Woerterbuch(MappingProxyType(sprachen), MappingProxyType(dateien))


def _explained(glossar: Glossar) -> list[tuple[list[str], str]]:
    """Each word with its forms, and its explanation; words that are too common stay out."""
    return [
        ([begriff.wort, *begriff.formen], begriff.text)
        for begriff in glossar.begriffe
        if begriff.suchbar
    ]


def _read(file: Path, texte: Texte, glossar: Glossar) -> dict[str, object]:
    content = YAML(typ="safe").load(file.read_text(encoding="utf-8"))
    code = file.stem
    return {
        "name": texte.eintrag(f"sprachen.{code}.sprache").text,
        "richtung": texte.eintrag(f"sprachen.{code}.richtung").text,
        "satz": texte.eintrag(f"sprachen.{code}.satz").text,
        "geprueft": content["geprueft"] not in (False, _UNGEPRUEFT),
        "worte": {**_words(file, content, glossar), **_buttons(file, content, texte)},
    }


def _words(file: Path, content: dict[str, dict[str, str]], glossar: Glossar) -> dict[str, str]:
    begriffe = {begriff.id: begriff for begriff in glossar.begriffe}
    if odd := sorted(set(content["worte"]) - set(begriffe)):
        raise ValueError(f"{file}: {odd[0]!r} steht nicht in data/texte/glossar.yml")
    return {
        form: wort
        for name, wort in content["worte"].items()
        for form in (begriffe[name].wort, *begriffe[name].formen)
    }


def _buttons(file: Path, content: dict[str, dict[str, str]], texte: Texte) -> dict[str, str]:
    titel = texte.unter("gespraech.knopf")
    if odd := sorted(set(content["knoepfe"]) - set(titel)):
        raise ValueError(f"{file}: gespraech.knopf.{odd[0]} gibt es nicht")
    return {titel[name]: wort for name, wort in content["knoepfe"].items()}


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode("utf-8")
