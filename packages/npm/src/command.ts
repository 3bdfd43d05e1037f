import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { KantanSimStartError } from './errors.js';

const PACKAGE = 'KantanSim';
const TOOL = 'kantansim';

const INSTALL = [
  `- install the .NET SDK 10, then: dotnet tool install --global ${PACKAGE}`,
  '- put the program of a release, which needs no .NET, into a folder of PATH',
  '- set KANTANSIM_COMMAND to a command that starts it, such as "dotnet /opt/kantansim/KantanSim.dll"',
];

/** How to install the program, for the message of a start that failed because it is missing; otherwise nothing. */
export function installHint(command: readonly string[], fault: Error | undefined): string[] {
  const isFetched = command.includes('tool') && command.includes('exec');
  return fault !== undefined || isFetched ? ['If the program is not installed, do one of these:', ...INSTALL] : [];
}

/**
 * The program and its first arguments: what is given, KANTANSIM_COMMAND, `kantansim` in a folder of PATH, or .NET, which fetches it.
 *
 * @param given A command line; parts with spaces are in quotes.
 * @throws {KantanSimStartError} There is none of these.
 */
export function findCommand(given: string | undefined, env: NodeJS.ProcessEnv): string[] {
  const line = given ?? env['KANTANSIM_COMMAND'];
  if (line !== undefined && line.trim() !== '') return words(line);
  const tool = onPath(TOOL, env);
  if (tool !== undefined) return [tool];
  const dotnet = onPath('dotnet', env);
  if (dotnet !== undefined) return [dotnet, 'tool', 'exec', PACKAGE, '--yes', '--'];
  throw new KantanSimStartError(['KantanSim was not found. Do one of these:', ...INSTALL].join('\n'));
}

/** The words of a command line. A word, or a part of one, can be in single or double quotes. */
export function words(line: string): string[] {
  const found = line.match(/(?:[^\s"']|"[^"]*"|'[^']*')+/g) ?? [];
  return found.map((word) => word.replace(/"([^"]*)"|'([^']*)'/g, (_, double?: string, single?: string) => double ?? single ?? ''));
}

function onPath(name: string, env: NodeJS.ProcessEnv): string | undefined {
  const file = process.platform === 'win32' ? `${name}.exe` : name;
  const folders = (env['PATH'] ?? env['Path'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, file)).find(isExecutable);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
