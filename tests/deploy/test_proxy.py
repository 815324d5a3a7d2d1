"""The proxy as it is configured, with the real nginx: what gets through, and what it tells."""

from __future__ import annotations

import json
import re
import shutil
import socket
import ssl
import subprocess
import threading
import warnings
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPSConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
import yaml

from bot.cli.netz import free_port
from bot.settings import ROOT

KONFIGURATION = (ROOT / "deploy" / "nginx.conf").read_text("utf-8")
TOKEN = "hierstehteinschluesselderniemandenangeht"


@dataclass
class Dahinter:
    """The server behind the proxy: what it saw, and what it answers."""

    seen: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)
    status: list[int] = field(default_factory=list)


def _serve(dahinter: Dahinter) -> ThreadingHTTPServer:
    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            dahinter.seen.append((self.command, self.path, dict(self.headers)))
            self.send_response(dahinter.status.pop(0) if dahinter.status else 200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"{}")

        do_GET = do_POST = answer  # noqa: N815 - so heißen sie in der Bibliothek

        def log_message(self, *_: object) -> None:
            """Tests need no lines about requests."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


@dataclass
class Proxy:
    """A running nginx and a small client."""

    port: int
    plain: int
    log: Path

    def request(
        self, method: str, path: str, body: bytes | None = None, **headers: str
    ) -> tuple[int, dict[str, str], bytes]:
        context = ssl.create_default_context()
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        connection = HTTPSConnection("127.0.0.1", self.port, timeout=30, context=context)
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        found = answer.status, dict(answer.getheaders()), answer.read()
        connection.close()
        return found


@pytest.fixture
def dahinter() -> Dahinter:
    return Dahinter()


@pytest.fixture
def proxy(dahinter: Dahinter, tmp_path: Path) -> Iterator[Proxy]:
    program = shutil.which("nginx", path="/usr/sbin:/usr/local/sbin:/usr/bin")
    if program is None:
        pytest.skip("nginx fehlt")
    _certificate(tmp_path)
    server = _serve(dahinter)
    found = Proxy(free_port(), free_port(), tmp_path / "fehler.log")
    file = tmp_path / "nginx.conf"
    file.write_text(_configuration(tmp_path, found, server.server_address[1]), "utf-8")
    command = [program, "-c", str(file), "-e", str(found.log)]
    checked = subprocess.run([*command, "-t"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stderr
    process = subprocess.Popen([*command, "-g", "daemon off;"])
    _wait(found.port)
    yield found
    process.terminate()
    process.wait(10)
    server.shutdown()
    server.server_close()


def _configuration(folder: Path, proxy: Proxy, behind: int) -> str:
    """The real file with ports and folders of this test, and nothing else changed."""
    changes = {
        "/tmp/": f"{folder}/",
        "listen 8080;": f"listen 127.0.0.1:{proxy.plain};",
        "listen 8443 ssl": f"listen 127.0.0.1:{proxy.port} ssl",
        "http://wegweiser:5005": f"http://127.0.0.1:{behind}",
        "/etc/nginx/tls": str(folder),
        "/dev/stderr": str(proxy.log),
    }
    text = KONFIGURATION
    for old, new in changes.items():
        assert old in text
        text = text.replace(old, new)
    return text


def _certificate(folder: Path) -> None:
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1",
         "-nodes", "-days", "1", "-subj", "/CN=wegweiser.test",
         "-keyout", "privkey.pem", "-out", "fullchain.pem"],
        cwd=folder, check=True, capture_output=True,
    )  # fmt: skip


def _wait(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        threading.Event().wait(0.05)
    pytest.fail("nginx antwortet nicht")


def test_a_message_gets_through_with_the_address_the_proxy_saw(
    proxy: Proxy, dahinter: Dahinter
) -> None:
    status, headers, _ = proxy.request(
        "POST", "/webhooks/web/nachricht", b"{}", **{"X-Forwarded-For": "8.8.8.8, 9.9.9.9"}
    )
    assert status == 200 and "max-age" in headers["Strict-Transport-Security"]
    assert dahinter.seen[0][2]["X-Forwarded-For"] == "127.0.0.1"
    assert dahinter.seen[0][2]["X-Forwarded-Proto"] == "https"


def test_without_tls_there_is_only_the_way_to_tls(proxy: Proxy, dahinter: Dahinter) -> None:
    with socket.create_connection(("127.0.0.1", proxy.plain)) as plain:
        plain.sendall(b"GET /plan HTTP/1.1\r\nHost: wegweiser.test\r\nConnection: close\r\n\r\n")
        answer = plain.makefile("rb").read()
    assert b" 301 " in answer and b"Location: https://wegweiser.test/plan" in answer
    assert not dahinter.seen


@pytest.mark.parametrize("version", [ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1])
def test_old_tls_is_refused(proxy: Proxy, version: ssl.TLSVersion) -> None:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    context.set_ciphers("ALL:@SECLEVEL=0")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # Python warnt schon davor, es zu versuchen
        context.minimum_version = context.maximum_version = version
    with socket.create_connection(("127.0.0.1", proxy.port)) as raw, pytest.raises(OSError):
        context.wrap_socket(raw)


@pytest.mark.parametrize("path", ["/health", "/bereit", "/metrics", "/bereit?x=1"])
def test_what_is_for_the_staff_stays_inside(proxy: Proxy, dahinter: Dahinter, path: str) -> None:
    assert proxy.request("GET", path)[0] == 404
    assert not dahinter.seen


def test_a_body_that_is_too_long_never_arrives(proxy: Proxy, dahinter: Dahinter) -> None:
    status, _, body = proxy.request("POST", "/webhooks/web/nachricht", b"x" * 20_000)
    assert (status, json.loads(body)["fehler"]) == (413, "zu_lang")
    assert not dahinter.seen


def test_too_many_new_sessions_wait_and_are_told_how_long(proxy: Proxy, dahinter: Dahinter) -> None:
    with ThreadPoolExecutor(8) as pool:
        answers = list(
            pool.map(lambda _: proxy.request("POST", "/webhooks/web/sitzung"), range(90))
        )
    refused = [answer for answer in answers if answer[0] == 429]
    assert refused
    assert int(refused[0][1]["Retry-After"]) >= 1
    assert json.loads(refused[0][2])["fehler"] == "zu_schnell"
    assert proxy.request("POST", "/webhooks/web/nachricht", b"{}")[0] == 200


def test_when_nothing_is_behind_the_person_reads_a_sentence(proxy: Proxy, tmp_path: Path) -> None:
    behind = re.search(r"set \$ziel http://127.0.0.1:\d+", (tmp_path / "nginx.conf").read_text())
    assert behind is not None
    _change(tmp_path, behind[0], f"set $ziel http://127.0.0.1:{free_port()}")
    status, headers, body = proxy.request("GET", "/")
    assert (status, json.loads(body)["fehler"]) == (503, "nicht_bereit")
    assert int(headers["Retry-After"]) >= 1


def test_sentences_are_those_of_the_house() -> None:
    satz = yaml.safe_load((ROOT / "data" / "texte" / "fehler.yml").read_text("utf-8"))
    found = re.findall(r'"fehler": "(\w+)", "satz": "([^"]+)"', KONFIGURATION)
    assert {name for name, _ in found} == {"zu_lang", "zu_schnell", "nicht_bereit"}
    assert all(satz[name] == text for name, text in found)


def test_who_sends_slowly_is_cut_off(proxy: Proxy, dahinter: Dahinter, tmp_path: Path) -> None:
    _change(tmp_path, "client_header_timeout 10s", "client_header_timeout 1s")
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    with (
        socket.create_connection(("127.0.0.1", proxy.port), timeout=60) as raw,
        context.wrap_socket(raw) as slow,
    ):
        slow.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n")
        with suppress(ConnectionResetError):
            assert slow.recv(100) == b""
    assert not dahinter.seen


def _change(folder: Path, old: str, new: str) -> None:
    """Another configuration while nginx runs; returns when its new workers answer."""
    file = folder / "nginx.conf"
    text = file.read_text("utf-8")
    assert old in text
    file.write_text(text.replace(old, new), "utf-8")
    master = (folder / "nginx.pid").read_text().strip()
    before = _workers(master)
    subprocess.run(["kill", "-HUP", master], check=True)
    for _ in range(300):
        if (now := _workers(master)) and not now & before:
            return
        threading.Event().wait(0.05)
    pytest.fail("nginx hat nicht neu geladen")


def _workers(master: str) -> set[str]:
    return set(Path(f"/proc/{master}/task/{master}/children").read_text("ascii").split())


def test_no_address_and_no_key_of_a_session_is_written_down(
    proxy: Proxy, dahinter: Dahinter
) -> None:
    dahinter.status = [503, 503, 500]
    for path in (f"/webhooks/web/verlauf/{TOKEN}", f"/{TOKEN}?x={TOKEN}"):
        proxy.request("GET", path)
    proxy.request("POST", f"/webhooks/web/{TOKEN}", b"x" * 20_000)
    with ThreadPoolExecutor(8) as pool:
        list(pool.map(lambda _: proxy.request("POST", "/webhooks/web/sitzung"), range(70)))
    written = proxy.log.read_text("utf-8") if proxy.log.exists() else ""
    assert TOKEN not in written and "client:" not in written
    assert "access_log off;" in KONFIGURATION
