"""Every sentence a chat user can see, wherever it stands: what the check and people read.

User-visible are the strings of data/texte (without the fields named below) and, in rules and
offers, the strings under the keys of `SICHTBAR`. The name of an offer is a proper name, so a
field, unless it has a placeholder: then it is our own wording.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from ruamel.yaml.nodes import ScalarNode

from bot.reply.texte import HELFER, Platz, Texte, compose, line_of, load_texts, parse, walk

SICHTBAR = frozenset(
    {
        "satz", "dann", "sonst", "tun", "hinweis", "name", "ausnahme", "ausnahme_satz", "vermutung",
        "genaueres", "kosten",
    }
)  # fmt: skip
"""Keys in data/eligibility and data/angebote whose strings people read."""

_FELDER = {
    "fragen": frozenset({"wert", "frei"}),
    "glossar": frozenset({"weg", "auch", "formen", "ohne_suche"}),
    "notlage": frozenset({"stellen", "saetze"}),
    "sprachen": frozenset({"sprache", "richtung", "geprueft"}),
}
"""Keys in data/texte that hold no sentence, by file."""

_NUR_FELDER = frozenset({"laender", "beispiele", "ausnahmen", "sperrliste"})
"""Files in data/texte that hold no sentence."""

_KNOEPFE = ("titel", "knopf", "knoepfe")
_FREMD = "sprachen"
_NAMEN_DER_WEGE = "eligibility.wege.wege."


@dataclass(frozen=True)
class Text:
    """One user-visible string. `art` as `wegweiser texte` prints it; `thema` is its file."""

    id: str
    art: str
    sprache: str
    roh: str
    datei: str
    zeile: int
    thema: str

    @property
    def wo(self) -> str:
        """ "data/texte/fragen.yml:12"."""
        return f"{self.datei}:{self.zeile}"


def all_texts(root: Path | str = ".") -> tuple[Text, ...]:
    """All user-visible strings of the project, in the order of the files.

    Raises `TextFehler` with file and line for a file that cannot be read.
    """
    data = Path(root) / "data"
    return (
        *_from_texts(load_texts(data / "texte")),
        *_from_rules(data / "eligibility", "regel"),
        *_from_rules(data / "angebote", "angebot"),
    )


def proper_names(root: Path | str = ".") -> Iterator[str]:
    """Names of the offers: fields that may use any word."""
    for datei in sorted((Path(root) / "data" / "angebote").glob("**/*.yml")):
        for knoten, id in walk(compose(datei), ""):
            if isinstance(knoten, ScalarNode) and _last_key(id) == "name":
                yield str(knoten.value)


def fill_example(text: Text, rolle: str | None, texte: Texte) -> str:
    """The string as somebody of this role reads it, with examples for its values."""
    vorlage = parse(text.roh)
    plaetze = {teil for teil in vorlage.selbst + vorlage.helfer if isinstance(teil, Platz)}
    return vorlage.fill(rolle, {p.name: _example(text.id, p.name, texte) for p in plaetze})


def output_lines(root: Path | str = ".") -> Iterator[dict[str, str]]:
    """What `wegweiser texte` prints: {"id", "art", "sprache", "text"}.

    A text that helpers read in other words follows once more with the id ending in ".helfer".
    """
    texte = load_texts(Path(root) / "data" / "texte")
    for text in all_texts(root):
        selbst, helfer = (fill_example(text, rolle, texte) for rolle in (None, HELFER))
        yield _line(text, text.id, selbst)
        if helfer != selbst:
            yield _line(text, f"{text.id}.helfer", helfer)


def _line(text: Text, id: str, satz: str) -> dict[str, str]:
    return {"id": id, "art": text.art, "sprache": text.sprache, "text": satz}


def _example(id: str, name: str, texte: Texte) -> str:
    for beispiel in (f"beispiele.fuer.{id}", f"beispiele.allgemein.{name}"):
        if texte.hat(beispiel):
            return texte.eintrag(beispiel).text
    return texte.eintrag(f"beispiele.allgemein.{name}").text


def _from_texts(texte: Texte) -> Iterator[Text]:
    for id, eintrag in texte.eintraege.items():
        thema = id.split(".")[0]
        if thema in _NUR_FELDER or not _is_sentence(id):
            continue
        sprache = id.split(".")[1] if thema == _FREMD else "de"
        yield Text(id, _kind(id), sprache, eintrag.text, eintrag.datei, eintrag.zeile, thema)


def _is_sentence(id: str) -> bool:
    """False for fields; the name of a fixed contact is a proper name, so a field too."""
    if id.startswith("notlage.stellen."):
        return id.endswith(".satz")
    return _last_key(id) not in _FELDER.get(id.split(".")[0], ())


def _kind(id: str) -> str:
    thema = id.split(".")[0]
    if thema in {"glossar"}:
        return "glossar"
    if _last_key(id) in _KNOEPFE or any(f".{wort}" in id for wort in _KNOEPFE):
        return "knopf"
    if thema == "fragen" and _last_key(id) == "name":
        return "knopf"
    return "seite" if thema in {"seite", "fehler"} else "antwort"


def _from_rules(folder: Path, art: str) -> Iterator[Text]:
    for datei in sorted(folder.glob("**/*.yml")):
        ort = datei.relative_to(folder.parent).with_suffix("")
        for knoten, id in walk(compose(datei), ".".join(ort.parts)):
            if isinstance(knoten, ScalarNode) and _is_visible(id, str(knoten.value)):
                roh = " ".join(str(knoten.value).split())
                yield Text(id, art, "de", roh, str(datei), line_of(knoten), folder.name)


def _is_visible(id: str, roh: str) -> bool:
    key = _last_key(id)
    if id.startswith("angebote.") and key == "name":
        return "{" in roh
    return key in SICHTBAR or id.startswith(_NAMEN_DER_WEGE)


def _last_key(id: str) -> str:
    """Last key of an id that is not the number of a list item."""
    return next((teil for teil in reversed(id.split(".")) if not teil.isdigit()), id)
