import type { KantanSimClient } from './client.js';
import type { Advance, ClockState } from './types.js';

// An advance over months runs every job that is due in between.
const ADVANCE_SECONDS = 300;
// Durations as the command line takes them, in this order.
const UNITS = /^(?=\d)(\d+d)?((?:\d+h)?(?:\d+m)?(?:\d+s)?)$/i;

/** The simulated time of one shop. Other shops do not notice it. */
export class ShopClock {
  readonly #client: KantanSimClient;
  readonly #shopId: string;

  constructor(client: KantanSimClient, shopId: string) {
    this.#client = client;
    this.#shopId = shopId;
  }

  /** The shop's time. */
  async now(): Promise<Date> {
    return new Date((await this.view()).now);
  }

  /** The shop's clock: its time, whether it runs, and when the next job is due. */
  async view(): Promise<ClockState> {
    return await this.#client.call('get', '/api/clock', { query: { shopId: this.#shopId } });
  }

  /**
   * Moves the time. Answers when everything that is due until then has happened.
   *
   * @param by Such as `20d`, `1h` or `1d12h`, or an ISO 8601 duration, such as `P20D` or `PT1H`. `PT0S` waits for notifications that are
   * under way.
   * @throws {KantanSimError} It is no duration, or a longer one than is allowed.
   */
  async advance(by: string): Promise<Advance> {
    return await this.#advance({ by: iso(by) });
  }

  /** Moves the time to an instant. */
  async advanceTo(instant: Date): Promise<Advance> {
    return await this.#advance({ to: instant.toISOString() });
  }

  /** Stops the clock, at its present time unless another one is given. */
  async stop(now?: Date): Promise<ClockState> {
    const body = { mode: 'manual', shopId: this.#shopId, ...(now === undefined ? {} : { now: now.toISOString() }) };
    return await this.#client.call('put', '/api/clock', { body });
  }

  async #advance(span: { by: string } | { to: string }): Promise<Advance> {
    const body = { shopId: this.#shopId, ...span };
    return await this.#client.call('post', '/api/clock/advance', { body, timeoutSeconds: ADVANCE_SECONDS });
  }
}

// What is no duration stays as it is: the server says what is allowed.
function iso(by: string): string {
  return by.replace(UNITS, (_, days = '', time = '') => `P${days}${time === '' ? '' : 'T'}${time}`.toUpperCase());
}
