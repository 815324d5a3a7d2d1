"""The set-up: a lock that names packages and no place to get them, and scripts any sh can run."""

import os
import re
import shutil
import subprocess
import sys

import pytest

from bot.settings import ROOT

LOCK = (ROOT / "requirements.lock").read_text("utf-8")


def test_the_lock_holds_a_hash_for_every_package_and_no_address():
    packages = re.findall(r"^[a-z0-9][a-z0-9._-]*==", LOCK, re.MULTILINE)

    assert len(packages) > 150
    assert "://" not in LOCK and "@ " not in LOCK
    for block in re.split(r"\n(?=[a-z0-9])", LOCK.split("\n", 2)[2]):
        assert "--hash=sha256:" in block, block[:60]


@pytest.mark.parametrize("name", ["rasa==3.6.21", "rasa-sdk==3.6.2", "jsonschema==3.2.0"])
def test_the_lock_pins_what_rasa_needs(name):
    assert f"\n{name} " in LOCK


@pytest.mark.parametrize("name", ["jax", "libclang", "tensorflow-text"])
def test_nothing_dead_is_installed(name):
    assert f"\n{name}==" not in LOCK


@pytest.mark.parametrize("script", ["scripts/setup", "scripts/find-uv", "scripts/lock", ".ci/run"])
def test_scripts_are_plain_sh(script):
    shell = shutil.which("dash") or "sh"
    done = subprocess.run([shell, "-n", ROOT / script], capture_output=True, text=True)

    assert (done.returncode, done.stderr) == (0, "")


def test_make_alone_lists_every_target():
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):", makefile, re.MULTILINE)
    done = subprocess.run(
        ["make", "--no-print-directory"], cwd=ROOT, capture_output=True, text=True, check=True
    )

    assert [line.split()[1] for line in done.stdout.splitlines()] == targets


@pytest.fixture
def projekt(tmp_path):
    """A copy of what the set-up reads, with an uv that only writes down what it was asked."""
    for name in ("scripts", "requirements.lock", "pyproject.toml", ".python-version"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    for name in ("var/spacy_de/meta.json", "var/spacy_de/bekannt.bin", ".venv/bin/wegweiser"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).touch(mode=0o755)
    (tmp_path / ".venv/bin/python").symlink_to(sys.executable)
    (tmp_path / "uv").write_text('#!/bin/sh\necho "$*" >> "$(dirname "$0")/asked"\n')
    (tmp_path / "uv").chmod(0o755)
    return tmp_path


def _set_up(projekt):
    """Runs the set-up and returns what uv was asked to do."""
    (projekt / "asked").unlink(missing_ok=True)
    environ = {**os.environ, "UV": str(projekt / "uv")}
    subprocess.run(["scripts/setup"], cwd=projekt, env=environ, capture_output=True, check=True)
    asked = projekt / "asked"
    return asked.read_text() if asked.exists() else ""


def test_a_missing_environment_is_built_from_the_lock_with_hashes(projekt):
    asked = _set_up(projekt)

    assert "pip sync" in asked and "--require-hashes" in asked and "requirements.lock" in asked
    assert "--no-deps --no-build-isolation --editable ." in asked


def test_a_finished_environment_is_left_alone(projekt):
    _set_up(projekt)

    assert _set_up(projekt) == ""


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml", ".python-version"])
def test_an_environment_is_built_again_when_what_it_was_built_from_changed(projekt, name):
    _set_up(projekt)
    file = projekt / name
    file.write_text(file.read_text("utf-8") + "\n", "utf-8")

    assert "pip sync" in _set_up(projekt)
