import type { Transaction } from './types.js';

/** A value that the server did not accept: its field, the value (null when it is missing), and what is allowed. */
export interface Fault {
  field: string;
  value: string | null;
  allowed: string;
}

/** The server refused a call of the control API. */
export class KantanSimError extends Error {
  override readonly name = 'KantanSimError';

  constructor(
    /** Method and path, such as `POST /api/shops`. */
    readonly call: string,
    /** The HTTP status, such as 404. */
    readonly status: number,
    /** What is wrong, as a sentence. */
    readonly detail: string,
    /** The values that are wrong; empty when the error is about no value. */
    readonly faults: readonly Fault[] = [],
    /** The payment with its timeline, when the error is about one. */
    readonly transaction: Transaction | null = null,
  ) {
    super(`${call} was refused with HTTP ${status}: ${detail}`);
  }
}

/** The program could not be started, or did not listen in time. The message has what it printed. */
export class KantanSimStartError extends Error {
  override readonly name = 'KantanSimStartError';
}

/** A wait or a call took longer than its deadline. */
export class KantanSimTimeoutError extends Error {
  override readonly name = 'KantanSimTimeoutError';
}

/** A payment does not have the status that was expected. The message has its timeline. */
export class ExpectationError extends Error {
  override readonly name = 'ExpectationError';

  constructor(message: string, /** The payment; null when there is none. */ readonly transaction: Transaction | null) {
    super(message);
  }
}

/** A shop did something wrong. The message lists the findings with their fixes. */
export class AdviceError extends Error {
  override readonly name = 'AdviceError';
}
