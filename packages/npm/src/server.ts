// Projects without this library, or the types of Node, compile as well.
/// <reference lib="esnext.disposable" preserve="true" />
import { KantanSimClient } from './client.js';
import { findCommand } from './command.js';
import { Program } from './program.js';

/** How a server is started. */
export interface StartOptions {
  /** A folder of scenario files; by default `./scenarios`, or the built-in ones when there is no such folder. */
  scenarios?: string;
  /** A whole number that makes all identifiers the same in every run. */
  seed?: number;
  /** More settings by name, such as `{ 'Protocol:AuthorisationDays': '30', Clock: 'Real' }`. */
  settings?: Record<string, string>;
  /** A command line that starts the program; by default `KANTANSIM_COMMAND`, an installed `kantansim`, or `dotnet tool exec`. */
  command?: string;
  /** Environment variables; by default those of this process. */
  env?: Record<string, string | undefined>;
  /** Seconds of real time until the start has failed; 60 by default. */
  timeoutSeconds?: number;
}

const DEFAULT_SECONDS = 60;

/**
 * A server of its own on a free port of this machine, with its data in memory and a clock that stands still. It stops when it is disposed
 * of, and at the latest when this process ends.
 */
export class KantanSimServer extends KantanSimClient implements AsyncDisposable {
  readonly #program: Program;

  private constructor(url: string, token: string | undefined, program: Program) {
    super(url, token);
    this.#program = program;
  }

  /**
   * Starts the program and waits until it listens.
   *
   * @throws {KantanSimStartError} It is not installed, refuses a setting, or does not listen in time.
   */
  static async start(options: StartOptions = {}): Promise<KantanSimServer> {
    const env = options.env ?? process.env;
    const program = new Program([...findCommand(options.command, env), ...serve(options)], env);
    const url = await program.ready(options.timeoutSeconds ?? DEFAULT_SECONDS);
    return new KantanSimServer(url, adminToken(options.settings) ?? env['KantanSim__AdminToken'], program);
  }

  /** What the program has printed, the newest line last. */
  get logs(): readonly string[] {
    return this.#program.logs;
  }

  /** Stops the program and waits until it has ended. */
  async stop(): Promise<void> {
    await this.#program.stop();
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stop();
  }
}

// Names of settings are the same in upper and lower case.
function adminToken(settings: Record<string, string> = {}): string | undefined {
  return Object.entries(settings).find(([name]) => name.toLowerCase() === 'admintoken')?.[1];
}

function serve(options: StartOptions): string[] {
  const settings: Record<string, string> = { Data: ':memory:', Clock: 'Manual' };
  if (options.scenarios !== undefined) settings['Scenarios'] = options.scenarios;
  if (options.seed !== undefined) settings['Seed'] = `${options.seed}`;
  Object.assign(settings, options.settings);
  const given = Object.entries(settings).map(([name, value]) => `--KantanSim:${name}=${value}`);
  return ['serve', '--stop-on-stdin-close', '--urls', 'http://127.0.0.1:0', ...given];
}
