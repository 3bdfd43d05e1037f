import { setTimeout as pause } from 'node:timers/promises';
import type { KantanSimClient } from './client.js';
import { ExpectationError, KantanSimError } from './errors.js';
import { callLine, head, timeline } from './text.js';
import type { ConsumerResult, Transaction } from './types.js';

const DEFAULT_SECONDS = 10;
// Between two looks for a payment that the shop has not registered yet.
const PAUSE_MS = 50;
// The server ends a wait itself; its answer takes a little longer.
const GRACE_SECONDS = 15;

interface Consumer {
  action: string;
  member?: string;
  points?: string;
  coupon?: string;
  card?: string;
}

/** The payments of one shop, by OrderID. */
export class ShopPayments {
  readonly #client: KantanSimClient;
  readonly #shopId: string;

  constructor(client: KantanSimClient, shopId: string) {
    this.#client = client;
    this.#shopId = shopId;
  }

  async play(orderId: string, body: Consumer): Promise<ConsumerResult> {
    const { accessId } = await this.#wait(orderId, DEFAULT_SECONDS, 'requested', (payment) => payment.status !== 'UNPROCESSED');
    const deadline = 120; // a scenario may delay the answers of the shop's calls
    return await this.#client.call(
      'post', '/api/transactions/{id}/consumer', { path: { id: accessId }, body, timeoutSeconds: deadline });
  }

  async find(orderId: string, { timeoutSeconds = DEFAULT_SECONDS }: { timeoutSeconds?: number }): Promise<Transaction> {
    const { accessId } = await this.#wait(orderId, timeoutSeconds, 'registered', () => true);
    return await this.#one(accessId);
  }

  async expect(
    orderId: string, statuses: readonly string[], { timeoutSeconds = DEFAULT_SECONDS }: { timeoutSeconds?: number },
  ): Promise<Transaction> {
    const end = performance.now() + timeoutSeconds * 1000;
    const { accessId } = await this.#wait(orderId, timeoutSeconds, 'registered', () => true);
    const left = Math.max(0, (end - performance.now()) / 1000).toFixed(3);
    try {
      return await this.#client.call('get', '/api/transactions/{id}/wait', {
        path: { id: accessId },
        query: { status: statuses.join(','), timeoutSeconds: left },
        timeoutSeconds: timeoutSeconds + GRACE_SECONDS,
      });
    } catch (error) {
      if (!(error instanceof KantanSimError) || error.status !== 408 || error.transaction === null) throw error;
      throw unmet(error.transaction, statuses, timeoutSeconds);
    }
  }

  async timeline(): Promise<string> {
    const items = await this.#list();
    const payments = await Promise.all(items.map((item) => this.#one(item.accessId)));
    return payments.map((payment) => `${head(payment)}\n${timeline(payment)}`).join('\n\n');
  }

  // The shop may register a payment in the background: the newest of the order counts as soon as it is ready.
  async #wait(
    orderId: string, seconds: number, wanted: string, isReady: (payment: Transaction) => boolean,
  ): Promise<Transaction> {
    const end = performance.now() + seconds * 1000;
    for (;;) {
      const found = (await this.#list(orderId)).find((payment) => payment.orderId === orderId);
      if (found !== undefined && isReady(found)) return found;
      if (performance.now() >= end) throw await this.#missing(orderId, seconds, wanted, found);
      await pause(PAUSE_MS);
    }
  }

  async #list(orderId?: string): Promise<Transaction[]> {
    const query = { shopId: this.#shopId, limit: '100', ...(orderId === undefined ? {} : { orderId }) };
    return (await this.#client.call('get', '/api/transactions', { query })).items;
  }

  async #one(accessId: string): Promise<Transaction> {
    return await this.#client.call('get', '/api/transactions/{id}', { path: { id: accessId } });
  }

  async #missing(orderId: string, seconds: number, wanted: string, found: Transaction | undefined): Promise<ExpectationError> {
    const calls = (await this.#client.call('get', '/api/calls', { query: { shopId: this.#shopId, limit: '5' } })).items;
    const last = calls.length === 0 ? ['  none'] : calls.reverse().map(callLine);
    const payments = (await this.#list()).map((payment) => `  ${head(payment)}`);
    return new ExpectationError([
      `The shop ${this.#shopId} has not ${wanted} a payment for the order ${orderId} within ${seconds} s.`,
      'Its last calls:', ...last,
      'Its payments:', ...(payments.length === 0 ? ['  none'] : payments),
    ].join('\n'), found ?? null);
  }
}

function unmet(payment: Transaction, statuses: readonly string[], seconds: number): ExpectationError {
  const message = `The order ${payment.orderId} has the status ${payment.status} after ${seconds} s; expected: ${statuses.join(' or ')}`;
  return new ExpectationError(`${message}\n${timeline(payment)}`, payment);
}
