"""All pattern lines of `data/verstehen` with the keys by which their matches are found again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from bot.understanding.daten import Eintrag, lists
from bot.understanding.falten import fold
from bot.understanding.muster import has_negation


def pattern_lines(
    entries: Iterable[Eintrag],
    frames: Mapping[str, list[str]],
    groups: Mapping[str, tuple[str, ...]],
) -> Iterable[tuple[str, tuple[str, ...]]]:
    """Keys and lines: `fakt:3:p`, `rahmen:wunsch`, `absicht:warum:~`, `notlage:frist:=`.

    The last part tells how a line counts: n it says "no" itself, p it does not, = it must be the
    whole part of the sentence, ~ it may stand anywhere.
    """
    no = [fold(word) for name in ("kein", "nicht") for word in groups[name]]
    no.append(fold("ohne"))
    for number, entry in enumerate(entries):
        yield from _entry_patterns(number, entry, no)
    for name, frame in frames.items():
        yield f"rahmen:{name}", tuple(map(str, frame))
    for file, prefix in (("absichten", "absicht"), ("notlage", "notlage")):
        for name, lines in lists(file).items():
            entire = [line[2:] for line in lines if line[:2] == "= "]
            free = [line for line in lines if line[:2] not in ("= ", "& ")]
            yield from _keyed(f"{prefix}:{name}", {"=": entire, "~": free})


def _entry_patterns(
    number: int, entry: Eintrag, no: list[str]
) -> Iterable[tuple[str, tuple[str, ...]]]:
    kinds: dict[str, list[str]] = {}
    for line in entry.muster:
        kind = "n" if has_negation(line, no) else "p"
        is_whole = line.startswith("= ")
        kinds.setdefault(kind + "=" * is_whole, []).append(line[2:] if is_whole else line)
    yield from _keyed(f"fakt:{number}", kinds)


def _keyed(prefix: str, kinds: Mapping[str, list[str]]) -> Iterable[tuple[str, tuple[str, ...]]]:
    for kind, lines in kinds.items():
        if lines:
            yield f"{prefix}:{kind}", tuple(lines)
