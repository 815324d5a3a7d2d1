"""What somebody has to look at again: rules, offers, crisis numbers, sources, by day."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from bot.catalogue.angebot import MONATE_FRISCH
from bot.catalogue.pflege import Eintrag
from bot.eligibility import Regelwerk, find_due
from bot.eligibility.frische import TAGE_VORAUS
from bot.profile.zeit import add_months
from bot.reply.texte import Texte
from bot.tafel.seiten import read_files

REGEL, ANGEBOT, NOTLAGE = "Regel", "Angebot", "Krisen-Nummer"
ARTEN = (REGEL, ANGEBOT, NOTLAGE)
NIE_FAELLIG = date.max
_STELLE = "notlage.stellen."
_GEPRUEFT = ".geprueft_am"
_ALLE_TAGE = 36_500


class NichtGeschrieben(RuntimeError):
    """The line of a crisis number is not what it was; nothing was changed."""


@dataclass(frozen=True)
class Frist:
    """One thing that is due on a day. `id` and `stand` only where staff may say "geprüft"."""

    art: str
    name: str
    wo: str
    bis: date
    hinweis: str = ""
    id: str = ""
    stand: str = ""


@dataclass(frozen=True)
class Plan:
    """All that is due, in three groups: over, within the next weeks, later by month."""

    faellig: tuple[Frist, ...]
    bald: tuple[Frist, ...]
    spaeter: Mapping[str, int]


@dataclass(frozen=True)
class Quelle:
    """A source of the rules and when it was read; None: nobody has."""

    titel: str
    url: str
    gelesen: date | None


def plan(fristen: Iterable[Frist], heute: date, art: str = "") -> Plan:
    """Sorted by day; what ends `TAGE_VORAUS` days from now or later is only counted."""
    ende = heute + timedelta(days=TAGE_VORAUS)
    alle = sorted((f for f in fristen if art in ("", f.art)), key=lambda f: (f.bis, f.art, f.name))
    spaeter: dict[str, int] = {}
    for frist in alle:
        if frist.bis > ende:
            spaeter[frist.bis.strftime("%Y-%m")] = spaeter.get(frist.bis.strftime("%Y-%m"), 0) + 1
    return Plan(
        tuple(f for f in alle if f.bis < heute),
        tuple(f for f in alle if heute <= f.bis <= ende),
        spaeter,
    )


def rules(regelwerk: Regelwerk, heute: date) -> Iterator[Frist]:
    """Every version in force with a day by which a lawyer looks at it again."""
    titel = {weg.name: weg.titel for weg in regelwerk.wege}
    frische = find_due(regelwerk, heute, _ALLE_TAGE)
    for frist in (*frische.faellig, *frische.bald):
        yield Frist(REGEL, f"{titel[frist.weg]}: {frist.zugang}", frist.wo, frist.bis)


def offers(eintraege: Iterable[Eintrag]) -> Iterator[Frist]:
    """Every offer on the day on which the reply begins to call it old; what is over at once."""
    for eintrag in eintraege:
        zellen = eintrag.zellen
        bestaetigt = date.fromisoformat(zellen["zuletzt_bestaetigt"])
        hinweise = [problem.satz for problem in eintrag.probleme if problem.art != "alt"]
        bis = add_months(bestaetigt, MONATE_FRISCH) - timedelta(days=1)
        if any(problem.art == "vorbei" for problem in eintrag.probleme):
            bis = date.fromisoformat(zellen.get("gilt_bis", zellen["zuletzt_bestaetigt"]))
        hinweis = "; ".join((f"geprüft {bestaetigt}", *hinweise))
        wo = f"data/angebote/{zellen['datei']}"
        yield Frist(ANGEBOT, zellen["name"], wo, bis, hinweis, eintrag.id, eintrag.stand)


def crisis_numbers(texte: Texte) -> Iterator[Frist]:
    """The fixed contacts for people in need, as often as an offer."""
    for id, eintrag in texte.eintraege.items():
        if id.startswith(_STELLE) and id.endswith(_GEPRUEFT):
            stelle = id.removesuffix(_GEPRUEFT)
            felder = texte.unter(stelle)
            nummer = felder.get("telefon") or felder.get("web", "")
            bis = add_months(date.fromisoformat(eintrag.text), MONATE_FRISCH) - timedelta(days=1)
            hinweis = f"{nummer}, geprüft {eintrag.text}"
            wo = f"data/texte/{Path(eintrag.datei).name}:{eintrag.zeile}"
            kurz = stelle.removeprefix(_STELLE)
            yield Frist(NOTLAGE, felder["name"], wo, bis, hinweis, kurz, eintrag.text)


def sources(ordner: Path) -> tuple[Quelle, ...]:
    """The sources of the rules, unread ones first, then those read longest ago."""
    quellen = [
        Quelle(str(q.get("titel", "")), str(q["url"]), _day(q.get("gelesen")))
        for q in read_files(ordner).quellen.values()
    ]
    return tuple(sorted(quellen, key=lambda q: (q.gelesen or date.min, q.titel)))


def _day(wert: object) -> date | None:
    if isinstance(wert, date):
        return wert
    treffer = re.fullmatch(r"\d{4}-\d\d-\d\d", str(wert))
    return date.fromisoformat(treffer[0]) if treffer else None


def confirm_number(texte: Texte, stelle: str, stand: str, heute: date) -> Path:
    """Writes today into the one line of a crisis number; returns the file.

    Raises NichtGeschrieben when the number does not exist or somebody was quicker.
    """
    id = f"{_STELLE}{stelle}{_GEPRUEFT}"
    if not texte.hat(id) or texte.eintrag(id).text != stand:
        raise NichtGeschrieben(stelle)
    eintrag = texte.eintrag(id)
    datei = Path(eintrag.datei)
    zeilen = datei.read_text(encoding="utf-8").splitlines(keepends=True)
    zeile = zeilen[eintrag.zeile - 1]
    if "geprueft_am" not in zeile or stand not in zeile:
        raise NichtGeschrieben(stelle)
    zeilen[eintrag.zeile - 1] = zeile.replace(stand, heute.isoformat())
    _replace(datei, "".join(zeilen))
    return datei


def _replace(datei: Path, text: str) -> None:
    """The file as a whole or not at all."""
    with tempfile.NamedTemporaryFile(
        "w", encoding="utf-8", dir=datei.parent, prefix=f".{datei.name}.", delete=False
    ) as neu:
        neu.write(text)
    Path(neu.name).chmod(datei.stat().st_mode)
    Path(neu.name).replace(datei)
