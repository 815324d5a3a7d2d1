"""The table for people out of the measured figures."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Json = Mapping[str, Any]


def table(ergebnis: Json) -> str:
    """Everything as text, 100 characters wide."""
    sides = ergebnis["seiten"]
    parts = [_head(ergebnis)]
    if sides:
        parts += [_speed(sides), _kinds(sides), _rest(sides), _ratios(sides)]
    if "viele" in ergebnis:
        parts.append(_many(ergebnis["viele"]))
    notes = [f"Hinweis: {note}" for note in ergebnis.get("hinweise", ())]
    return "\n\n".join(part for part in (*parts, "\n".join(notes)) if part)


def _head(ergebnis: Json) -> str:
    return f"Gespräche über HTTP, {ergebnis['wann']}, {ergebnis['rechner']}"


def _speed(sides: Json) -> str:
    lines = [
        f"{'':38}{'zugleich':>9}{'Züge/s':>8}{'p50 ms':>9}{'p95 ms':>9}{'Fehler':>8}"
        f"{'Treiber':>9}{'fremd':>7}"
    ]
    for name, side in sides.items():
        for number, load in side["last"].items():
            lines.append(
                f"{name:38}{number:>9}{load['zuege_je_s']:>8}{load['p50']:>9}{load['p95']:>9}"
                f"{sum(load['fehler'].values()):>8}{100 * load['treiber_cpu']:>8.0f}%"
                f"{100 * load['fremd_cpu']:>6.0f}%"
            )
    return "\n".join(lines)


def _kinds(sides: Json) -> str:
    """By kind of turn, for the smallest number at a time."""
    lines = ["Je Art von Zug, p50 / p95 in ms (Anteil), ein Gespräch zur Zeit:"]
    for name, side in sides.items():
        load = next(iter(side["last"].values()))
        kinds = [
            f"{kind} {d['p50']} / {d['p95']} ({100 * d['anzahl'] / max(1, load['anzahl']):.0f} %)"
            for kind, d in load["arten"].items()
        ]
        lines.append(f"{name:38}" + ", ".join(kinds))
    lines.append("Rechenzeit je Zug in ms:")
    for name, side in sides.items():
        load = next(iter(side["last"].values()))
        cpu = ", ".join(f"{who} {ms}" for who, ms in load["cpu_ms_je_zug"].items())
        lines.append(f"{name:38}{cpu}")
    return "\n".join(lines)


def _rest(sides: Json) -> str:
    lines = [f"{'':38}{'Start s':>8}{'PSS MB':>8}   ms bei Zug 10, 50, 100, 200 eines Gesprächs"]
    for name, side in sides.items():
        long = side.get("lang") or {"ms_bei_zug": {}, "verhaeltnis_200_zu_10": None}
        ms = ", ".join(str(value) for value in long["ms_bei_zug"].values())
        ratio = long["verhaeltnis_200_zu_10"]
        more = f" (mal {ratio})" if ratio else ""
        lines.append(f"{name:38}{side['start_s']:>8}{side['pss_mb']['alle']:>8}   {ms}{more}")
    return "\n".join(lines)


def _ratios(sides: Json) -> str:
    """How many times as many turns a second as each plain bot."""
    plain = {name: side for name, side in sides.items() if side.get("schlicht")}
    lines = []
    for other, base in plain.items():
        for name, side in sides.items():
            if name in plain:
                continue
            both = [number for number in side["last"] if number in base["last"]]
            times = [_ratio(side["last"][number], base["last"][number]) for number in both]
            lines.append(f"{name} / {other}: " + ", ".join(
                f"{number} zugleich {ratio}" for number, ratio in zip(both, times, strict=True)
            ))  # fmt: skip
    return "\n".join(["Züge je Sekunde, Verhältnis:", *lines]) if lines else ""


def _many(stored: Json) -> str:
    lines = [
        f"{'gespeicherte Gespräche':>22}{'MB':>8}{'Start s':>9}   "
        "Züge/s, p50, p95 bei 1 und 8 zugleich   Ablauf"
    ]
    for number, found in stored.items():
        loads = [f"{d['zuege_je_s']}, {d['p50']}, {d['p95']}" for d in found["last"].values()]
        job = found["ablauf"]
        lines.append(
            f"{int(number):>22,}{found['groesse_mb']:>8}{found['start_s']:>9}   "
            f"{'   '.join(loads)}   {job['abgelaufen']}, bei der ersten Antwort noch "
            f"{job['uebrig_bei_erster_antwort']}, danach {job['danach_s']} s, "
            f"dabei p50 {job['zuege_dabei']['p50']}, p95 {job['zuege_dabei']['p95']}, "
            f"längster Zug {job['zuege_dabei']['laengste']} ms, noch da {job['noch_da']}"
        )
    return "\n".join(lines)


def _ratio(ours: Json, theirs: Json) -> str:
    return f"{ours['zuege_je_s'] / theirs['zuege_je_s']:.1f}" if theirs["zuege_je_s"] else "-"
