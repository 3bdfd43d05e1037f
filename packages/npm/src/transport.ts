import { KantanSimError, KantanSimTimeoutError, type Fault } from './errors.js';
import type { Transaction } from './types.js';

/** A call of the control API, without types of its path. */
export interface RawCall {
  path?: Record<string, string> | undefined;
  query?: Record<string, string | undefined> | undefined;
  body?: unknown;
  timeoutSeconds?: number | undefined;
}

const DEFAULT_SECONDS = 30;

/** Sends calls of the control API to a running server. */
export class Transport {
  constructor(
    /** Without a slash at the end. */
    readonly url: string,
    readonly token: string | undefined,
  ) {}

  async send(method: string, template: string, call: RawCall = {}): Promise<unknown> {
    const name = `${method.toUpperCase()} ${fill(template, call.path ?? {})}`;
    const seconds = call.timeoutSeconds ?? DEFAULT_SECONDS;
    const { response, text } = await this.#fetch(name, call, seconds);
    if (!response.ok) throw refusal(name, response.status, text);
    if (text.length === 0) return undefined;
    return response.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text;
  }

  async #fetch(name: string, call: RawCall, seconds: number): Promise<{ response: Response; text: string }> {
    const [method, path] = name.split(' ', 2) as [string, string];
    try {
      const response = await fetch(`${this.url}${path}${query(call.query ?? {})}`, {
        method,
        headers: this.#headers(),
        body: call.body === undefined ? null : JSON.stringify(call.body),
        signal: AbortSignal.timeout(seconds * 1000),
      });
      return { response, text: await response.text() };
    } catch (error) {
      throw this.#unanswered(name, seconds, error);
    }
  }

  #headers(): Record<string, string> {
    const headers: Record<string, string> = { 'Content-Type': 'application/json', 'Accept-Language': 'en' };
    if (this.token !== undefined) headers['Authorization'] = `Bearer ${this.token}`;
    return headers;
  }

  #unanswered(name: string, seconds: number, error: unknown): Error {
    if (error instanceof Error && error.name === 'TimeoutError')
      return new KantanSimTimeoutError(`${name}: ${this.url} did not answer within ${seconds} s`);
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    return new Error(`${name}: ${this.url} does not answer: ${cause instanceof Error ? cause.message : cause}`, { cause: error });
  }
}

function fill(template: string, values: Record<string, string>): string {
  return template.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined || value === '') throw new TypeError(`${template} needs a value for ${name}`);
    return encodeURIComponent(value);
  });
}

function query(values: Record<string, string | undefined>): string {
  const given = Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`;
}

// An RFC 9457 problem document; something else when a proxy answers.
function refusal(name: string, status: number, text: string): KantanSimError {
  let problem: { detail?: string; errors?: Fault[] | null; transaction?: Transaction | null } = {};
  try {
    problem = JSON.parse(text) as typeof problem;
  } catch {
    problem = { detail: text.slice(0, 200) };
  }
  const token = status === 401 ? ' Give the token of the operator (the setting KantanSim:AdminToken).' : '';
  return new KantanSimError(name, status, `${problem.detail ?? 'no reason'}${token}`, problem.errors ?? [], problem.transaction ?? null);
}
