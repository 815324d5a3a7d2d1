"""Sentences from data/texte/*.yml and how they are filled.

An id is the name of the file and the keys down to the sentence: ``fragen.alter.text`` is
``alter: {text: ...}`` in ``fragen.yml``. Items of a list are counted from 0:
``fragen.alter.knoepfe.0.titel``.

Notation inside a sentence:

``[Du bist|Die Person ist]``
    Left for the role ``selbst`` (or no role yet), right for ``helfer``.
``{wert}``
    A value. Lists become "A, B und C", dates "1. September 2018", numbers "12.500".
``{wert:zeit}``
    A partial date in words: "2027-03" -> "März 2027", "2027" -> "2027".
``{wert:wann}``
    The same with its preposition: "im März 2027", "im Jahr 2027", "am 1. September 2018".
``{wert:vom}``
    The same with "von": "vom 1. September 2018", "vom März 2027", "aus dem Jahr 2027".
``{wert:oder}``
    A list with "oder": "A, B oder C".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

HELFER = "helfer"
FOLDER = Path("data/texte")
MONATE = (
    "Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
    "September", "Oktober", "November", "Dezember",
)  # fmt: skip

Wert = str | int | date | Sequence[str]


class TextFehler(KeyError):
    """A sentence is missing, badly written or lacks a value; says where."""

    def __init__(self, satz: str, wo: str = "") -> None:
        super().__init__(f"{wo}: {satz}" if wo else satz)

    def __str__(self) -> str:
        return str(self.args[0])


# --- words for numbers, dates and lists ------------------------------------------------------


def zahl_in_worten(zahl: int) -> str:
    """12500 -> "12.500"; digits, the way German readers group them."""
    return f"{zahl:,}".replace(",", ".")


def liste_in_worten(teile: Sequence[str], wort: str = "und") -> str:
    """("A", "B", "C") -> "A, B und C"; an empty list is an empty text."""
    if len(teile) < 2:
        return "".join(teile)
    return f"{', '.join(teile[:-1])} {wort} {teile[-1]}"


def zeit_in_worten(wert: str | date) -> str:
    """ "2027-03" -> "März 2027", "2027" -> "2027", "2018-09-01" -> "1. September 2018"."""
    teile = _date_parts(wert)
    worte = [str(teile[0])]
    if len(teile) > 1:
        worte.insert(0, MONATE[teile[1] - 1])
    if len(teile) > 2:
        worte.insert(0, f"{teile[2]}.")
    return " ".join(worte)


def wann_in_worten(wert: str | date) -> str:
    """Like `zeit_in_worten`, with "am", "im" or "im Jahr" before it."""
    wort = {1: "im Jahr", 2: "im", 3: "am"}[len(_date_parts(wert))]
    return f"{wort} {zeit_in_worten(wert)}"


def vom_in_worten(wert: str | date) -> str:
    """Like `zeit_in_worten`, with "vom" or "aus dem Jahr" before it."""
    wort = "aus dem Jahr" if len(_date_parts(wert)) == 1 else "vom"
    return f"{wort} {zeit_in_worten(wert)}"


def _date_parts(wert: str | date) -> list[int]:
    text = wert.isoformat() if isinstance(wert, date) else str(wert)
    if not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", text):
        raise ValueError(f"„{text}“ ist kein Datum; erlaubt: JJJJ, JJJJ-MM, JJJJ-MM-TT")
    return [int(teil) for teil in text.split("-")]


def _plain(wert: Wert) -> str:
    if isinstance(wert, str):
        return wert
    if isinstance(wert, date):
        return zeit_in_worten(wert)
    if isinstance(wert, int):
        return zahl_in_worten(wert)
    return liste_in_worten([str(teil) for teil in wert])


def _time(worte: Callable[[str | date], str]) -> Callable[[Wert], str]:
    return lambda wert: worte(wert if isinstance(wert, date) else str(wert))


def _or(wert: Wert) -> str:
    if isinstance(wert, (str, int, date)):
        return _plain(wert)
    return liste_in_worten([str(teil) for teil in wert], "oder")


_FORMATS: Mapping[str, Callable[[Wert], str]] = MappingProxyType(
    {
        "": _plain,
        "zeit": _time(zeit_in_worten),
        "wann": _time(wann_in_worten),
        "vom": _time(vom_in_worten),
        "oder": _or,
    }
)


# --- a sentence, parsed once -----------------------------------------------------------------


@dataclass(frozen=True)
class Platz:
    """A place for a value, ``{name:format}``."""

    name: str
    format: str = ""

    def fill(self, werte: Mapping[str, Wert]) -> str:
        """The value in words; raises `TextFehler` when it is not given."""
        if self.name not in werte:
            raise TextFehler(f"der Wert {{{self.name}}} fehlt")
        return _FORMATS[self.format](werte[self.name])


Teil = str | Platz


@dataclass(frozen=True)
class Vorlage:
    """A parsed sentence: its parts as the person reads them and as a helper reads them."""

    selbst: tuple[Teil, ...]
    helfer: tuple[Teil, ...]

    def fill(self, rolle: str | None, werte: Mapping[str, Wert]) -> str:
        """The sentence in words; raises `TextFehler` for a missing value."""
        teile = self.helfer if rolle == HELFER else self.selbst
        return "".join(teil if isinstance(teil, str) else teil.fill(werte) for teil in teile)

    @property
    def namen(self) -> frozenset[str]:
        """Names of the values this sentence needs."""
        return frozenset(teil.name for teil in self.selbst + self.helfer if isinstance(teil, Platz))

    @property
    def zweifach(self) -> bool:
        """True when helpers read other words."""
        return self.selbst != self.helfer


_ALTERNATIVE = re.compile(r"\[([^\[\]|]*)\|([^\[\]|]*)\]")
_PLACE = re.compile(r"\{([a-z_0-9]+)(?::([a-z]+))?\}")


@lru_cache(maxsize=8192)
def parse(text: str) -> Vorlage:
    """Reads the notation of a sentence; raises `TextFehler` for a stray bracket or brace."""
    return Vorlage(
        _parts(_ALTERNATIVE.sub(r"\1", text)),
        _parts(_ALTERNATIVE.sub(r"\2", text)),
    )


def _parts(text: str) -> tuple[Teil, ...]:
    teile: list[Teil] = []
    ende = 0
    for fund in _PLACE.finditer(text):
        teile += [_literal(text[ende : fund.start()]), _place(fund)]
        ende = fund.end()
    return tuple(teil for teil in [*teile, _literal(text[ende:])] if teil != "")


def _literal(text: str) -> str:
    rest = re.search(r"[\[\]{}|]", text)
    if rest:
        raise TextFehler(
            f"„{rest[0]}“ steht allein in „{text}“; erlaubt: [du|die Person], {{wert}}"
        )
    return text


def _place(fund: re.Match[str]) -> Platz:
    name, art = fund[1], fund[2] or ""
    if art not in _FORMATS:
        raise TextFehler(f"„{fund[0]}“: erlaubt sind {', '.join(filter(None, _FORMATS))}")
    return Platz(name, art)


def render(text: str, rolle: str | None = None, /, **werte: Wert) -> str:
    """Fills a sentence that stands elsewhere (rules, offers). Raises `TextFehler`."""
    return parse(text).fill(rolle, werte)


# --- the files -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Eintrag:
    """One string of a YAML file with its place."""

    id: str
    text: str
    datei: str
    zeile: int

    @property
    def wo(self) -> str:
        """ "data/texte/fragen.yml:12"."""
        return f"{self.datei}:{self.zeile}"


@dataclass(frozen=True)
class Knopf:
    """A button of a question: what it says and the value it stands for."""

    titel: str
    wert: str


@dataclass(frozen=True)
class Texte:
    """All sentences of a folder. Build it with `load_texts`."""

    eintraege: Mapping[str, Eintrag]
    ordner: str = ""
    _lengths: Mapping[str, int] = field(default_factory=dict, repr=False)

    def satz(self, id: str, rolle: str | None = None, /, **werte: Wert) -> str:
        """The sentence `id` in words for this role. Raises `TextFehler` (a KeyError)."""
        eintrag = self.eintrag(id)
        try:
            return parse(eintrag.text).fill(rolle, werte)
        except (TextFehler, ValueError) as fehler:
            raise TextFehler(f"{id}: {fehler}", eintrag.wo) from fehler

    def eintrag(self, id: str) -> Eintrag:
        """The raw string with file and line. Raises `TextFehler` when there is none."""
        if id not in self.eintraege:
            raise TextFehler(f"kein Text mit dem Namen „{id}“", self._nearest(id))
        return self.eintraege[id]

    def hat(self, id: str) -> bool:
        """True when there is a string of this id."""
        return id in self.eintraege

    def unter(self, id: str) -> dict[str, str]:
        """Raw strings directly under a key: {"wert": "...", ...}; empty when there are none."""
        start = f"{id}."
        return {
            name[len(start) :]: eintrag.text
            for name, eintrag in self.eintraege.items()
            if name.startswith(start) and "." not in name[len(start) :]
        }

    def anzahl(self, id: str) -> int:
        """How many items the list `id` has; 0 when it is absent."""
        return self._lengths.get(id, 0)

    def knoepfe(self, fakt: str, rolle: str | None = None, mehr: bool = False) -> tuple[Knopf, ...]:
        """Buttons of a question: the first screen, or with `mehr` those behind "Mehr"."""
        liste = f"fragen.{fakt}.{'mehr' if mehr else 'knoepfe'}"
        return tuple(
            Knopf(self.satz(f"{liste}.{nr}.titel", rolle), self.eintrag(f"{liste}.{nr}.wert").text)
            for nr in range(self.anzahl(liste))
        )

    def wert_name(self, fakt: str, wert: object) -> str | None:
        """What a button calls the value, e.g. ("schulabschluss", "esa"); None without a button."""
        if fakt == "herkunft" and self.hat(f"laender.{wert}"):
            return self.satz(f"laender.{wert}")
        knoepfe = self.knoepfe(fakt) + self.knoepfe(fakt, mehr=True)
        return next((knopf.titel for knopf in knoepfe if knopf.wert == wert), None)

    def wert_satz(self, fakt: str, wert: Wert, rolle: str | None = None) -> str:
        """How we repeat an answer, e.g. ("alter", 19) -> "Du bist 19 Jahre alt."

        `wert` is the JSON value of the fact; for `ort` pass the name of the town.
        """
        if wert == "weiss_nicht":
            return self.satz(
                "gespraech.verstanden.weiss_nicht", rolle, name=self.satz(f"fragen.{fakt}.name")
            )
        if isinstance(wert, str) and self.hat(f"fragen.{fakt}.wert_satz.{wert}"):
            return self.satz(f"fragen.{fakt}.wert_satz.{wert}", rolle)
        return self.satz(f"fragen.{fakt}.wert_satz", rolle, wert=self._words(fakt, wert, rolle))

    def _words(self, fakt: str, wert: Wert, rolle: str | None) -> Wert:
        if isinstance(wert, (list, tuple)):
            return [self.satz(f"fragen.{fakt}.wert_name.{teil}", rolle) for teil in wert]
        if fakt == "herkunft":
            return self.wert_name(fakt, wert) or wert
        return wert

    def _nearest(self, id: str) -> str:
        """File of an id that is missing, and the line of its closest neighbour."""
        while "." in id:
            id = id.rpartition(".")[0]
            for name, eintrag in self.eintraege.items():
                if name.startswith(f"{id}."):
                    return eintrag.wo
        return self.ordner


def load_texts(folder: str | Path = FOLDER) -> Texte:
    """Reads every *.yml of the folder. Raises `TextFehler` with file and line."""
    eintraege: dict[str, Eintrag] = {}
    laengen: dict[str, int] = {}
    dateien = sorted(Path(folder).glob("*.yml"))
    if not dateien:
        raise TextFehler("keine Text-Dateien gefunden", str(folder))
    for datei in dateien:
        for knoten, id in walk(compose(datei), datei.stem):
            if isinstance(knoten, SequenceNode):
                laengen[id] = len(knoten.value)
            elif isinstance(knoten, ScalarNode):
                _add(eintraege, _entry(id, knoten, datei))
    return Texte(MappingProxyType(eintraege), str(folder), MappingProxyType(laengen))


def _entry(id: str, knoten: ScalarNode, datei: Path) -> Eintrag:
    eintrag = Eintrag(id, " ".join(str(knoten.value).split()), str(datei), line_of(knoten))
    try:
        parse(eintrag.text)
    except TextFehler as fehler:
        raise TextFehler(f"{id}: {fehler}", eintrag.wo) from fehler
    return eintrag


def _add(eintraege: dict[str, Eintrag], neu: Eintrag) -> None:
    if neu.id in eintraege:
        raise TextFehler(f"{neu.id} gibt es schon ({eintraege[neu.id].wo})", neu.wo)
    eintraege[neu.id] = neu


def compose(datei: Path) -> Node | None:
    """The YAML file as nodes; every scalar stays the text that was written. Raises `TextFehler`."""
    try:
        with datei.open(encoding="utf-8") as strom:
            knoten: Node | None = YAML(typ="safe").compose(strom)
            return knoten
    except MarkedYAMLError as fehler:
        zeile = fehler.problem_mark.line + 1 if fehler.problem_mark else 1
        raise TextFehler(f"kein gültiges YAML: {fehler.problem}", f"{datei}:{zeile}") from fehler


def walk(knoten: Node | None, id: str) -> Iterator[tuple[Node, str]]:
    """All nodes below, with the id of each; list items are counted from 0."""
    if knoten is None:
        return
    yield knoten, id
    if isinstance(knoten, MappingNode):
        for schluessel, wert in knoten.value:
            yield from walk(wert, f"{id}.{schluessel.value}")
    elif isinstance(knoten, SequenceNode):
        for nr, wert in enumerate(knoten.value):
            yield from walk(wert, f"{id}.{nr}")


def line_of(knoten: Node) -> int:
    """Line of a node, counted from 1."""
    return int(knoten.start_mark.line) + 1
