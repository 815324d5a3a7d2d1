"""Every sentence as staff look at it: findings, length, translations, changes, reading groups."""

from __future__ import annotations

import json
import secrets
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from bot.faelle.gitstand import unpacked
from bot.reply.alle_texte import Text, all_texts, fill_example
from bot.reply.texte import HELFER, Texte
from bot.sprache.zaehlen import sentences, words

DATEN = ("data/texte", "data/eligibility", "data/angebote")
GRUPPEN = Path("var") / "pruefgruppen"
"""Where the results of reading groups lie, below the root of the project; not under git."""
UNGEPRUEFT = "nein"

Uebersetzungen = Mapping[str, tuple[tuple[str, str], ...]]
"""Id of a sentence (or of its word) -> language and translation."""


@dataclass(frozen=True)
class Zeile:
    """One sentence in words for both roles, with its length."""

    text: Text
    selbst: str
    helfer: str
    woerter: int
    laengster: int

    @classmethod
    def of(cls, text: Text, texte: Texte) -> Zeile:
        """A sentence with examples for its values."""
        selbst, helfer = (fill_example(text, rolle, texte) for rolle in (None, HELFER))
        laengen = [len(words(satz)) for satz in sentences(selbst)] or [len(words(selbst))]
        anders = helfer if helfer != selbst else ""
        return cls(text, selbst, anders, len(words(selbst)), max(laengen, default=0))


@dataclass(frozen=True)
class Sprache:
    """A language: who has signed its sentences and words ("" = nobody), how much there is."""

    code: str
    name: str
    saetze_von: str
    worte_von: str
    saetze: int
    worte: int
    fehlt: tuple[str, ...]


@dataclass(frozen=True)
class Aenderung:
    """A sentence that is new ("vorher" empty), gone ("jetzt" empty) or another."""

    id: str
    vorher: str
    jetzt: str


@dataclass(frozen=True)
class Gruppe:
    """What one reading group did not understand: no names, only how many."""

    tag: str
    thema: str
    leute: int
    saetze: Mapping[str, Mapping[str, Any]]


# --- translations -------------------------------------------------------------------------------


def translations(wurzel: Path) -> tuple[tuple[Sprache, ...], Uebersetzungen]:
    """The languages with their signatures, and every translation by the id it belongs to."""
    fest = _yaml(wurzel / "data" / "texte" / "sprachen.yml")
    worte = {d.stem: _yaml(d) for d in sorted((wurzel / "data" / "uebersetzungen").glob("*.yml"))}
    je_id: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for code, datei in worte.items():
        for name, text in (datei.get("worte") or {}).items():
            je_id[f"glossar.{name}"].append((code, str(text)))
        for name, text in (datei.get("knoepfe") or {}).items():
            je_id[f"gespraech.knopf.{name}"].append((code, str(text)))
    alle = {name for datei in worte.values() for name in datei.get("worte") or {}}
    notlage = {name for eine in fest.values() for name in eine.get("notlage") or {}}
    sprachen = (
        _language(code, fest.get(code, {}), worte.get(code, {}), alle, notlage)
        for code in dict.fromkeys((*fest, *worte))
    )
    return tuple(sprachen), {id: tuple(paare) for id, paare in je_id.items()}


def _language(
    code: str, fest: Mapping[str, Any], datei: Mapping[str, Any], alle: set[str], not_: set[str]
) -> Sprache:
    worte, notlage = datei.get("worte") or {}, fest.get("notlage") or {}
    fehlt = sorted(alle - set(worte)) if worte else ["alle Wörter"]
    fehlt += sorted(f"notlage: {name}" for name in not_ - set(notlage))
    return Sprache(
        code,
        str(fest.get("sprache", code)),
        _signed(fest),
        _signed(datei),
        len(notlage) + ("satz" in fest),
        len(worte) + len(datei.get("knoepfe") or {}),
        tuple(fehlt),
    )


def _signed(angaben: Mapping[str, Any]) -> str:
    """Who has read it and when; "" for nobody."""
    wer = angaben.get("geprueft", UNGEPRUEFT)
    return "" if wer in (False, None, UNGEPRUEFT) else str(wer)


def _yaml(datei: Path) -> dict[str, Any]:
    return yaml.safe_load(datei.read_text(encoding="utf-8")) or {} if datei.exists() else {}


def translations_of(id: str, je_id: Uebersetzungen) -> tuple[tuple[str, str], ...]:
    """The translations of a sentence, or of the word that it explains."""
    return je_id.get(id) or (je_id.get(id.rpartition(".")[0], ()) if id.endswith(".wort") else ())


# --- two revisions ------------------------------------------------------------------------------


def changes(rev: str, wurzel: Path, jetzt: Iterable[Text]) -> tuple[Aenderung, ...]:
    """What people read otherwise than in a revision. Raises KeineFassung or TextFehler."""
    with unpacked(rev, wurzel, *DATEN) as ordner:
        alt = {text.id: text.roh for text in all_texts(ordner)}
    return tuple(differences(alt, {text.id: text.roh for text in jetzt}))


def differences(alt: Mapping[str, str], neu: Mapping[str, str]) -> Iterator[Aenderung]:
    """Each sentence that is not the same; one that only moved to another place is none."""
    geblieben = {*alt.values()} & {*neu.values()}
    for id in dict.fromkeys((*neu, *alt)):
        vorher, jetzt = alt.get(id, ""), neu.get(id, "")
        vorher = "" if id not in neu and vorher in geblieben else vorher
        jetzt = "" if id not in alt and jetzt in geblieben else jetzt
        if vorher != jetzt:
            yield Aenderung(id, vorher, jetzt)


# --- reading groups -----------------------------------------------------------------------------


def save_group(wurzel: Path, gruppe: Gruppe) -> Path:
    """Writes the result of a reading group into a file of its own."""
    ordner = wurzel / GRUPPEN
    ordner.mkdir(parents=True, exist_ok=True)
    datei = ordner / f"{gruppe.tag}-{secrets.token_hex(4)}.json"
    inhalt = {**vars(gruppe), "saetze": dict(gruppe.saetze)}
    datei.write_text(json.dumps(inhalt, ensure_ascii=False, indent=1), encoding="utf-8")
    return datei


def load_groups(wurzel: Path) -> tuple[Gruppe, ...]:
    """All results, the newest first; a file that cannot be read is left out."""
    gruppen = []
    for datei in sorted((wurzel / GRUPPEN).glob("*.json"), reverse=True):
        try:
            gruppen.append(Gruppe(**json.loads(datei.read_text(encoding="utf-8"))))
        except (OSError, ValueError, TypeError):
            continue
    return tuple(gruppen)
