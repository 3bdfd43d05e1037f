// A test that fails by itself, and one that passes. The server that it uses is given by its URL.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { KantanSimClient } from 'kantansim';
import { Merchant } from '../examples/merchant.mjs';

const sim = new KantanSimClient(process.env.SIM_URL ?? '');
for (const [orderId, amount] of [['F-1', 999], ['F-2', 1000]])
  test(`an order of ${amount} yen`, async (t) => {
    const merchant = await Merchant.open();
    t.after(() => merchant.close());
    const shop = await sim.newShop();
    shop.deleteAfter(t);
    merchant.use(sim.gatewayUrl, shop);
    await merchant.order(`${orderId}`, 1000);
    assert.equal(amount, 1000);
  });
