import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { KantanSimServer } from 'kantansim';
import { Merchant } from './merchant.mjs';

let sim: KantanSimServer;
beforeAll(async () => { sim = await KantanSimServer.start(); }, 60_000);
afterAll(() => sim?.stop());

async function openShop() {
  const merchant = await Merchant.open();
  const shop = await sim.newShop(`${merchant.url}/notify`);
  merchant.use(sim.gatewayUrl, shop);
  onTestFinished(async ({ task }) => {
    if (task.result?.state === 'fail') console.log(await shop.timeline());
    await shop.delete();
    merchant.close();
  });
  return { merchant, shop };
}

test('a payment is approved', async () => {
  const { merchant, shop } = await openShop();
  await merchant.order('B-1', 1000);
  await shop.approve('B-1', { member: 'taro' });
  await shop.expect('B-1', 'AUTH');
  expect(await merchant.status('B-1')).toBe('AUTH');
});

test('a refused card is tried again', async () => {
  const { merchant, shop } = await openShop();
  await shop.arm('card-is-refused');
  await merchant.order('B-2', 1000);
  await shop.snapshots.save('before');
  await shop.play('B-2');
  await shop.expect('B-2', ['PAYFAIL', 'AUTH']);
  await shop.snapshots.restore('before');
  await shop.expect('B-2', 'REQSUCCESS');
});

test('a shipped order is deposited, and the shop made no mistake', async () => {
  const { merchant, shop } = await openShop();
  await merchant.order('B-3', 1000);
  await shop.approve('B-3');
  await merchant.ship('B-3');
  await shop.expect('B-3', 'SALES');
  await shop.clock.advance('P20D');
  await shop.advice.assertClean();
});
