import type { KantanSimClient } from './client.js';
import { AdviceError } from './errors.js';
import { findingText } from './text.js';
import type { Finding } from './types.js';

/** How serious a finding is, most serious first. */
export type Severity = Finding['severity'];

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'review', 'hint'];

/** What counts against a shop. */
export interface CleanOptions {
  /** The least severity that counts; `warning` by default. */
  severity?: Severity;
  /** Ids of rules that do not count. */
  ignore?: readonly string[];
}

/** What one shop did wrong. */
export class ShopAdvice {
  readonly #client: KantanSimClient;
  readonly #shopId: string;

  constructor(client: KantanSimClient, shopId: string) {
    this.#client = client;
    this.#shopId = shopId;
  }

  /** All findings, those of the newest payment first. */
  async findings(): Promise<Finding[]> {
    const findings: Finding[] = [];
    let cursor: string | null = null;
    do {
      const query = { shopId: this.#shopId, limit: '500', ...(cursor === null ? {} : { cursor }) };
      const page: { items: Finding[]; cursor: string | null } = await this.#client.call('get', '/api/advice', { query });
      findings.push(...page.items);
      cursor = page.cursor;
    } while (cursor !== null);
    return findings;
  }

  /**
   * @throws {AdviceError} The shop did something wrong. The message lists the findings with their fixes.
   */
  async assertClean({ severity = 'warning', ignore = [] }: CleanOptions = {}): Promise<void> {
    const counted = SEVERITIES.slice(0, SEVERITIES.indexOf(severity) + 1);
    const found = (await this.findings()).filter((finding) => counted.includes(finding.severity) && !ignore.includes(finding.rule));
    if (found.length === 0) return;
    const count = found.length === 1 ? '1 finding' : `${found.length} findings`;
    throw new AdviceError([`The shop ${this.#shopId} has ${count}:`, ...found.map(findingText)].join('\n'));
  }
}
