"""People who sign in at a real server."""

import subprocess
import sys
from os import environ
from pathlib import Path

import httpx
from tests.support.server import Start
from tests.support.waiting import LONG_PATIENCE_S, PATIENCE_S

from interview_simulator.privacy.consent import VERSION
from interview_simulator.web.identity import OWN_HEADER

PASSWORD = "correct horse battery"
ACCOUNTS = {"INTERVIEW_SIMULATOR_ACCOUNTS": "true"}


def first_administrator(data_dir: Path) -> str:
    """The secret with which they choose a password."""
    command = (sys.executable, "-m", "interview_simulator.cli", "accounts", "create", "root@b.c")
    environment = {**environ, "INTERVIEW_SIMULATOR_DATA_DIR": str(data_dir)}
    told = subprocess.run(
        [*command, "--role", "administrator"], env=environment, check=True, capture_output=True, text=True
    ).stdout
    return told.strip().rpartition("/")[2]


def browser(address: str) -> httpx.Client:
    return httpx.Client(base_url=address, timeout=PATIENCE_S, headers={OWN_HEADER: "page"})


def test_from_the_first_administrator_to_a_mentor_who_watches(serve: "Start", clips: Path) -> None:
    server = serve(**ACCOUNTS)
    admin, ana, mia, eve = (browser(server.address) for _ in range(4))
    reset = {"token": first_administrator(server.data_dir), "password": PASSWORD}
    assert admin.post("/password-resets/complete", json=reset).json()["role"] == "administrator"
    for client, name, role in ((ana, "ana", "candidate"), (mia, "mia", "mentor"), (eve, "eve", "mentor")):
        invitation = admin.post("/invitations", json={"email": f"{name}@b.c", "role": role}).json()["token"]
        join = {"email": f"{name}@b.c", "password": PASSWORD, "invitation": invitation}
        client.post("/sign-up", json=join).raise_for_status()
    ana.put("/consent", json={"version": VERSION}).raise_for_status()
    form = ana.get("/upload", params={"filename": "r1.wav"}).json()
    with (clips / "jfk.wav").open("rb") as file:
        httpx.post(form["url"], data=form["fields"], files={"file": file}, timeout=PATIENCE_S).raise_for_status()
    ana.get("/records/r1/events", timeout=LONG_PATIENCE_S).raise_for_status()
    ana.post("/records/r1/shares", json={"email": "mia@b.c"}).raise_for_status()
    report = mia.get("/records/r1/report").json()
    assert "ask not what your country can do for you" in report["transcript"]["text"]
    url = mia.get("/download", params={"filename": "r1.wav"}).json()["url"]
    assert httpx.get(url).content == (clips / "jfk.wav").read_bytes()
    assert [client.get("/records/r1/report").status_code for client in (eve, admin)] == [404, 403]
    assert httpx.get(f"{server.address}/records/r1").status_code == 401


def test_sessions_outlast_the_server(serve: "Start") -> None:
    server = serve(**ACCOUNTS)
    admin = browser(server.address)
    reset = {"token": first_administrator(server.data_dir), "password": PASSWORD}
    admin.post("/password-resets/complete", json=reset).raise_for_status()
    server.kill()
    server.start_again()
    assert admin.get("/me").json()["email"] == "root@b.c"


def test_no_secret_is_in_the_log_or_in_the_files(serve: "Start") -> None:
    server = serve(**ACCOUNTS, INTERVIEW_SIMULATOR_LOG_LEVEL="DEBUG")
    admin, secret = browser(server.address), first_administrator(server.data_dir)
    admin.post("/password-resets/complete", json={"token": secret, "password": PASSWORD}).raise_for_status()
    token = admin.post("/me/tokens", json={"name": "script"}).json()["token"]
    httpx.get(f"{server.address}/me", headers={"Authorization": f"Bearer {token}"}).raise_for_status()
    secrets = [secret, PASSWORD, token, *admin.cookies.values()]
    assert len(secrets) == 5
    for path in server.data_dir.rglob("*"):
        content = path.read_bytes() if path.is_file() else b""
        assert not [secret for secret in secrets if secret.encode() in content], path
