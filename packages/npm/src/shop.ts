// Projects without this library, or the types of Node, compile as well.
/// <reference lib="esnext.disposable" preserve="true" />
import { ShopAdvice } from './advice.js';
import type { KantanSimClient } from './client.js';
import { ShopClock } from './clock.js';
import { ShopPayments } from './payments.js';
import { ShopSnapshots } from './snapshots.js';
import type { Arm, ConsumerResult, Notification, ShopData, Transaction } from './types.js';

/** What a new shop can differ in. */
export interface NewShop {
  /** The name on the wallet's pages. */
  name?: string;
  /** The scenario of all its payments. */
  scenario?: string;
  /** Protocol options by name, such as `{ AuthorisationDays: '30' }`. */
  protocol?: Record<string, string>;
  /** Rules of the advice to switch off, each with a reason. */
  advice?: Record<string, string>;
  /** `notification` for a shop that learns results from notifications only. */
  resultFrom?: 'any' | 'notification';
  /** Real time until it deletes itself, an ISO 8601 duration; `PT2H` by default. */
  expiresIn?: string;
}

/** What limits an armed scenario. */
export interface ArmOptions {
  /** How many payments play it; 1 by default. */
  times?: number;
  /** A pattern with `*`; any order when left out. */
  orderId?: string;
  /** Shown on the page of scenarios. */
  note?: string;
}

/** How the consumer pays. */
export interface ApproveOptions {
  /** A member of the shop: `taro` by default. */
  member?: string;
  /** `none`, `all` or a number. */
  points?: string;
  /** The id of a coupon of the member. */
  coupon?: string;
  /** The id of a card of the member. */
  card?: string;
}

/** How long to wait. */
export interface WaitOptions {
  /** Seconds of real time; 10 by default, 300 at most. */
  timeoutSeconds?: number;
}

/** What a shop needs of the context of a test, such as that of node:test. */
export interface TestEnd {
  /** Runs a function when the test has ended. */
  after(run: () => Promise<void>): void;
  /** Adds a line to the report. */
  diagnostic(line: string): void;
  /** Whether the test has passed, once it has ended; Node before 20.12 does not tell. */
  readonly passed?: boolean;
}

/** A shop of a test's own. Its payments are named by their OrderID. */
export class Shop implements AsyncDisposable {
  readonly shopId: string;
  readonly shopPass: string;
  readonly clock: ShopClock;
  readonly snapshots: ShopSnapshots;
  readonly advice: ShopAdvice;
  readonly #client: KantanSimClient;
  readonly #payments: ShopPayments;
  #deleted = false;

  constructor(client: KantanSimClient, shop: ShopData) {
    this.#client = client;
    this.shopId = shop.shopId;
    this.shopPass = shop.shopPass;
    this.clock = new ShopClock(client, shop.shopId);
    this.snapshots = new ShopSnapshots(client, shop.shopId);
    this.advice = new ShopAdvice(client, shop.shopId);
    this.#payments = new ShopPayments(client, shop.shopId);
  }

  /** Has notifications go to another URL; an empty one: to none. */
  async setNotifyUrl(notifyUrl: string): Promise<void> {
    await this.#client.call('put', '/api/shops/{shopId}', { path: { shopId: this.shopId }, body: { notifyUrl } });
  }

  /** Has the next payment of the shop play a scenario. */
  async arm(scenario: string, options: ArmOptions = {}): Promise<Arm> {
    return await this.#client.call('post', '/api/scenarios/arm', { body: { scenario, shopId: this.shopId, ...options } });
  }

  /** The consumer pays. Answers when the notifications were tried that this has caused, while the clock stands still. */
  approve(orderId: string, options: ApproveOptions = {}): Promise<ConsumerResult> {
    return this.#payments.play(orderId, { action: 'approve', ...options });
  }

  /** The consumer presses cancel at the wallet. */
  cancel(orderId: string): Promise<ConsumerResult> {
    return this.#payments.play(orderId, { action: 'cancel' });
  }

  /** The consumer closes the browser at the wallet. */
  abandon(orderId: string): Promise<ConsumerResult> {
    return this.#payments.play(orderId, { action: 'abandon' });
  }

  /** The consumer does what the payment's scenario says. */
  play(orderId: string): Promise<ConsumerResult> {
    return this.#payments.play(orderId, { action: 'play' });
  }

  /**
   * Waits until a payment has a status, or one of several.
   *
   * @throws {ExpectationError} It does not have it in time. The message has the timeline.
   */
  expect(orderId: string, status: string | readonly string[], options: WaitOptions = {}): Promise<Transaction> {
    return this.#payments.wait(orderId, { status: typeof status === 'string' ? status : status.join(',') }, options);
  }

  /**
   * Waits until the shop has answered the notification of a status, and checks that it has acknowledged it. Answers the notification.
   *
   * @throws {ExpectationError} It has not. The message has the attempts and the timeline.
   */
  expectNotified(orderId: string, status: string, options: WaitOptions = {}): Promise<Notification> {
    return this.#payments.expectNotified(orderId, status, options);
  }

  /** The payment of an order with its timeline; waits until there is one. */
  payment(orderId: string, options: WaitOptions = {}): Promise<Transaction> {
    return this.#payments.wait(orderId, {}, options);
  }

  /** The timelines of all payments of the shop and its last refused calls as text, for the report of a failed test. */
  timeline(): Promise<string> {
    return this.#payments.timeline();
  }

  /** Deletes the shop with its payments, members and snapshots. A second time nothing happens. */
  async delete(): Promise<void> {
    if (this.#deleted) return;
    this.#deleted = true;
    await this.snapshots.deleteAll();
    await this.#client.call('post', '/api/reset', { body: { shopId: this.shopId } });
    await this.#client.call('delete', '/api/shops/{shopId}', { path: { shopId: this.shopId } });
  }

  /** Deletes the shop when a test of node:test has ended. When it has failed, its report gets the timelines first. */
  deleteAfter(test: TestEnd): void {
    test.after(async () => {
      try {
        if (test.passed === false) await this.#report(test);
      } finally {
        await this.delete();
      }
    });
  }

  async #report(test: TestEnd): Promise<void> {
    const text = `Payments of the shop ${this.shopId}:\n${await this.timeline() || 'none'}`;
    for (const line of text.split('\n')) test.diagnostic(line);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.delete();
  }
}
