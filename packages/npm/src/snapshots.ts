import type { KantanSimClient } from './client.js';
import type { Snapshot } from './types.js';

/** Saved states of one shop. Their names are the shop's own: two shops can use the same ones. */
export class ShopSnapshots {
  readonly #client: KantanSimClient;
  readonly #shopId: string;
  readonly #saved = new Set<string>();

  constructor(client: KantanSimClient, shopId: string) {
    this.#client = client;
    this.#shopId = shopId;
  }

  /** Saves the shop's payments, notifications, time, arms and members; replaces a snapshot of the same name. */
  async save(name: string): Promise<Snapshot> {
    const full = this.#full(name);
    const saved = await this.#client.call('post', '/api/snapshots', { body: { name: full, shopId: this.#shopId, replace: true } });
    this.#saved.add(full);
    return saved;
  }

  /** Puts the shop back into a saved state. */
  async restore(name: string): Promise<Snapshot> {
    return await this.#client.call('post', '/api/snapshots/{name}/restore', { path: { name: this.#full(name) } });
  }

  /** Deletes the snapshots that were saved here. */
  async deleteAll(): Promise<void> {
    for (const name of this.#saved) await this.#client.call('delete', '/api/snapshots/{name}', { path: { name } });
    this.#saved.clear();
  }

  #full(name: string): string {
    return `${this.#shopId}-${name}`;
  }
}
