from typing import Iterator

import pytest
from merchant import Merchant
from pytest_kantansim import KantanSimServer, Shop


@pytest.fixture
def merchant(kantansim: KantanSimServer, shop: Shop) -> Iterator[Merchant]:
    merchant = Merchant(kantansim.gateway_url, shop.shop_id, shop.shop_pass)
    shop.set_notify_url(f"{merchant.url}/notify")
    yield merchant
    merchant.close()


def test_a_payment_is_approved(merchant: Merchant, shop: Shop) -> None:
    merchant.order("P-1", 1000)
    shop.approve("P-1")
    shop.expect("P-1", "AUTH")
    assert merchant.status("P-1") == "AUTH"


def test_the_consumer_cancels(merchant: Merchant, shop: Shop) -> None:
    shop.arm("cancel")
    merchant.order("P-2", 1000)
    shop.play("P-2")
    shop.expect_notified("P-2", "PAYFAIL")
    assert merchant.status("P-2") == "PAYFAIL"


def test_a_shipped_order_is_deposited(kantansim: KantanSimServer, merchant: Merchant, shop: Shop) -> None:
    merchant.order("P-3", 1000)
    shop.approve("P-3")
    merchant.ship("P-3")
    shop.clock.advance("P20D")
    deposits = kantansim.call("GET", "/api/deposits", shopId=shop.shop_id)["items"]
    assert [deposit["net"] for deposit in deposits] == [1000]
    shop.advice.assert_clean()
