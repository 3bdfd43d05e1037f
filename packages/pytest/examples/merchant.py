"""A shop, as small as it can be. All its texts are ASCII; others would have to be sent in CP932."""

from __future__ import annotations

import threading
import urllib.parse
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Dict


class Merchant:
    def __init__(self, gateway_url: str, shop_id: str, shop_pass: str) -> None:
        self._gateway_url, self._account = gateway_url, {"ShopID": shop_id, "ShopPass": shop_pass}
        self._orders: Dict[str, Dict[str, str]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._server.daemon_threads = False  # close() waits for them
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.01,))
        self._thread.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._server.server_port}"

    def order(self, order_id: str, amount: int) -> None:
        """Registers a payment and requests it."""
        entry = self._call("EntryTranRecruit", OrderID=order_id, JobCd="AUTH", Amount=str(amount))
        access = {"OrderID": order_id, "AccessID": entry["AccessID"], "AccessPass": entry["AccessPass"]}
        self._orders[order_id] = access
        self._call("ExecTranRecruit", **access, RetURL=f"{self.url}/return", ItemName="Mug")

    def ship(self, order_id: str) -> None:
        """Captures the payment."""
        self._call("RecruitSales", **self._orders[order_id])

    def status(self, order_id: str) -> str:
        """What the gateway says. News are a reason to ask; what they say is not trusted."""
        return self._call("SearchTradeMulti", OrderID=order_id, PayType="24")["Status"]

    def close(self) -> None:
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()

    def _call(self, api: str, **fields: str) -> Dict[str, str]:
        body = urllib.parse.urlencode({**self._account, **fields}).encode("ascii")
        with urllib.request.urlopen(f"{self._gateway_url}/{api}.idPass", body, timeout=30) as response:
            text = response.read().decode("cp932")
        # An answer is not percent-encoded: a plus is a plus.
        answer = {name: value for name, _, value in (field.partition("=") for field in text.split("&"))}
        if "ErrInfo" in answer:
            raise RuntimeError(f"{api} was refused: {text}")
        return answer

    def _handler(self) -> Any:
        merchant = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"])).decode("cp932")
                order_id = urllib.parse.parse_qs(body).get("OrderID", [""])[0]
                if self.path == "/notify":
                    self.send_response(200)
                    self.end_headers()
                    self.wfile.write(b"0")
                else:
                    self.send_response(303)
                    self.send_header("Location", "/thanks")
                    self.end_headers()
                if order_id in merchant._orders:
                    merchant.status(order_id)

            def log_message(self, *_: Any) -> None:
                pass

        return Handler
