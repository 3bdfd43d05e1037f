import threading
from datetime import timedelta
from pathlib import Path
from typing import Iterator

import pytest
from merchant import Merchant
from pytest_kantansim import AdviceError, ExpectationError, KantanSimClient, KantanSimError, KantanSimServer, KantanSimTimeoutError, Shop


@pytest.fixture
def merchant(kantansim: KantanSimServer, shop: Shop) -> Iterator[Merchant]:
    merchant = Merchant(kantansim.gateway_url, shop.shop_id, shop.shop_pass)
    yield merchant
    merchant.close()


def test_two_servers_side_by_side_do_not_see_each_other(
    kantansim: KantanSimServer, shop: Shop, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KantanSim__AdminToken", "secret")
    with KantanSimServer() as other:
        ids = [item["shopId"] for item in other.call("GET", "/api/shops")["items"]]
        with pytest.raises(KantanSimError, match="HTTP 401"):
            KantanSimClient(other.url).call("GET", "/api/shops")
    assert shop.shop_id not in ids
    assert kantansim.call("GET", f"/api/shops/{shop.shop_id}")["members"] == "own"


def test_a_refused_value_is_named_with_what_is_allowed(shop: Shop) -> None:
    with pytest.raises(KantanSimError, match="nearest are cancel") as error:
        shop.arm("cancl")
    assert (error.value.status, error.value.faults[0]["field"], error.value.faults[0]["value"]) == (400, "scenario", "cancl")


def test_a_status_that_does_not_come_is_an_error_with_the_timeline(merchant: Merchant, shop: Shop) -> None:
    merchant.order("T-1", 1000)
    with pytest.raises(ExpectationError, match=r"(?s)^Order T-1: Waited 0 s for .* is REQSUCCESS\.\n.* 5 gateway -> merchant: result"):
        shop.expect("T-1", "AUTH", timeout=0)


def test_an_order_that_is_registered_later_is_waited_for(merchant: Merchant, shop: Shop) -> None:
    later = threading.Thread(target=merchant.order, args=("T-10", 1000))
    later.start()
    assert shop.expect("T-10", ["REQSUCCESS", "AUTH"])["orderId"] == "T-10"
    later.join()


def test_a_notification_that_the_shop_acknowledged_is_waited_for(merchant: Merchant, shop: Shop) -> None:
    shop.set_notify_url(f"{merchant.url}/notify")
    merchant.order("T-11", 1000)
    shop.approve("T-11")
    assert shop.expect_notified("T-11", "AUTH")["body"]["Status"] == "AUTH"


def test_a_notification_that_the_shop_answered_wrongly_is_an_error_with_the_attempts(merchant: Merchant, shop: Shop) -> None:
    shop.set_notify_url(f"{merchant.url}/elsewhere")
    merchant.order("T-12", 1000)
    shop.approve("T-12")
    message = r"(?s)^Order T-12: the shop has not acknowledged .* of AUTH\.\n.* POST http.*/elsewhere: not received: HTTP 303 .*EntryTran"
    with pytest.raises(ExpectationError, match=message):
        shop.expect_notified("T-12", "AUTH")


def test_a_notification_that_the_shop_did_not_answer_is_an_error_with_the_timeline(merchant: Merchant, shop: Shop) -> None:
    shop.set_notify_url("http://127.0.0.1:1/notify")
    merchant.order("T-13", 1000)
    shop.approve("T-13")
    message = r"(?s)^Order T-13: Waited 0 s for an answer to the notification of AUTH.*\(attempt 1\) \| not delivered"
    with pytest.raises(ExpectationError, match=message):
        shop.expect_notified("T-13", "AUTH", timeout=0)


def test_an_order_that_was_never_registered_is_an_error_with_the_last_calls(merchant: Merchant, shop: Shop) -> None:
    merchant.order("T-2", 1000)
    with pytest.raises(RuntimeError, match="M01004010"):
        merchant.order("T-2", 1000)
    with pytest.raises(ExpectationError, match=r"(?s)for the order T-3 .*refused with M01004010, order T-2\n.*\n  T-2: REQSUCCESS"):
        shop.expect("T-3", "AUTH", timeout=0)
    with pytest.raises(ExpectationError, match=r"\nLast refused calls of the shop tshop\d+:\n  .* refused with M01004010, order T-2$"):
        shop.expect("T-2", "AUTH", timeout=0)


def test_what_the_shop_did_wrong_is_an_error_with_the_fix(merchant: Merchant, shop: Shop) -> None:
    shop.set_notify_url("http://127.0.0.1:1/notify")
    merchant.order("T-4", 1000)
    shop.approve("T-4", points="all")
    shop.clock.advance("PT10H")
    message = r"has 1 finding:\n  error notification-never-received, order T-4\n.*\n    Fix: .*\n    See docs/merchant\.md#"
    with pytest.raises(AdviceError, match=message):
        shop.advice.assert_clean()
    shop.advice.assert_clean(severity="error", ignore=["notification-never-received"])


def test_a_clock_moves_for_its_shop_only(kantansim: KantanSimServer, shop: Shop) -> None:
    other = kantansim.new_shop()
    start, others = shop.clock.now(), other.clock.now()
    shop.clock.advance("P20D")
    shop.clock.advance_to(start + timedelta(days=21))
    assert shop.clock.now() - start == timedelta(days=21)
    assert other.clock.now() == others


def test_a_clock_takes_the_durations_of_the_command_line(shop: Shop) -> None:
    start = shop.clock.now()
    for by in ["1d12h", "90m", "1H30S", "20d", "PT0S"]:
        shop.clock.advance(by)
    assert shop.clock.now() - start == timedelta(days=21, hours=14, minutes=30, seconds=30)
    for by in ["1.5h", "12h1d", "soon"]:
        with pytest.raises(KantanSimError, match=f'by is "{by}"; allowed: .*PT1H'):
            shop.clock.advance(by)


def test_a_snapshot_is_the_own_one_of_a_shop_and_is_deleted_with_it(kantansim: KantanSimServer, merchant: Merchant, shop: Shop) -> None:
    other = kantansim.new_shop()
    merchant.order("T-5", 1000)
    shop.snapshots.save("before")
    other.snapshots.save("before")
    shop.abandon("T-5")
    shop.snapshots.restore("before")
    assert shop.payment("T-5")["status"] == "REQSUCCESS"
    shop.delete()
    assert [item["shopId"] for item in kantansim.call("GET", "/api/snapshots")["items"]] == [other.shop_id]
    other.delete()


def test_a_call_has_a_deadline(kantansim: KantanSimServer) -> None:
    # The stream of events goes on for ever.
    with pytest.raises(KantanSimTimeoutError, match=r"GET /api/events: .* did not answer within 0\.2 s"):
        kantansim.call("GET", "/api/events", timeout=0.2)


def test_a_server_that_is_not_there_is_named() -> None:
    with pytest.raises(ConnectionError, match="POST /api/shops: http://127.0.0.1:1 does not answer"):
        KantanSimClient("http://127.0.0.1:1").new_shop()


def test_the_report_of_a_failed_test_has_the_timeline(kantansim: KantanSimServer, pytester: pytest.Pytester) -> None:
    conftest = (Path(__file__).parent / "running_server.py").read_text()
    pytester.makeconftest(conftest.replace("http://127.0.0.1:8080", kantansim.url))
    pytester.makepyfile("""
        from merchant import Merchant
        def test_fails(kantansim, shop):
            merchant = Merchant(kantansim.gateway_url, shop.shop_id, shop.shop_pass)
            merchant.order("F-1", 1000)
            try:
                merchant.order("F-1", 1000)
            except RuntimeError:
                pass
            merchant.close()
            assert False
        """)
    result = pytester.runpytest_inprocess()
    result.assert_outcomes(failed=1)
    result.stdout.re_match_lines([".*KantanSim: payments of the shop tshop.*", "F-1: REQSUCCESS, 1000 yen", ".*EntryTranRecruit.*",
                                  "Last refused calls.*", ".*EntryTranRecruit refused with M01004010, order F-1"])
