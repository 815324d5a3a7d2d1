"""What staff should look at: offers that are old, over, incomplete or without a source."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

from bot.catalogue.angebot import MONATE_FRISCH, Angebot
from bot.catalogue.dateien import Fund, load_offers


@dataclass(frozen=True)
class Problem:
    """One thing to look at: which offer, where it stands, what kind ("alt", ...), in words."""

    id: str
    datei: str
    zeile: int
    art: str
    satz: str


Frage = Callable[[Angebot, date], str | None]


def list_problems(ordner: str | Path, heute: date) -> list[Problem]:
    """Everything to look at in the files, in their order; a template counts once.

    Raises AngebotsFehler when the files cannot be read.
    """
    einmal = {(fund.datei, fund.zeile): fund for fund in reversed(load_offers(ordner))}
    return [
        Problem(fund.angebot.id, fund.datei, fund.zeile, art, satz)
        for fund in reversed(einmal.values())
        for art, satz in _problems(fund, heute)
    ]


def _problems(fund: Fund, heute: date) -> Iterator[tuple[str, str]]:
    for art, frage in FRAGEN.items():
        satz = frage(fund.angebot, heute)
        if satz:
            yield art, satz


def _over(angebot: Angebot, heute: date) -> str | None:
    zu_ende = angebot.gilt_bis is not None and angebot.gilt_bis < heute
    return f"seit {angebot.gilt_bis} vorbei" if zu_ende else None


def _old(angebot: Angebot, heute: date) -> str | None:
    if _over(angebot, heute) or not angebot.is_old(heute):
        return None
    wann, wer = angebot.zuletzt_bestaetigt, angebot.bestaetigt_von
    return f"zuletzt bestätigt am {wann} ({wer}), vor mehr als {MONATE_FRISCH} Monaten"


def _future(angebot: Angebot, heute: date) -> str | None:
    wann = angebot.zuletzt_bestaetigt
    return f"zuletzt_bestaetigt liegt in der Zukunft: {wann}" if wann > heute else None


def _incomplete(angebot: Angebot, heute: date) -> str | None:
    kontakt = asdict(angebot.kontakt)
    erreichbar = ("telefon", "email", "web", "adresse", "hinweis")
    fehlt = ["traeger"] if not (angebot.traeger or angebot.suchweg) else []
    if not any(kontakt[name] for name in erreichbar):
        fehlt.append("kontakt")
    elif not (angebot.suchweg or any(kontakt[name] for name in erreichbar[:-1])):
        fehlt.append("kontakt mit telefon, email, web oder adresse")
    return "es fehlt: " + ", ".join(fehlt) if fehlt else None


def _without_source(angebot: Angebot, heute: date) -> str | None:
    gelesen = any(quelle.gelesen_am for quelle in angebot.quellen)
    return None if gelesen else "keine Quelle mit gelesen_am"


FRAGEN: Mapping[str, Frage] = {
    "vorbei": _over,
    "alt": _old,
    "zukunft": _future,
    "unvollstaendig": _incomplete,
    "ohne_quelle": _without_source,
}
"""Each kind of problem and how it is found; the order is the order of the list."""
