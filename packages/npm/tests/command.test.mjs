import assert from 'node:assert/strict';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { findCommand, words } from '../dist/command.js';

/** A folder with executables. @param {import('node:test').TestContext} t @param {string[]} names */
async function folder(t, ...names) {
  const path = await mkdtemp(join(tmpdir(), 'kantansim-path-'));
  t.after(() => rm(path, { recursive: true }));
  for (const name of names) {
    await writeFile(join(path, name), '');
    await chmod(join(path, name), 0o755);
  }
  return path;
}

test('a command line is split at spaces that are not in quotes', () => {
  assert.deepEqual(words(' dotnet "/a b/KantanSim.dll"  --x=\'y z\' C:\\sim '), ['dotnet', '/a b/KantanSim.dll', '--x=y z', 'C:\\sim']);
});

test('a given command comes before KANTANSIM_COMMAND, and that before PATH', async (t) => {
  const PATH = await folder(t, 'kantansim');
  assert.deepEqual(findCommand('one', { KANTANSIM_COMMAND: 'two', PATH }), ['one']);
  assert.deepEqual(findCommand(undefined, { KANTANSIM_COMMAND: 'two 2', PATH }), ['two', '2']);
});

test('an installed kantansim comes before dotnet tool exec', async (t) => {
  const both = await folder(t, 'dotnet', 'kantansim');
  const dotnet = await folder(t, 'dotnet');
  assert.deepEqual(findCommand(undefined, { PATH: `${dotnet}:${both}` }), [join(both, 'kantansim')]);
  assert.deepEqual(
    findCommand(undefined, { PATH: dotnet }), [join(dotnet, 'dotnet'), 'tool', 'exec', 'KantanSim', '--yes', '--']);
});

test('without any of them the error says how to install it', () => {
  assert.throws(() => findCommand(undefined, { PATH: '' }), { name: 'KantanSimStartError', message: /dotnet tool install --global/ });
});
