import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import type { Socket } from 'node:net';
import type { Readable, Writable } from 'node:stream';
import { createInterface } from 'node:readline';
import { installHint } from './command.js';
import { KantanSimStartError } from './errors.js';

const LISTENS = /KantanSim listens on (http[^\s"]+)/;
const STOP_SECONDS = 10;
const KEPT_LINES = 10_000;

const running = new Set<Program>();
// A process that ends in another way closes the pipe to the program, which then stops by itself.
process.on('exit', () => {
  for (const program of running) program.kill('SIGTERM');
});

/** The program in a process of its own. It stops when its standard input is closed, so it never outlives this process. */
export class Program {
  readonly logs: string[] = [];
  readonly #command: readonly string[];
  readonly #child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly #exited: Promise<void>;
  #fault: Error | undefined;

  constructor(command: readonly string[], env: NodeJS.ProcessEnv) {
    this.#command = command;
    // A process group of its own: Ctrl-C reaches the tests only, and a launcher is killed with what it has started.
    const detached = process.platform !== 'win32';
    this.#child = spawn(command[0]!, command.slice(1), { env, stdio: ['pipe', 'pipe', 'pipe'], detached, windowsHide: true });
    this.#child.once('error', (fault) => (this.#fault = fault));
    this.#child.stdin.on('error', () => {}); // the program has closed it: its exit is seen anyway
    this.#exited = once(this.#child, 'close').then(() => this.#end(), () => this.#end());
    running.add(this);
  }

  /** Undefined when the program could not be started. */
  get pid(): number | undefined {
    return this.#child.pid;
  }

  /** Waits until the program listens, and answers its URL. */
  async ready(seconds: number): Promise<string> {
    const listens = new Promise<string>((resolve) => {
      for (const output of [this.#child.stdout, this.#child.stderr])
        createInterface({ input: output }).on('line', (line) => this.#add(line, resolve));
    });
    const failed = this.#exited.then(() => Promise.reject(this.#failure('ended before it listened')));
    try {
      const url = await withDeadline(Promise.race([listens, failed]), seconds, () => this.#failure(`did not listen within ${seconds} s`));
      this.#hold(false);
      return url;
    } catch (error) {
      await this.#kill();
      throw error;
    }
  }

  /** Closes its standard input, and kills it when it does not stop. */
  async stop(): Promise<void> {
    this.#hold(true);
    this.#child.stdin.end();
    await withDeadline(this.#exited, STOP_SECONDS, () => new Error('it does not stop')).catch(() => this.#kill());
  }

  kill(signal: NodeJS.Signals): void {
    const { pid } = this;
    if (pid === undefined) return;
    try {
      if (process.platform === 'win32') this.#child.kill(signal);
      else process.kill(-pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error; // it is gone already
    }
  }

  async #kill(): Promise<void> {
    this.kill('SIGKILL');
    await this.#exited;
  }

  #end(): void {
    running.delete(this);
  }

  #add(line: string, listens: (url: string) => void): void {
    if (line !== '' && this.logs.push(line) > KEPT_LINES) this.logs.shift();
    const url = LISTENS.exec(line)?.[1];
    if (url !== undefined) listens(url);
  }

  // A server that nobody stopped must not keep this process alive.
  #hold(on: boolean): void {
    const { stdin, stdout, stderr } = this.#child;
    for (const part of [this.#child, stdin as Socket, stdout as Socket, stderr as Socket]) if (on) part.ref(); else part.unref();
  }

  #failure(what: string): KantanSimStartError {
    const [happened, said] = this.#fault === undefined ? [what, this.logs.slice(-20)] : ['did not start', [this.#fault.message]];
    const output = said.length === 0 ? ['It printed nothing.'] : said;
    const hint = installHint(this.#command, this.#fault);
    return new KantanSimStartError([`KantanSim ${happened}: ${this.#command.join(' ')}`, ...output, ...hint].join('\n'));
  }
}

async function withDeadline<T>(work: Promise<T>, seconds: number, late: () => Error): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const deadline = new Promise<never>((_, reject) => (timer = setTimeout(() => reject(late()), seconds * 1000)));
  try {
    return await Promise.race([work, deadline]);
  } finally {
    clearTimeout(timer);
  }
}
