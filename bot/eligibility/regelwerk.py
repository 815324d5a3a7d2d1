"""The law as frozen data: Weg, Zugang (a door), Fassung (a dated version), Knoten (a condition)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum

from bot.eligibility.antwort import Antwort
from bot.eligibility.lage import Lage

Pruefung = Callable[[Lage], Antwort]
Wechsel = Callable[[Lage], tuple[int, int]]


class Tuer(Enum):
    """How strong an open door is, strongest first."""

    PFLICHT = "pflicht"
    ANSPRUCH = "anspruch"
    IN_DER_REGEL = "in_der_regel"
    KANN = "kann"


STAERKE: Mapping[Tuer, int] = {tuer: rang for rang, tuer in enumerate(Tuer)}


class Sorte(Enum):
    """Why a sentence is said; the kinds of `offen` are told apart."""

    TRAGEND = "tragend"
    AUSSCHLUSS = "ausschluss"
    FEHLT = "fehlt"
    UNGENAU = "ungenau"
    BEHOERDE = "behoerde"
    NICHT_ABGEBILDET = "nicht_abgebildet"
    VERALTET = "veraltet"
    NICHT_EINGETRAGEN = "nicht_eingetragen"
    VERMUTUNG = "vermutung"


@dataclass(frozen=True)
class Beleg:
    """Where a statement of law stands: paragraph and address of the source."""

    rechtsgrundlage: str = ""
    quelle: str = ""


@dataclass(frozen=True)
class Grund:
    """One sentence that decided an answer, in simple German with role alternatives.

    `fakt` is set where a missing fact is the reason; the sentence is then worded by the reply.
    """

    satz: str
    beleg: Beleg
    sorte: Sorte
    fakt: str | None = None

    def __hash__(self) -> int:
        # sentence and fact tell nearly all apart, and their hashes are kept with the strings
        return hash((self.satz, self.fakt))


@dataclass(frozen=True)
class Vermerk:
    """What stands beside a condition in a rule file."""

    sonst: str = ""
    dann: str = ""
    beleg: Beleg | None = None
    tun: tuple[str, ...] = ()
    ausnahme: str = ""
    vermutung: str = ""
    warum: Sorte = Sorte.NICHT_ABGEBILDET


@dataclass(frozen=True)
class Geltung:
    """From when to when a version is law; `bis` None = still in force."""

    ab: date
    bis: date | None = None

    def covers(self, tag: date) -> bool:
        """Whether the version is in force on a day."""
        return self.ab <= tag and (self.bis is None or tag <= self.bis)


@dataclass(frozen=True)
class Vergleich:
    """What a leaf compares a fact with, so that examples on both sides can be found."""

    fakt: str
    zahlen: tuple[int, ...] = ()
    tage: tuple[date, ...] = ()
    werte: tuple[str, ...] = ()
    laender: Callable[[date], frozenset[str]] | None = None
    voraus: bool = False


@dataclass(frozen=True, eq=False)
class Knoten:
    """A condition: a leaf over one fact, "alle", "eine_von", "nicht" or a Begriff by name."""

    art: str
    pruefe: Pruefung
    fakten: frozenset[str]
    vermerk: Vermerk = Vermerk()
    kinder: tuple[Knoten, ...] = ()
    name: str = ""
    ort: str = ""
    text: str = ""
    wechsel: tuple[Wechsel, ...] = ()
    tage: frozenset[date] = frozenset()
    fassungen: tuple[tuple[Geltung, Knoten], ...] = ()
    vergleich: Vergleich | None = None


@dataclass(frozen=True)
class Stand:
    """How sure a version is and when it has to be looked at again."""

    sicher: str = "offen"
    geprueft_am: date | None = None
    pruefen_bis: date | None = None


@dataclass(frozen=True, eq=False)
class Fassung:
    """One dated version of a door: who is meant, what is required, what it gives."""

    geltung: Geltung
    art: Tuer
    beleg: Beleg
    stand: Stand
    betrifft: Knoten
    wenn: Knoten
    satz: str = ""
    gesperrt: str = ""
    tun: tuple[str, ...] = ()
    ort: str = ""

    @property
    def fakten(self) -> frozenset[str]:
        """Facts that can matter; a closed door needs no further facts."""
        return frozenset() if self.gesperrt else self.betrifft.fakten | self.wenn.fakten


@dataclass(frozen=True, eq=False)
class Zugang:
    """One door of a Weg with its versions, oldest first."""

    id: str
    fassungen: tuple[Fassung, ...]

    def fassung_on(self, tag: date) -> Fassung | None:
        """The version in force on a day; None where the door did not exist."""
        return next((fassung for fassung in self.fassungen if fassung.geltung.covers(tag)), None)


@dataclass(frozen=True)
class Satz:
    """A dated sentence with its source, said when no door is meant for the person."""

    text: str
    beleg: Beleg
    geltung: Geltung


@dataclass(frozen=True)
class Empfehlung:
    """How a Weg is advised: which wishes it serves and how near it brings them (0 to 100)."""

    wuensche: Mapping[str, int] = field(default_factory=dict)
    mensch: bool = False
    amt: bool = False
    schon_dabei: Knoten | None = None
    nicht_raten: Knoten | None = None
    dringend: Knoten | None = None


@dataclass(frozen=True, eq=False)
class Weg:
    """Something a person can do next, with all its doors and its place in the advice."""

    name: str
    titel: str
    satz: str
    zugaenge: tuple[Zugang, ...]
    sonst: tuple[Satz, ...]
    empfehlung: Empfehlung
    ersatz: tuple[str, ...] = ()
    nicht_abgebildet: tuple[str, ...] = ()
    datei: str = ""

    @property
    def eingetragen(self) -> bool:
        """Whether anybody has written down its law yet."""
        return bool(self.zugaenge or self.sonst)


@dataclass(frozen=True, eq=False)
class Begriff:
    """A named condition that several Wege share ("darf arbeiten"), with dated versions."""

    name: str
    fassungen: tuple[tuple[Geltung, Knoten], ...]


@dataclass(frozen=True)
class Aenderung:
    """A change of a fact that a person can bring about, and how we say it."""

    fakt: str
    wert: str
    satz: str
    von: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Regelwerk:
    """All Wege in the order of the contract, and what is dated beside them."""

    wege: tuple[Weg, ...]
    aenderungen: tuple[Aenderung, ...]
    erster_stichtag: date
    vorgaben: Mapping[str, str] = field(default_factory=dict)

    def weg(self, name: str) -> Weg:
        """A Weg by its name; KeyError where there is none."""
        return next(weg for weg in self.wege if weg.name == name)


@dataclass(frozen=True)
class Befund:
    """The answer for one Weg: what, how strong, why, what is missing, what to do."""

    weg: str
    antwort: Antwort
    art: Tuer | None = None
    gruende: tuple[Grund, ...] = ()
    fehlende_fakten: tuple[str, ...] = ()
    tun: tuple[str, ...] = ()
    was_aendern: tuple[Aenderung, ...] = ()
    ab_wann: str | None = None
