import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { KantanSimServer } from 'kantansim';
import { Merchant } from './merchant.mjs';

/** @type {KantanSimServer} */
let sim;
before(async () => { sim = await KantanSimServer.start(); });
after(() => sim?.stop());

/** A merchant with a shop of its own, for one test. @param {import('node:test').TestContext} t */
async function openShop(t) {
  const merchant = await Merchant.open();
  const shop = await sim.newShop(`${merchant.url}/notify`);
  merchant.use(sim.gatewayUrl, shop);
  shop.deleteAfter(t);
  t.after(() => merchant.close());
  return { merchant, shop };
}

test('a payment is approved', async (t) => {
  const { merchant, shop } = await openShop(t);
  await merchant.order('A-1', 1000);
  await shop.approve('A-1');
  await shop.expect('A-1', 'AUTH');
  assert.equal(await merchant.status('A-1'), 'AUTH');
});

test('the consumer cancels', async (t) => {
  const { merchant, shop } = await openShop(t);
  await merchant.order('A-2', 1000);
  await shop.cancel('A-2');
  await shop.expectNotified('A-2', 'PAYFAIL');
  assert.equal(await merchant.status('A-2'), 'PAYFAIL');
});

test('a shipped order is deposited, and the shop made no mistake', async (t) => {
  const { merchant, shop } = await openShop(t);
  await shop.arm('notification-omitted-once');
  await merchant.order('A-3', 1000);
  await shop.approve('A-3');
  await merchant.ship('A-3');
  await shop.clock.advance('P20D');
  const { items } = await sim.call('get', '/api/deposits', { query: { shopId: shop.shopId } });
  assert.equal(items[0]?.net, 1000);
  await shop.advice.assertClean();
});
