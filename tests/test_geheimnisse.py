"""No secrets in the repository: keys, passwords in settings, random-looking values."""

from __future__ import annotations

import math
import re
import subprocess
from collections import Counter
from collections.abc import Iterator

import pytest

from bot.settings import ROOT

OHNE = re.compile(r"\.lock$|(^|/)(package-lock\.json|gebaut\.json)$|(^|/)(dist|vendor)/")
EINSTELLUNG = re.compile(r"\.(ya?ml|env|toml|ini|cfg|conf)$|(^|/)(\.env[^/]*|Dockerfile)$")
BITS_MINDESTENS = 3.7
"""Bits per character: words stay below, random Base64 of 24 characters and more lies above."""

PRIVAT = re.compile(r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----")
BEKANNT = re.compile(
    r"\b(?:(?:AKIA|ASIA)[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{30,}"
    r"|glpat-[\w-]{20,}|xox[abprs]-[\w-]{10,}|sk_live_\w{16,})"
)
PASSWORT = re.compile(
    r"^[ \t-]*(?:[A-Z]+ )?[\"']?\w*(?:passwor[dt]|passwd|kennwort|secret_?key|api_?key)[\"']?"
    r"[ \t]*[:=][ \t]*[\"']?(?P<wert>[^\s\"'#,}]+)",
    re.IGNORECASE | re.MULTILINE,
)
ADRESSE = re.compile(r"\w+://[^\s:/@\"'`]*:(?P<wert>[^\s/@\"'`]+)@")
ZUWEISUNG = re.compile(
    r"[:=][ \t]*[\"'](?P<wert>[A-Za-z0-9+/_=-]{24,200})[\"']"
    r"|(?i:token|secret|passwor[dt]|key|geheim)\w*[ \t]*[:=][ \t]*"
    r"(?P<nackt>[A-Za-z0-9+/_=-]{24,200})"
)
PLATZHALTER = re.compile(r"^(?:\$|<|\{|\.\.\.|…|%|/run/secrets/|\||>|null$|~$|Field$)")
ERFUNDEN = frozenset({"geheim", "wegweiser", "passwort", "pw", "x", "test"})
"""Words that stand for a password in examples and in tests."""


def find_secrets(text: str, einstellung: bool = False) -> Iterator[str]:
    """What looks like a secret; `einstellung`: the text is a file of settings."""
    for muster in (PRIVAT, BEKANNT):
        yield from (found[0] for found in muster.finditer(text))
    if einstellung:
        yield from (f[0].strip() for f in PASSWORT.finditer(text) if not is_stand_in(f["wert"]))
        yield from (f[0] for f in ADRESSE.finditer(text) if not is_stand_in(f["wert"]))
    for found in ZUWEISUNG.finditer(text):
        wert = found["wert"] or found["nackt"]
        if looks_random(wert):
            yield wert


def is_stand_in(wert: str) -> bool:
    return bool(PLATZHALTER.match(wert)) or wert.lower() in ERFUNDEN


def looks_random(wert: str) -> bool:
    """Digits, small and capital letters, mixed without a pattern; or a long hexadecimal number."""
    if re.fullmatch(r"[0-9a-f]{32,}", wert):
        return entropy(wert) > 3.0
    mixed = all(re.search(klasse, wert) for klasse in ("[0-9]", "[a-z]", "[A-Z]"))
    return mixed and entropy(wert) > BITS_MINDESTENS


def entropy(wert: str) -> float:
    return -sum(n / len(wert) * math.log2(n / len(wert)) for n in Counter(wert).values())


def known_files() -> list[str]:
    command = ["git", "ls-files", "-z"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    if done.returncode:
        pytest.skip("kein git-Verzeichnis")
    return [name for name in done.stdout.split("\0") if name and not OHNE.search(name)]


def test_no_file_known_to_git_holds_a_secret() -> None:
    found, read = [], 0
    for name in known_files():
        file = ROOT / name
        if not file.is_file() or b"\0" in (roh := file.read_bytes())[:8000]:
            continue
        read += 1
        einstellung = bool(EINSTELLUNG.search(name))
        # Nur der Ort: Ein Geheimnis soll nicht auch noch im Protokoll der Tests stehen.
        found += [
            f"{name}: {was[:6]}…"
            for was in find_secrets(roh.decode("utf-8", "replace"), einstellung)
        ]
    assert read > 100
    assert found == []


# Zusammengesetzt, damit die Suche sie in dieser Datei nicht findet.
GEPFLANZT = {
    "privat": "-----BEGIN " + "RSA PRIVATE KEY-----",
    "privat_ohne_art": "-----BEGIN " + "PRIVATE KEY-----",
    "aws": "id: AKIA" + "Q3EGRZ7LKM2PWX5T",
    "github": "ghp_" + "a1B2" * 9,
    "yml": "    POSTGRES_PASSWORD" + ": hunter2hunter2",
    "liste": "      - REDIS_PASSWORD" + "=hunter2",
    "env": "passwort" + "=sommer2024",
    "anfuehrung": "kennwort" + ': "nicht weitersagen"',
    "adresse": "WEGWEISER_DB: postgresql://wegweiser" + ":hunter2@db/wegweiser",
    "zufall": 'x = "' + "q8Zr2LxW0vT7" + "mKc4JdY9sBnE" + '"',
    "hex": 'x = "' + "9f86d081884c7d65" + "9a2feaa0c55ad015" + '"',
    "nackt": "TOKEN=" + "q8Zr2LxW0vT7" + "mKc4JdY9sBnE",
}


@pytest.mark.parametrize("art", GEPFLANZT)
def test_a_planted_secret_is_found(art: str) -> None:
    assert list(find_secrets(f"a: 1\n{GEPFLANZT[art]}\nb: 2\n", einstellung=True))


@pytest.mark.parametrize(
    "harmlos",
    [
        "POSTGRES_PASSWORD_FILE: /run/secrets/db_passwort",
        "WEGWEISER_VERWALTUNG_PASSWORT: ${WEGWEISER_VERWALTUNG_PASSWORT:-}",
        "db_passwort: {file: ./deploy/geheim/db_passwort}",
        "secrets: [redis_conf, redis_passwort]",
        'satz: "aufenthaltserlaubnis_25_5_nach_altfall"',
        "postgresql://wegweiser:${PASSWORT}@db/wegweiser",
    ],
)
def test_what_only_names_a_secret_is_left_alone(harmlos: str) -> None:
    assert list(find_secrets(harmlos, einstellung=True)) == []
