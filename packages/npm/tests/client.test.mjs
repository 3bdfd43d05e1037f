import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { test } from 'node:test';
import { KantanSimClient } from 'kantansim';

/** A server that is no KantanSim. @param {import('node:test').TestContext} t @param {import('node:http').RequestListener} answer */
async function serve(t, answer) {
  const server = createServer(answer).listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => server.close() && server.closeAllConnections());
  return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (server.address()).port}`;
}

test('a client sends its token and says what to do when it is refused', async (t) => {
  /** @type {(string | undefined)[]} */
  const tokens = [];
  const url = await serve(t, (request, response) => {
    tokens.push(request.headers.authorization);
    response.writeHead(401, { 'Content-Type': 'application/problem+json' }).end('{"detail":"No token."}');
  });
  await assert.rejects(
    new KantanSimClient(`${url}/`, 'secret').call('get', '/api/shops'),
    { name: 'KantanSimError', status: 401, call: 'GET /api/shops', detail: /^No token\. .*KantanSim:AdminToken/ });
  assert.deepEqual(tokens, ['Bearer secret']);
});

test('a call has a deadline', async (t) => {
  const client = new KantanSimClient(await serve(t, () => {}));
  await assert.rejects(
    client.call('get', '/api/shops', { timeoutSeconds: 0.05 }),
    { name: 'KantanSimTimeoutError', message: `GET /api/shops: ${client.url} did not answer within 0.05 s` });
});

test('an answer of something else is shown', async (t) => {
  const url = await serve(t, (_, response) => response.writeHead(502).end('<h1>Bad gateway</h1>'));
  await assert.rejects(new KantanSimClient(url).newShop(), { status: 502, detail: '<h1>Bad gateway</h1>' });
});

test('a server that is not there is named', async () => {
  const client = new KantanSimClient('http://127.0.0.1:1');
  await assert.rejects(client.newShop(), /^Error: POST \/api\/shops: http:\/\/127\.0\.0\.1:1 does not answer/);
});

test('a URL without a scheme is refused', () => {
  assert.throws(() => new KantanSimClient('localhost:8080'), /begins with http:\/\/ or https:\/\/, unlike "localhost:8080"/);
});

test('a missing value of a path is refused, by the types if possible', async () => {
  const client = new KantanSimClient('http://127.0.0.1:1');
  const refused = /\/api\/transactions\/\{id\} needs a value for id/;
  await assert.rejects(client.call('get', '/api/transactions/{id}', { path: { id: '' } }), refused);
  // @ts-expect-error The path has an id.
  await assert.rejects(client.call('get', '/api/transactions/{id}'), refused);
  // @ts-expect-error There is no such filter.
  await assert.rejects(client.call('get', '/api/transactions/{id}', { path: { id: '' }, query: { order: 'A-1' } }), refused);
});
