import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { KantanSimServer } from 'kantansim';
import { Program } from '../dist/program.js';

/** @param {string} name */
const file = (name) => fileURLToPath(new URL(name, import.meta.url));
/** @param {string} mode */
const fake = (mode) => `"${process.execPath}" "${file('fake.mjs')}" ${mode}`;

test('a start that fails has the line that the program printed', async () => {
  await assert.rejects(
    KantanSimServer.start({ command: fake('refuse') }),
    { name: 'KantanSimStartError', message: /ended before it listened: .*fake\.mjs refuse serve .*\nKantanSim:Seed is "x"; allowed/ });
});

test('the program itself refuses a wrong setting', async () => {
  await assert.rejects(KantanSimServer.start({ settings: { Seed: 'many' } }), /^KantanSimStartError: .*\n.*Seed.*many.*$/);
});

test('a program that does not exist is named, with how to install it', async () => {
  const install = /did not start: \/nowhere\/kantansim.*\nspawn .*ENOENT\nIf [^]*dotnet tool install --global [^]*KANTANSIM_COMMAND/;
  await assert.rejects(KantanSimServer.start({ command: '/nowhere/kantansim' }), install);
});

test('a program that .NET cannot fetch is an error with how to install it', async () => {
  const program = new Program([process.execPath, file('fake.mjs'), 'refuse', 'tool', 'exec'], process.env);
  await assert.rejects(program.ready(60), /ended before it listened: [^]*\nIf [^]*dotnet tool install --global KantanSim\n/);
});

test('a program that does not listen in time is killed', async () => {
  const program = new Program([process.execPath, file('fake.mjs'), 'silent'], process.env);
  await assert.rejects(program.ready(0.05), { name: 'KantanSimStartError', message: /did not listen within 0\.05 s: / });
  assert.throws(() => process.kill(program.pid ?? 0, 0), { code: 'ESRCH' });
});

test('options become settings, after those that every server has', async () => {
  const sim = await KantanSimServer.start({ command: fake('listen'), seed: 7, scenarios: 'mine', settings: { Clock: 'Real' } });
  await sim.stop();
  const args = JSON.parse(sim.logs[1] ?? '');
  assert.deepEqual(args, [
    'serve', '--stop-on-stdin-close', '--urls', 'http://127.0.0.1:0',
    '--KantanSim:Data=:memory:', '--KantanSim:Clock=Real', '--KantanSim:Scenarios=mine', '--KantanSim:Seed=7',
  ]);
});

test('a server that nobody stops neither keeps its process alive nor outlives it', async () => {
  const alive = createServer().listen(0, '127.0.0.1');
  await once(alive, 'listening');
  const died = new Promise((resolve) => alive.once('connection', (socket) => socket.on('error', () => {}).resume().once('close', resolve)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (alive.address());
  const env = { ...process.env, KANTANSIM_COMMAND: fake('listen'), ALIVE_PORT: `${port}` };
  const [code] = await once(spawn(process.execPath, [file('forgetful.mjs')], { env, stdio: 'inherit' }), 'exit');
  await died;
  alive.close();
  assert.equal(code, 0);
});

test('the program stops when the tests are killed', async () => {
  const runner = spawn(process.execPath, [file('forgetful.mjs'), 'wait'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [url] = await once(createInterface({ input: runner.stdout }), 'line');
  const events = (await fetch(`${url}/api/events`)).body ?? assert.fail('no events');
  runner.kill('SIGKILL');
  // The stream ends with the program.
  await events.pipeTo(new WritableStream()).catch(() => {});
});
