"""KantanSim in pytest. Copy this file beside your conftest.py, and write there: pytest_plugins = ["pytest_kantansim"]

Needs Python 3.9 and nothing but pytest. It starts the command line KANTANSIM_COMMAND if that is set, else an installed kantansim, else
`dotnet tool exec KantanSim`.
"""

from __future__ import annotations

import atexit
import collections
import json
import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import threading
import urllib.error
import urllib.parse
import urllib.request
from datetime import datetime, timedelta, timezone
from typing import Any, Deque, Dict, Iterator, List, Mapping, Optional, Sequence, Set, Tuple, Union

import pytest

JAPAN = timezone(timedelta(hours=9))
# The step at which the consumer can pay: the shop has the answer to its request.
REQUESTED = "5"
SEVERITIES = ("error", "warning", "review", "hint")
INSTALL = """- install the .NET SDK 10, then: dotnet tool install --global KantanSim
- put the program of a release, which needs no .NET, into a folder of PATH
- set KANTANSIM_COMMAND to a command that starts it, such as "dotnet /opt/kantansim/KantanSim.dll\""""
NOT_INSTALLED = f"If the program is not installed, do one of these:\n{INSTALL}"


class KantanSimError(Exception):
    """The server refused a call: its HTTP status, what is wrong, and the values that are wrong with what is allowed."""

    def __init__(self, call: str, status: int, problem: Mapping[str, Any]) -> None:
        self.status = status
        self.detail: str = problem.get("detail") or "no reason"
        self.faults: List[Dict[str, Any]] = problem.get("errors") or []
        self.transaction: Optional[Dict[str, Any]] = problem.get("transaction")
        super().__init__(f"{call} was refused with HTTP {status}: {self.detail}")


class KantanSimStartError(Exception):
    """The program could not be started, or did not listen in time."""


class KantanSimTimeoutError(Exception):
    """The server did not answer in time."""


class ExpectationError(AssertionError):
    """A payment does not have the status that was expected."""


class AdviceError(AssertionError):
    """The shop did something wrong."""


class KantanSimClient:
    """Controls a server that runs, such as one in a container. `token` is the operator's."""

    def __init__(self, url: str, token: Optional[str] = None) -> None:
        if not re.match("https?://", url):
            raise ValueError(f'The URL of a server begins with http:// or https://, unlike "{url}"')
        self.url = url.rstrip("/")
        self._token = token
        # The server is on this machine or in the test's network: a proxy of the environment does not know it.
        self._opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))

    @property
    def gateway_url(self) -> str:
        """What a shop puts in place of the gateway's URL: APIs are below it, such as /EntryTranRecruit.idPass."""
        return f"{self.url}/payment"

    def call(
        self, method: str, path: str, body: Optional[Mapping[str, Any]] = None, timeout: float = 30, **query: Optional[str]
    ) -> Dict[str, Any]:
        """Calls the control API, such as call("GET", "/api/deposits", shopId=shop.shop_id). An empty answer is an empty dict."""
        text = self._send(method, path, body, timeout, query)
        answer: Dict[str, Any] = json.loads(text) if text else {}
        return answer

    def read(self, path: str, timeout: float = 30, **query: Optional[str]) -> str:
        """Reads what is not JSON, such as read(f"/api/transactions/{id}/evidence")."""
        return self._send("GET", path, None, timeout, query)

    def new_shop(self, notify_url: str = "", **options: Any) -> "Shop":
        """Adds a shop with its own members, time, scenarios and snapshots. It deletes itself after two hours, unless expiresIn says
        something else. Other options: name, scenario, protocol, advice, resultFrom."""
        body = {"members": "own", "expiresIn": "PT2H", "notifyUrl": notify_url, **options}
        return Shop(self, self.call("POST", "/api/shops", body))

    def _send(
        self, method: str, path: str, body: Optional[Mapping[str, Any]], timeout: float, query: Mapping[str, Optional[str]]
    ) -> str:
        call = f"{method} {path}"
        late = f"{call}: {self.url} did not answer within {timeout} s"
        try:
            with self._opener.open(self._request(method, path, body, query), timeout=timeout) as answer:
                text: str = answer.read().decode()
                return text
        except urllib.error.HTTPError as refusal:
            raise KantanSimError(call, refusal.code, _problem(refusal.read().decode(errors="replace"))) from None
        except socket.timeout:  # while it answers; TimeoutError only since Python 3.10
            raise KantanSimTimeoutError(late) from None
        except urllib.error.URLError as fault:
            if isinstance(fault.reason, socket.timeout):
                raise KantanSimTimeoutError(late) from None
            raise ConnectionError(f"{call}: {self.url} does not answer: {fault.reason}") from fault

    def _request(
        self, method: str, path: str, body: Optional[Mapping[str, Any]], query: Mapping[str, Optional[str]]
    ) -> urllib.request.Request:
        given = urllib.parse.urlencode({name: value for name, value in query.items() if value is not None})
        request = urllib.request.Request(f"{self.url}{path}{'?' + given if given else ''}", method=method)
        request.add_header("Accept-Language", "en")
        if self._token is not None:
            request.add_header("Authorization", f"Bearer {self._token}")
        if body is not None:
            request.data = json.dumps(body).encode()
            request.add_header("Content-Type", "application/json")
        return request


class KantanSimServer(KantanSimClient):
    """A server of its own on a free port, with its data in memory and a clock that stands still. It never outlives this process."""

    def __init__(
        self,
        command: Optional[str] = None,
        scenarios: Optional[str] = None,
        seed: Optional[int] = None,
        settings: Optional[Mapping[str, str]] = None,
        timeout: float = 60,
    ) -> None:
        given = {"Data": ":memory:", "Clock": "Manual", "Scenarios": scenarios, "Seed": seed, **(settings or {})}
        arguments = [f"--KantanSim:{name}={value}" for name, value in given.items() if value is not None]
        self._command = [*find_command(command), "serve", "--stop-on-stdin-close", "--urls", "http://127.0.0.1:0", *arguments]
        self._lines: Deque[str] = collections.deque(maxlen=10_000)
        self._url: Optional[str] = None
        self._listens = threading.Event()
        self._process = self._open()
        self._readers = [threading.Thread(target=self._read, args=(output,), daemon=True) for output in self._outputs()]
        for reader in self._readers:
            reader.start()
        atexit.register(self.stop)
        # Names of settings are the same in upper and lower case.
        tokens = [str(value) for name, value in (settings or {}).items() if name.lower() == "admintoken"]
        super().__init__(self._ready(timeout), tokens[0] if tokens else os.environ.get("KantanSim__AdminToken"))

    @property
    def logs(self) -> List[str]:
        """What the program has printed, the newest line last."""
        return list(self._lines)

    def stop(self) -> None:
        """Closes the program's standard input, which stops it, and waits until it has ended."""
        atexit.unregister(self.stop)
        if self._process.stdin is not None and not self._process.stdin.closed:
            self._process.stdin.close()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._kill()

    def __enter__(self) -> "KantanSimServer":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def _open(self) -> "subprocess.Popen[str]":
        try:
            # In a session of its own: Ctrl-C reaches the tests only.
            return subprocess.Popen(
                self._command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                encoding="utf-8", errors="replace", start_new_session=True)
        except OSError as fault:
            raise KantanSimStartError(f"KantanSim did not start: {' '.join(self._command)}\n{fault}\n{NOT_INSTALLED}") from fault

    def _outputs(self) -> List[Any]:
        return [self._process.stdout, self._process.stderr]

    def _read(self, output: Any) -> None:
        for line in output:
            if not line.strip():
                continue
            self._lines.append(line.rstrip("\n"))
            listening = re.search(r'KantanSim listens on (http[^\s"]+)', line)
            if listening:
                self._url = listening[1]
                self._listens.set()
        if output is self._process.stdout:  # it ends with the program
            self._listens.set()

    def _ready(self, timeout: float) -> str:
        in_time = self._listens.wait(timeout)
        if self._url is not None:
            return self._url
        self._kill()
        for reader in self._readers:
            reader.join(5)
        what = "ended before it listened" if in_time else f"did not listen within {timeout} s"
        said = "\n".join(self.logs[-20:]) or "It printed nothing."
        # The command "dotnet tool exec" fails when it finds no package.
        hint = f"\n{NOT_INSTALLED}" if {"tool", "exec"} <= set(self._command) else ""
        raise KantanSimStartError(f"KantanSim {what}: {' '.join(self._command)}\n{said}{hint}")

    # A launcher is killed with what it has started.
    def _kill(self) -> None:
        if os.name == "posix":
            try:
                os.killpg(self._process.pid, signal.SIGKILL)
            except ProcessLookupError:
                pass  # it has ended by itself
        else:
            self._process.kill()
        self._process.wait()


class Shop:
    """A shop of a test's own. Its payments are named by their OrderID."""

    def __init__(self, server: KantanSimClient, data: Mapping[str, Any]) -> None:
        self.server = server
        self.shop_id: str = data["shopId"]
        self.shop_pass: str = data["shopPass"]
        self.clock = Clock(self)
        self.snapshots = Snapshots(self)
        self.advice = Advice(self)
        self._deleted = False

    def set_notify_url(self, notify_url: str) -> None:
        """Says where result notifications go; an empty URL: nowhere."""
        self.server.call("PUT", f"/api/shops/{self.shop_id}", {"notifyUrl": notify_url})

    def arm(self, scenario: str, **options: Any) -> Dict[str, Any]:
        """Has the next payment play a scenario. Options: times, orderId (a pattern with *), note."""
        return self.server.call("POST", "/api/scenarios/arm", {"shopId": self.shop_id, "scenario": scenario, **options})

    def approve(self, order_id: str, **options: str) -> Dict[str, Any]:
        """The consumer pays. Options: member, points (none, all or a number), coupon, card. Answers when the notifications were tried
        that this has caused, while the clock stands still."""
        return self._consumer(order_id, "approve", options)

    def cancel(self, order_id: str) -> Dict[str, Any]:
        """The consumer presses cancel at the wallet."""
        return self._consumer(order_id, "cancel")

    def abandon(self, order_id: str) -> Dict[str, Any]:
        """The consumer closes the browser at the wallet."""
        return self._consumer(order_id, "abandon")

    def play(self, order_id: str) -> Dict[str, Any]:
        """The consumer does what the payment's scenario says."""
        return self._consumer(order_id, "play")

    def expect(self, order_id: str, status: Union[str, Sequence[str]], timeout: float = 10) -> Dict[str, Any]:
        """Waits until the payment has a status, or one of several. ExpectationError has the timeline."""
        return self._wait(order_id, timeout, status=status if isinstance(status, str) else ",".join(status))

    def expect_notified(self, order_id: str, status: str, timeout: float = 10) -> Dict[str, Any]:
        """Waits until the shop has answered the notification of a status, and checks that it has acknowledged it. Answers the
        notification. ExpectationError has the attempts and the timeline."""
        payment = self._wait(order_id, timeout, answered=status)
        page = self.server.call("GET", "/api/notifications", accessId=payment["accessId"], limit="500")
        sent: List[Dict[str, Any]] = [notification for notification in page["items"] if notification["status"] == status]
        delivered = next((notification for notification in sent if notification["state"] == "delivered"), None)
        if delivered is not None:
            return delivered
        attempts = [_attempt(attempt) for notification in sent for attempt in notification["attempts"]]
        what = f"the shop has not acknowledged the notification of {status}."
        raise ExpectationError(self._unmet(payment, "\n".join([what, *attempts])))

    def payment(self, order_id: str, timeout: float = 10) -> Dict[str, Any]:
        """The payment of an order with its timeline; waits until there is one."""
        return self._wait(order_id, timeout)

    def timeline(self) -> str:
        """The timelines of all payments of the shop and its last refused calls as text."""
        payments = [f"{_head(payment)}\n{_timeline(self._one(payment))}" for payment in self._list()]
        return "\n\n".join(filter(None, [*payments, "\n".join(self._refused())]))

    def delete(self) -> None:
        """Deletes the shop with its payments, members and snapshots. A second time nothing happens."""
        if self._deleted:
            return
        self._deleted = True
        self.snapshots.delete_all()
        self.server.call("POST", "/api/reset", {"shopId": self.shop_id})
        self.server.call("DELETE", f"/api/shops/{self.shop_id}")

    def _consumer(self, order_id: str, action: str, options: Mapping[str, str] = {}) -> Dict[str, Any]:
        payment = self._wait(order_id, 10, step=REQUESTED)
        path = f"/api/transactions/{payment['accessId']}/consumer"
        return self.server.call("POST", path, {"action": action, **options}, timeout=120)

    # The shop may register a payment in the background: that is waited for, too.
    def _wait(self, order_id: str, timeout: float, **conditions: str) -> Dict[str, Any]:
        path, seconds = "/api/transactions/wait", f"{timeout}"
        try:
            return self.server.call(
                "GET", path, None, timeout + 15, shopId=self.shop_id, orderId=order_id, timeoutSeconds=seconds, **conditions)
        except KantanSimError as error:
            if error.status != 408:
                raise
            payment = error.transaction
            text = self._missing(order_id, timeout) if payment is None else self._unmet(payment, error.detail)
            raise ExpectationError(text) from None

    def _unmet(self, payment: Mapping[str, Any], what: str) -> str:
        return "\n".join([f"Order {payment['orderId']}: {what}", _timeline(payment), *self._refused()])

    def _missing(self, order_id: str, timeout: float) -> str:
        return "\n".join([
            f"The shop {self.shop_id} has not registered a payment for the order {order_id} within {timeout} s.",
            "Its last calls:", *(self._calls() or ["  none"]),
            "Its payments:", *([f"  {_head(payment)}" for payment in self._list()] or ["  none"])])

    def _refused(self) -> List[str]:
        calls = self._calls("refused")
        return [f"Last refused calls of the shop {self.shop_id}:", *calls] if calls else []

    def _calls(self, outcome: Optional[str] = None) -> List[str]:
        page = self.server.call("GET", "/api/calls", shopId=self.shop_id, outcome=outcome, limit="5")
        return [_call_line(call) for call in reversed(page["items"])]

    def _list(self) -> List[Dict[str, Any]]:
        items: List[Dict[str, Any]] = self.server.call("GET", "/api/transactions", shopId=self.shop_id, limit="100")["items"]
        return items

    def _one(self, payment: Mapping[str, Any]) -> Dict[str, Any]:
        return self.server.call("GET", f"/api/transactions/{payment['accessId']}")


class Clock:
    """The simulated time of one shop. Other shops do not notice it."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def now(self) -> datetime:
        """The shop's time, in Japan."""
        return _instant(self._shop.server.call("GET", "/api/clock", shopId=self._shop.shop_id)["now"])

    def advance(self, by: str) -> Dict[str, Any]:
        """Moves the time by a duration such as 20d, 1h or 1d12h, or an ISO 8601 one, such as P20D. Answers when everything that is due
        until then has happened; PT0S waits for notifications that are under way."""
        return self._shop.server.call("POST", "/api/clock/advance", {"shopId": self._shop.shop_id, "by": _iso(by)}, timeout=300)

    def advance_to(self, instant: datetime) -> Dict[str, Any]:
        """Moves the time to an instant with a time zone."""
        body = {"shopId": self._shop.shop_id, "to": instant.isoformat()}
        return self._shop.server.call("POST", "/api/clock/advance", body, timeout=300)


class Snapshots:
    """Saved states of one shop. Their names are the shop's own."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop
        self._saved: Set[str] = set()

    def save(self, name: str) -> Dict[str, Any]:
        """Saves payments, notifications, time, arms and members; replaces a snapshot of the same name."""
        full = self._full(name)
        saved = self._shop.server.call("POST", "/api/snapshots", {"name": full, "shopId": self._shop.shop_id, "replace": True})
        self._saved.add(full)
        return saved

    def restore(self, name: str) -> Dict[str, Any]:
        """Puts the shop back into a saved state."""
        return self._shop.server.call("POST", f"{self._path(self._full(name))}/restore")

    def delete_all(self) -> None:
        """Deletes the snapshots that were saved here."""
        while self._saved:
            self._shop.server.call("DELETE", self._path(self._saved.pop()))

    def _full(self, name: str) -> str:
        return f"{self._shop.shop_id}-{name}"

    def _path(self, full: str) -> str:
        return f"/api/snapshots/{urllib.parse.quote(full, safe='')}"


class Advice:
    """What one shop did wrong."""

    def __init__(self, shop: Shop) -> None:
        self._shop = shop

    def findings(self) -> List[Dict[str, Any]]:
        """All findings, those of the newest payment first."""
        found: List[Dict[str, Any]] = []
        cursor: Optional[str] = None
        while True:
            page = self._shop.server.call("GET", "/api/advice", shopId=self._shop.shop_id, limit="500", cursor=cursor)
            found += page["items"]
            cursor = page["cursor"]
            if cursor is None:
                return found

    def assert_clean(self, severity: str = "warning", ignore: Sequence[str] = ()) -> None:
        """Fails when there are findings of this severity (error, warning, review or hint) or a more serious one; lists their fixes."""
        counted = SEVERITIES[: SEVERITIES.index(severity) + 1]
        found = [finding for finding in self.findings() if finding["severity"] in counted and finding["rule"] not in ignore]
        if found:
            count = "1 finding" if len(found) == 1 else f"{len(found)} findings"
            raise AdviceError("\n".join([f"The shop {self._shop.shop_id} has {count}:", *map(_finding, found)]))


def find_command(given: Optional[str] = None) -> List[str]:
    """The program and its first arguments."""
    line = os.environ.get("KANTANSIM_COMMAND", "") if given is None else given
    if line.strip():
        # On Windows a backslash is part of a path.
        words = shlex.shlex(line, posix=True, punctuation_chars="")
        words.whitespace_split, words.escape, words.commenters = True, "" if os.name == "nt" else "\\", ""
        return list(words)
    tool, dotnet = shutil.which("kantansim"), shutil.which("dotnet")
    if tool:
        return [tool]
    if dotnet:
        return [dotnet, "tool", "exec", "KantanSim", "--yes", "--"]
    raise KantanSimStartError(f"KantanSim was not found. Do one of these:\n{INSTALL}")


def _problem(text: str) -> Mapping[str, Any]:
    try:
        problem = json.loads(text)
        return problem if isinstance(problem, dict) else {"detail": text[:200]}
    except ValueError:  # a proxy answers something else
        return {"detail": text[:200]}


def _instant(text: str) -> datetime:
    # fromisoformat takes six digits of a second at most, and before Python 3.11 three or six.
    match = re.fullmatch(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)", text)
    if match is None:
        raise ValueError(f'"{text}" is no instant')
    zone = "+00:00" if match[3] == "Z" else match[3]
    return datetime.fromisoformat(f"{match[1]}.{(match[2] or '').ljust(6, '0')[:6]}{zone}").astimezone(JAPAN)


def _iso(by: str) -> str:
    # Durations as the command line takes them. What is no duration stays as it is: the server says what is allowed.
    units = re.fullmatch(r"(?=\d)(\d+d)?((?:\d+h)?(?:\d+m)?(?:\d+s)?)", by, re.IGNORECASE | re.ASCII)
    return by if units is None else f"P{units[1] or ''}{'T' if units[2] else ''}{units[2]}".upper()


def _at(text: str) -> str:
    return _instant(text).strftime("%Y-%m-%d %H:%M:%S")


def _head(payment: Mapping[str, Any]) -> str:
    error = f" {payment['errInfo']}" if payment["errInfo"] else ""
    return f"{payment['orderId']}: {payment['status']}{error}, {payment['total']} yen, scenario {payment['scenario']}"


def _timeline(payment: Mapping[str, Any]) -> str:
    return "\n".join(_step(step) for step in payment["timeline"] or [])


def _step(step: Mapping[str, Any]) -> str:
    error = (step["answer"] or {}).get("ErrInfo")
    details = [detail for detail in [f"ErrInfo={error}" if error else None, step["note"], *step["notes"]] if detail]
    number = "" if step["step"] is None else step["step"]
    return " | ".join([f"  {_at(step['at'])} {number:>2} {step['from']} -> {step['to']}: {step['what']}", *details])


def _call_line(call: Mapping[str, Any]) -> str:
    error = call["answer"].get("ErrInfo")
    outcome = f"refused with {error}" if error else call.get("outcome", "")
    order = f", order {call['orderId']}" if call.get("orderId") else ""
    return " | ".join([f"  {_at(call['at'])} {call['api']} {outcome}{order}", *call["notes"]])


def _attempt(attempt: Mapping[str, Any]) -> str:
    return f"  {_at(attempt['at'])} POST {attempt['url']}: {attempt['outcome']}"


def _finding(finding: Mapping[str, Any]) -> str:
    order = f", order {finding['orderId']}" if finding["orderId"] else ""
    fix = f"    {finding['sentence']}\n    Fix: {finding['remedy']}\n    See {finding['help']}"
    return f"  {finding['severity']} {finding['rule']}{order}\n{fix}"


@pytest.fixture(scope="session")
def kantansim() -> Iterator[KantanSimServer]:
    """A server for all tests of the run."""
    with KantanSimServer() as server:
        yield server


@pytest.fixture
def shop(kantansim: KantanSimServer) -> Iterator[Shop]:
    """A shop for one test. When the test fails, the report has the timelines of its payments."""
    own = kantansim.new_shop()
    yield own
    own.delete()


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    outcome: Any = yield
    report = outcome.get_result()
    own = getattr(item, "funcargs", {}).get("shop")
    if report.when == "call" and report.failed and isinstance(own, Shop):
        report.sections.append(_section(own))


def _section(own: Shop) -> Tuple[str, str]:
    title = f"KantanSim: payments of the shop {own.shop_id}"
    try:
        return title, own.timeline() or "none"
    except Exception as fault:  # whatever it is must not hide why the test failed
        return title, f"could not be read: {fault}"
