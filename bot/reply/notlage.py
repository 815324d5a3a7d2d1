"""Help in a crisis: a calm message and fixed human contacts, in German and other languages."""

from __future__ import annotations

from dataclasses import dataclass

from bot.reply.texte import Texte

_STELLEN = "notlage.stellen"


@dataclass(frozen=True)
class Stelle:
    """A fixed contact. `telefon` and `web` are None where no source was read."""

    id: str
    name: str
    satz: str
    telefon: str | None
    web: str | None
    quelle: str
    geprueft_am: str


@dataclass(frozen=True)
class Notlage:
    """What a person in need reads: `text`, `fremdtext` (another language), the contacts."""

    art: str
    text: str
    fremdtext: str | None
    danach: str
    stellen: tuple[Stelle, ...]


def arten(texte: Texte) -> tuple[str, ...]:
    """Kinds of crisis that have a message: "gewalt", "suizid" ..."""
    namen = (id.split(".") for id in texte.eintraege if id.startswith("notlage.arten."))
    return tuple(dict.fromkeys(teile[2] for teile in namen))


def notlage(texte: Texte, art: str, rolle: str | None, sprache: str | None = None) -> Notlage:
    """The message for a kind of crisis. Raises `TextFehler` for an unknown kind.

    `sprache` is an ISO code; a language without fixed sentences gives no `fremdtext`.
    """
    nummern = _numbers(texte)
    return Notlage(
        art=art,
        text=texte.satz(f"notlage.arten.{art}.text", rolle, **nummern),
        fremdtext=_foreign(texte, art, sprache, nummern),
        danach=texte.satz("notlage.danach", rolle),
        stellen=tuple(stelle(texte, id) for id in _list(texte, f"notlage.arten.{art}.stellen")),
    )


def stelle(texte: Texte, id: str) -> Stelle:
    """One fixed contact, e.g. "telefonseelsorge". Raises `TextFehler`."""
    felder = texte.unter(f"{_STELLEN}.{id}")
    return Stelle(
        id=id,
        name=texte.satz(f"{_STELLEN}.{id}.name"),
        satz=texte.satz(f"{_STELLEN}.{id}.satz"),
        telefon=felder.get("telefon"),
        web=felder.get("web"),
        quelle=texte.satz(f"{_STELLEN}.{id}.quelle"),
        geprueft_am=texte.satz(f"{_STELLEN}.{id}.geprueft_am"),
    )


def _numbers(texte: Texte) -> dict[str, str]:
    """Phone number of every contact by its id; what {notruf}, {polizei} ... stand for."""
    return {
        id.split(".")[2]: eintrag.text
        for id, eintrag in texte.eintraege.items()
        if id.startswith(f"{_STELLEN}.") and id.endswith(".telefon")
    }


def _foreign(texte: Texte, art: str, sprache: str | None, nummern: dict[str, str]) -> str | None:
    if sprache is None or not texte.hat(f"sprachen.{sprache}.satz"):
        return None
    saetze = _list(texte, f"notlage.arten.{art}.saetze")
    return " ".join(texte.satz(f"sprachen.{sprache}.notlage.{name}", **nummern) for name in saetze)


def _list(texte: Texte, id: str) -> list[str]:
    return [texte.eintrag(f"{id}.{nr}").text for nr in range(texte.anzahl(id))]
