import type { KantanSimClient } from './client.js';
import { ExpectationError, KantanSimError } from './errors.js';
import { attemptLine, callLine, head, timeline } from './text.js';
import type { Call, ConsumerResult, Notification, Transaction } from './types.js';

const DEFAULT_SECONDS = 10;
// The server ends a wait itself; its answer takes a little longer.
const GRACE_SECONDS = 15;
// The step at which the consumer can pay: the shop has the answer to its request.
const REQUESTED = '5';

interface Consumer {
  action: string;
  member?: string;
  points?: string;
  coupon?: string;
  card?: string;
}

interface Conditions {
  status?: string;
  step?: string;
  answered?: string;
}

interface Wait {
  timeoutSeconds?: number;
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
    const { accessId } = await this.wait(orderId, { step: REQUESTED }, {});
    const deadline = 120; // a scenario may delay the answers of the shop's calls
    return await this.#client.call(
      'post', '/api/transactions/{id}/consumer', { path: { id: accessId }, body, timeoutSeconds: deadline });
  }

  /** Waits until the shop has registered the order and all conditions hold. */
  async wait(orderId: string, conditions: Conditions, { timeoutSeconds = DEFAULT_SECONDS }: Wait): Promise<Transaction> {
    const query = { shopId: this.#shopId, orderId, ...conditions, timeoutSeconds: `${timeoutSeconds}` };
    try {
      return await this.#client.call('get', '/api/transactions/wait', { query, timeoutSeconds: timeoutSeconds + GRACE_SECONDS });
    } catch (error) {
      if (!(error instanceof KantanSimError) || error.status !== 408) throw error;
      if (error.transaction === null) throw await this.#missing(orderId, timeoutSeconds);
      throw await this.#unmet(error.transaction, error.detail);
    }
  }

  async expectNotified(orderId: string, status: string, options: Wait): Promise<Notification> {
    const payment = await this.wait(orderId, { answered: status }, options);
    const query = { accessId: payment.accessId, limit: '500' };
    const sent = (await this.#client.call('get', '/api/notifications', { query })).items.filter((item) => item.status === status);
    const delivered = sent.find((notification) => notification.state === 'delivered');
    if (delivered !== undefined) return delivered;
    const attempts = sent.flatMap((notification) => notification.attempts).map(attemptLine);
    throw await this.#unmet(payment, [`the shop has not acknowledged the notification of ${status}.`, ...attempts].join('\n'));
  }

  async timeline(): Promise<string> {
    const items = await this.#list();
    const payments = await Promise.all(items.map((item) => this.#one(item.accessId)));
    const refused = (await this.#refused()).join('\n');
    return [...payments.map((payment) => `${head(payment)}\n${timeline(payment)}`), refused].filter((part) => part !== '').join('\n\n');
  }

  async #list(): Promise<Transaction[]> {
    return (await this.#client.call('get', '/api/transactions', { query: { shopId: this.#shopId, limit: '100' } })).items;
  }

  async #one(accessId: string): Promise<Transaction> {
    return await this.#client.call('get', '/api/transactions/{id}', { path: { id: accessId } });
  }

  async #calls(outcome?: string): Promise<Call[]> {
    const query = { shopId: this.#shopId, limit: '5', ...(outcome === undefined ? {} : { outcome }) };
    return (await this.#client.call('get', '/api/calls', { query })).items.reverse();
  }

  async #refused(): Promise<string[]> {
    const calls = await this.#calls('refused');
    return calls.length === 0 ? [] : [`Last refused calls of the shop ${this.#shopId}:`, ...calls.map(callLine)];
  }

  async #unmet(payment: Transaction, what: string): Promise<ExpectationError> {
    const text = [`Order ${payment.orderId}: ${what}`, timeline(payment), ...await this.#refused()];
    return new ExpectationError(text.join('\n'), payment);
  }

  async #missing(orderId: string, seconds: number): Promise<ExpectationError> {
    const calls = (await this.#calls()).map(callLine);
    const payments = (await this.#list()).map((payment) => `  ${head(payment)}`);
    return new ExpectationError([
      `The shop ${this.#shopId} has not registered a payment for the order ${orderId} within ${seconds} s.`,
      'Its last calls:', ...(calls.length === 0 ? ['  none'] : calls),
      'Its payments:', ...(payments.length === 0 ? ['  none'] : payments),
    ].join('\n'), null);
  }
}
