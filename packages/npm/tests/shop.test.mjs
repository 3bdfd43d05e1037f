import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { AdviceError, KantanSimClient, KantanSimServer } from 'kantansim';
import { Merchant } from '../examples/merchant.mjs';

/** @type {KantanSimServer} */
let sim;
/** @type {Merchant} */
let merchant;
before(async () => {
  sim = await KantanSimServer.start({ seed: 1 });
  merchant = await Merchant.open();
});
after(async () => {
  merchant?.close();
  await sim?.stop();
});

/** A shop that answers every notification with HTTP 500. @param {import('node:test').TestContext} t */
async function refusing(t) {
  const server = createServer((_, response) => response.writeHead(500).end()).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close() && server.closeAllConnections());
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}/notify`;
}

/** A shop whose payment waits for the consumer. @param {string} orderId @param {string} [notifyUrl] */
async function paying(orderId, notifyUrl = `${merchant.url}/notify`) {
  const shop = await sim.newShop(notifyUrl);
  merchant.use(sim.gatewayUrl, shop);
  await merchant.order(orderId, 1000);
  return shop;
}

test('two servers side by side do not see each other, and a client sees its own', async () => {
  const shop = await sim.newShop();
  const other = await KantanSimServer.start({ env: { ...process.env, KantanSim__AdminToken: 'secret' } });
  const ids = async (/** @type {KantanSimClient} */ server) => (await server.call('get', '/api/shops')).items.map((item) => item.shopId);
  assert.ok((await ids(new KantanSimClient(sim.url))).includes(shop.shopId));
  assert.ok(!(await ids(other)).includes(shop.shopId));
  await assert.rejects(ids(new KantanSimClient(other.url)), { status: 401 });
  await other.stop();
  await assert.rejects(ids(other), /does not answer/);
});

test('a new shop has what it was given', async () => {
  const { shopId } = await sim.newShop('', { name: 'Mugs', scenario: 'cancel', protocol: { AuthorisationDays: '30' }, expiresIn: 'PT5M' });
  const shop = await sim.call('get', '/api/shops/{shopId}', { path: { shopId } });
  assert.deepEqual([shop.name, shop.scenario, shop.protocol, shop.members], ['Mugs', 'cancel', { AuthorisationDays: '30' }, 'own']);
});

test('a refused value is named with what is allowed', async () => {
  const shop = await sim.newShop();
  await assert.rejects(
    shop.arm('cancl'),
    (/** @type {import('kantansim').KantanSimError} */ error) => error.status === 400 && error.faults[0]?.field === 'scenario'
      && error.faults[0].value === 'cancl' && /nearest are cancel/.test(error.message));
});

test('a status that does not come is an error with the timeline', async () => {
  const shop = await paying('T-1');
  await assert.rejects(shop.expect('T-1', 'AUTH', { timeoutSeconds: 0 }), {
    name: 'ExpectationError',
    message: /^Order T-1: Waited 0 s for status AUTH: it is REQSUCCESS\.\n[^]* 5 gateway -> merchant: result of ExecTranRecruit/,
  });
});

test('an order that is registered later is waited for', async () => {
  const shop = await sim.newShop(`${merchant.url}/notify`);
  merchant.use(sim.gatewayUrl, shop);
  const expected = shop.expect('T-10', 'REQSUCCESS');
  await merchant.order('T-10', 1000);
  assert.equal((await expected).orderId, 'T-10');
});

test('a notification that the shop acknowledged is waited for', async () => {
  const shop = await paying('T-11');
  await shop.approve('T-11');
  assert.equal((await shop.expectNotified('T-11', 'AUTH')).body['Status'], 'AUTH');
});

test('a notification that the shop answered wrongly is an error with the attempts', async (t) => {
  const url = await refusing(t);
  const shop = await paying('T-12', url);
  await shop.approve('T-12');
  await assert.rejects(shop.expectNotified('T-12', 'AUTH'), {
    name: 'ExpectationError',
    message: new RegExp(`^Order T-12: the shop has not acknowledged .*\n.* POST ${url}: not received: HTTP 500 [^]*\n.*EntryTran`),
  });
});

test('a notification that the shop did not answer is an error with the timeline', async () => {
  const shop = await paying('T-13', 'http://127.0.0.1:1/notify');
  await shop.approve('T-13');
  await assert.rejects(shop.expectNotified('T-13', 'AUTH', { timeoutSeconds: 0 }), {
    name: 'ExpectationError',
    message: /^Order T-13: Waited 0 s for an answer to the notification of AUTH[^]*\(attempt 1\) \| not delivered/,
  });
});

test('an order that was never registered is an error with the last calls', async () => {
  const shop = await paying('T-2');
  await assert.rejects(merchant.order('T-2', 1000), /M01004010/);
  await assert.rejects(shop.expect('T-3', 'AUTH', { timeoutSeconds: 0 }), {
    name: 'ExpectationError',
    message: /not registered .* the order T-3 [^]* EntryTranRecruit refused with M01004010, order T-2\n[^]*\n {2}T-2: REQSUCCESS/,
  });
});

test('an unknown status is refused by the server', async () => {
  const shop = await paying('T-4');
  await assert.rejects(shop.expect('T-4', 'PAID'), { name: 'KantanSimError', status: 400 });
});

test('what the shop did wrong is an error with the fix', async () => {
  const shop = await paying('T-5', 'http://127.0.0.1:1/notify');
  await shop.approve('T-5', { points: 'all' });
  await shop.clock.advance('PT10H');
  const error = await shop.advice.assertClean().then(() => assert.fail('clean'), (fault) => fault);
  assert.ok(error instanceof AdviceError);
  const text = / has 1 finding:\n {2}error notification-never-received, order T-5\n.*\n {4}Fix: .*\n {4}See docs\/merchant\.md#/;
  assert.match(error.message, text);
  await shop.advice.assertClean({ severity: 'error', ignore: ['notification-never-received'] });
});

test('a clock moves for its shop only', async () => {
  const [one, two] = await Promise.all([sim.newShop(), sim.newShop()]);
  const [start, other] = await Promise.all([one.clock.now(), two.clock.now()]);
  await one.clock.advance('P20D');
  await one.clock.advanceTo(new Date(start.getTime() + 21 * 86_400_000));
  assert.equal((await one.clock.now()).getTime() - start.getTime(), 21 * 86_400_000);
  assert.deepEqual(await two.clock.now(), other);
  assert.equal((await two.clock.stop(start)).now, start.toISOString().replace('Z', '+00:00'));
});

test('a clock takes the durations of the command line', async () => {
  const shop = await sim.newShop();
  const start = await shop.clock.now();
  for (const by of ['1d12h', '90m', '1H30S', '20d', 'PT0S']) await shop.clock.advance(by);
  const seconds = 36 * 3600 + 90 * 60 + 3630 + 20 * 86_400;
  assert.equal((await shop.clock.now()).getTime() - start.getTime(), seconds * 1000);
  for (const by of ['1.5h', '12h1d', 'soon'])
    await assert.rejects(shop.clock.advance(by), { status: 400, detail: new RegExp(`^by is "${by}"; allowed: .*PT1H.*`) });
});

test('a snapshot is the own one of a shop, and is deleted with it', async () => {
  const shop = await paying('T-6');
  const other = await sim.newShop();
  await shop.snapshots.save('before');
  await other.snapshots.save('before');
  await shop.abandon('T-6');
  await shop.snapshots.restore('before');
  assert.equal((await shop.payment('T-6')).status, 'REQSUCCESS');
  await shop.delete();
  await shop.delete();
  assert.deepEqual((await sim.call('get', '/api/snapshots')).items.map((item) => item.shopId), [other.shopId]);
  assert.deepEqual((await sim.call('get', '/api/transactions', { query: { shopId: shop.shopId } })).items, []);
});

test('the timeline of a shop has all its payments', async () => {
  const shop = await paying('T-7');
  await merchant.order('T-8', 500);
  await shop.cancel('T-8');
  assert.match(await shop.timeline(), /^T-8: PAYFAIL RC1000009, 500 yen, scenario success\n {2}[^]*\n\nT-7: REQSUCCESS, 1000 yen/);
});

test('refused calls are in the timeline of a shop, and in the message of a status that does not come', async () => {
  const shop = await paying('T-14');
  await assert.rejects(merchant.order('T-14', 1000), /M01004010/);
  const refused = /\n\n?Last refused calls of the shop tshop\d+:\n {2}.* EntryTranRecruit refused with M01004010, order T-14$/;
  assert.match(await shop.timeline(), refused);
  await assert.rejects(shop.expect('T-14', 'AUTH', { timeoutSeconds: 0 }), refused);
});

test('the report of a failed test of node:test has the timeline, and its shop is deleted', async () => {
  const env = { ...process.env, SIM_URL: sim.url, NODE_TEST_CONTEXT: undefined };
  const file = fileURLToPath(new URL('failing.mjs', import.meta.url));
  const { status, stdout } = spawnSync(process.execPath, ['--test', '--test-reporter=tap', file], { env, encoding: 'utf8' });
  assert.equal(status, 1);
  assert.match(stdout, /\n# Payments of the shop tshop\d+:\n# F-1: REQSUCCESS, 1000 yen, scenario success\n# {3}.* consumer -> merchant: purchase/);
  assert.doesNotMatch(stdout, /F-2: /);
  const [shopId] = /tshop\d+/.exec(stdout) ?? [''];
  await assert.rejects(sim.call('get', '/api/shops/{shopId}', { path: { shopId } }), { status: 404 });
});

test('notifications go to another URL when the shop is told so', async () => {
  const shop = await paying('T-9', '');
  await shop.setNotifyUrl(`${merchant.url}/notify`);
  await shop.approve('T-9');
  assert.equal(await merchant.status('T-9'), 'AUTH');
});
