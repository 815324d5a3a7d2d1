"""Images and compose file: what can be checked without an engine. Built they were never here."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from typing import Any

import pytest
import yaml

from bot.channel.settings import ChannelSettings
from bot.settings import ROOT, Settings

DOCKERFILE = (ROOT / "Dockerfile").read_text("utf-8")
COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "compose.yml").read_text("utf-8"))
DIENSTE: dict[str, dict[str, Any]] = COMPOSE["services"]
EIGENE = ("wegweiser", "aktionen", "zahlen", "verwaltung")


def locked(name: str) -> dict[str, str]:
    text = (ROOT / name).read_text("utf-8")
    return dict(re.findall(r"^([a-z][\w.-]*)==(\S+)", text, re.MULTILINE))


@pytest.mark.parametrize("name", ["deploy/wegweiser.lock", "deploy/aktionen.lock"])
def test_images_get_the_versions_that_are_tested_here_and_every_one_has_its_hashes(
    name: str,
) -> None:
    everything, part = locked("requirements.lock"), locked(name)
    assert part and {package: everything.get(package) for package in part} == part
    blocks = re.split(r"^(?=[a-z])", (ROOT / name).read_text("utf-8"), flags=re.MULTILINE)[1:]
    assert all("--hash=sha256:" in block for block in blocks)
    assert "://" not in (ROOT / name).read_text("utf-8").replace("https://github.com/explosion", "")


def test_the_small_image_lets_in_no_rasa() -> None:
    assert not {"rasa", "tensorflow-cpu", "spacy", "scikit-learn"} & set(
        locked("deploy/aktionen.lock")
    )
    assert not {"pytest", "playwright", "py-spy"} & set(locked("deploy/wegweiser.lock"))


IMPORTS = """
import bot.cli.aktionen, bot.cli.leise, sys
bot.cli.leise.quieten()
import rasa_sdk.__main__, rasa_sdk.executor
from bot.cli.run import prepare_data
from bot.settings import read_settings
prepare_data(read_settings())
executor = rasa_sdk.executor.ActionExecutor()
executor.register_package("actions")
assert "validate_interview_form" in executor.actions
import psycopg2
for name, module in sorted(sys.modules.items()):
    if "site-packages" in str(getattr(module, "__file__", "")) and "." not in name:
        print(name)
"""


def test_all_that_the_actions_import_is_in_their_image(tmp_path: Any) -> None:
    from importlib.metadata import packages_distributions  # type: ignore[attr-defined]

    environ = {"PATH": "/usr/bin:/bin", "WEGWEISER_DB": f"sqlite:///{tmp_path / 'a.db'}"}
    done = subprocess.run(
        [sys.executable, "-c", IMPORTS], cwd=ROOT, env=environ, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr
    part = {re.sub(r"[-_.]+", "-", name) for name in locked("deploy/aktionen.lock")}
    homes = packages_distributions()
    for module in done.stdout.split():
        found = {re.sub(r"[-_.]+", "-", name.lower()) for name in homes.get(module, ())}
        assert not found or found & part, f"{module} ({found}) fehlt in deploy/aktionen.lock"
    assert {"rapidfuzz", "sqlalchemy", "rasa_sdk"} <= set(done.stdout.split())


def test_what_is_copied_is_there_and_not_ignored() -> None:
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    let_in = {line[1:] for line in ignore if line.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert any(f"{source}/".startswith(f"{name}/") for name in let_in), source


def test_secrets_and_conversations_stay_out_of_the_images() -> None:
    ignore = (ROOT / ".dockerignore").read_text("utf-8").splitlines()
    assert ignore[1] == "*"
    assert not [line for line in ignore if line.startswith(("!var", "!deploy/geheim", "!.git"))]
    assert {"deploy/geheim/", "deploy/tls/"} <= set(
        (ROOT / ".gitignore").read_text("utf-8").splitlines()
    )


@pytest.mark.parametrize("name", ["aktionen", "wegweiser"])
def test_an_image_ends_as_a_user_without_rights_and_watches_itself(name: str) -> None:
    stage = re.split(r"^FROM .* AS (.+)$", DOCKERFILE, flags=re.MULTILINE)
    body = stage[stage.index(name) + 1]
    assert re.findall(r"^USER (.+)$", body, re.MULTILINE)[-1] == "10001"
    assert "HEALTHCHECK" in body


def test_the_linter_for_dockerfiles_is_content() -> None:
    program = shutil.which("hadolint")
    if program is None:
        pytest.skip("hadolint fehlt")
    done = subprocess.run([program, "Dockerfile"], cwd=ROOT, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize("name", list(DIENSTE))
def test_no_service_has_more_rights_than_it_needs(name: str) -> None:
    dienst = DIENSTE[name]
    assert dienst["read_only"] is True
    assert dienst["cap_drop"] == ["ALL"]
    assert "no-new-privileges:true" in dienst["security_opt"]
    assert not dienst.get("privileged") and "cap_add" not in dienst
    assert name in EIGENE or dienst["user"].split(":")[0] not in ("", "0", "root")
    assert dienst["logging"]["options"]["max-size"]


def test_only_the_proxy_can_be_reached_from_outside() -> None:
    open_ports = {name: dienst.get("ports", []) for name, dienst in DIENSTE.items()}
    assert open_ports.pop("proxy") == ["80:8080", "443:8443"]
    assert open_ports.pop("verwaltung") == ["127.0.0.1:5010:5010"]
    assert not any(open_ports.values())
    assert COMPOSE["networks"]["innen"] == {"internal": True}
    assert "profiles" in DIENSTE["verwaltung"]


def test_no_password_stands_in_the_file() -> None:
    text = (ROOT / "compose.yml").read_text("utf-8")
    for name, value in re.findall(r"^\s*(\w*PASS\w*):\s*(\S+)", text, re.MULTILINE):
        assert name.endswith("_FILE") or (value.startswith("${") and value.endswith(":-}")), name
    assert not re.search(r"://\w+:\w+@", text)


def test_settings_in_the_file_exist() -> None:
    known = {*Settings.__dataclass_fields__, *ChannelSettings.__dataclass_fields__}
    known |= {"verwaltung_passwort", "verwaltung_rollen"}
    for dienst in DIENSTE.values():
        for name in dienst.get("environment", {}):
            if name.startswith("WEGWEISER_"):
                assert name.removeprefix("WEGWEISER_").removesuffix("_DATEI").lower() in known


def test_secrets_are_rolled_once_and_fit_together(tmp_path: Any) -> None:
    program = tmp_path / "geheimnisse"
    shutil.copy(ROOT / "deploy" / "geheimnisse", program)
    for _ in range(2):
        subprocess.run([str(program)], check=True, capture_output=True)
        found = {file.name: file.read_text("utf-8") for file in (tmp_path / "geheim").iterdir()}
        assert found == {**locals().get("before", found)}
        before = found
    wanted = {entry["file"].rsplit("/", 1)[1] for entry in COMPOSE["secrets"].values()}
    assert wanted <= set(before)
    for name in ("db", "redis", "broker"):
        assert before[f"{name}_passwort"].strip() in before[f"{name}_adresse"]
    assert len({before[f"{name}_passwort"] for name in ("db", "redis", "broker")}) == 3
    assert (tmp_path / "geheim").stat().st_mode & 0o077 == 0
