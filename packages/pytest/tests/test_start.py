import http.client
import json
import os
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest
from pytest_kantansim import KantanSimServer, KantanSimStartError, find_command

HERE = Path(__file__).parent


def fake(mode: str) -> str:
    return f'"{sys.executable}" "{HERE / "fake.py"}" {mode}'


def forgetful(*arguments: str) -> "subprocess.Popen[str]":
    environment = {**os.environ, "PYTHONPATH": str(HERE.parent)}
    return subprocess.Popen([sys.executable, str(HERE / "forgetful.py"), *arguments], stdout=subprocess.PIPE, text=True, env=environment)


def test_a_start_that_fails_has_the_line_that_the_program_printed() -> None:
    with pytest.raises(KantanSimStartError, match=r'ended before it listened: .*fake\.py refuse serve .*\nKantanSim:Seed is "x"'):
        KantanSimServer(fake("refuse"))


def test_a_program_that_does_not_exist_is_named_with_how_to_install_it() -> None:
    message = r"(?s)/nowhere/kantansim.*\nIf .*dotnet tool install --global KantanSim\n.*KANTANSIM_COMMAND"
    with pytest.raises(KantanSimStartError, match=message):
        KantanSimServer("/nowhere/kantansim")


def test_a_program_that_dotnet_cannot_fetch_is_an_error_with_how_to_install_it() -> None:
    with pytest.raises(KantanSimStartError, match=r"(?s)ended before it listened: .*\nIf .*dotnet tool install --global KantanSim\n"):
        KantanSimServer(fake("refuse tool exec"))


def test_a_program_that_does_not_listen_in_time_is_killed() -> None:
    with pytest.raises(KantanSimStartError, match=r"did not listen within 0\.05 s") as error:
        KantanSimServer(fake("silent"), timeout=0.05)
    server = error.traceback[-1].frame.f_locals["self"]
    assert server._process.returncode is not None


def test_options_become_settings_after_those_that_every_server_has() -> None:
    with KantanSimServer(fake("listen"), scenarios="mine", seed=7, settings={"Clock": "Real"}) as server:
        arguments = json.loads(server.logs[0])
    assert arguments == [
        "serve", "--stop-on-stdin-close", "--urls", "http://127.0.0.1:0",
        "--KantanSim:Data=:memory:", "--KantanSim:Clock=Real", "--KantanSim:Scenarios=mine", "--KantanSim:Seed=7"]


def test_the_command_is_given_or_of_the_environment_or_installed_or_dotnet(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for folder, names in {"both": ["dotnet", "kantansim"], "one": ["dotnet"]}.items():
        (tmp_path / folder).mkdir()
        for name in names:
            (tmp_path / folder / name).touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path / "both"))
    monkeypatch.setenv("KANTANSIM_COMMAND", "two '2 3'")
    assert find_command("one") == ["one"]
    assert find_command() == ["two", "2 3"]
    monkeypatch.delenv("KANTANSIM_COMMAND")
    assert find_command() == [str(tmp_path / "both" / "kantansim")]
    monkeypatch.setenv("PATH", str(tmp_path / "one"))
    assert find_command() == [str(tmp_path / "one" / "dotnet"), "tool", "exec", "KantanSim", "--yes", "--"]
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(KantanSimStartError, match="dotnet tool install --global"):
        find_command()


def test_a_server_that_nobody_stops_does_not_keep_its_process_alive(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KANTANSIM_COMMAND", fake("listen"))
    tests = forgetful()
    assert tests.communicate()[0] == "http://127.0.0.1:1\n"
    assert tests.returncode == 0


def test_the_program_stops_when_the_tests_are_killed() -> None:
    tests = forgetful("wait")
    assert tests.stdout is not None
    url = tests.stdout.readline().strip()
    with urllib.request.urlopen(f"{url}/api/events") as events:
        tests.kill()
        try:
            while events.read(1):  # the stream ends with the program
                pass
        except (OSError, http.client.HTTPException):
            pass
    tests.communicate()
