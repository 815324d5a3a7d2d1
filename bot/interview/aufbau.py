"""Opens the rooms below with the data of this project; law and texts are read once a process."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from datetime import date
from functools import lru_cache
from pathlib import Path

from bot.catalogue import Catalogue, import_offers, open_catalogue
from bot.eligibility import Regelwerk, load_rules
from bot.interview.werkzeug import Werkzeug
from bot.reply.glossar import Glossar, load_glossar
from bot.reply.texte import Texte, load_texts
from bot.settings import ROOT, read_settings

DATEN = ROOT / "data"


def open_tools(stichtag: date | None, heute: date) -> Werkzeug:
    """The rooms for one day of law; None = today's.

    Raises RegelFehler, TextFehler, AngebotsFehler or KatalogFehler for broken data.
    """
    return Werkzeug(
        regelwerk=_rules(),
        texte=_texts(),
        glossar=_glossary(),
        katalog=_catalogue(read_settings().db),
        stichtag=stichtag or heute,
        heute=heute,
        demo=stichtag is not None and stichtag != heute,
    )


@lru_cache(maxsize=1)
def _rules() -> Regelwerk:
    return load_rules(DATEN / "eligibility")


@lru_cache(maxsize=1)
def _texts() -> Texte:
    return load_texts(DATEN / "texte")


@lru_cache(maxsize=1)
def _glossary() -> Glossar:
    return load_glossar(_texts())


@lru_cache(maxsize=4)
def _catalogue(url: str) -> Catalogue:
    fill_catalogue(url)
    return open_catalogue(url)


def fill_catalogue(url: str) -> None:
    """Brings the catalogue to what the files say, unless that was done for these very files."""
    ordner = DATEN / "angebote"
    merkzettel = ROOT / "var" / "angebote.stand"
    adresse = hashlib.sha256(url.encode()).hexdigest()[:16]
    stand = f"{adresse} {fingerprint(ordner, ROOT / 'bot' / 'catalogue')}"
    if _database_exists(url) and merkzettel.is_file() and merkzettel.read_text() == stand:
        return
    import_offers(url, ordner)
    with suppress(OSError):  # wo nichts geschrieben werden darf, wird jedes Mal eingespielt
        merkzettel.parent.mkdir(parents=True, exist_ok=True)
        merkzettel.write_text(stand)


def fingerprint(*ordner: Path) -> str:
    """A short sum over names and contents of all data and code in some folders."""
    summe = hashlib.sha256()
    for datei in sorted(datei for einer in ordner for datei in einer.rglob("*.*")):
        if datei.suffix in (".yml", ".py"):
            summe.update(datei.name.encode() + b"\0" + datei.read_bytes())
    return summe.hexdigest()[:16]


def _database_exists(url: str) -> bool:
    return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).is_file()
