import type { paths } from './openapi.js';
import { Shop, type NewShop } from './shop.js';
import { Transport, type RawCall } from './transport.js';
import type { Answer, CallArguments, Method, Operation, PathOf, ShopData } from './types.js';

/** Controls a server that runs, such as one in a container. */
export class KantanSimClient {
  readonly #transport: Transport;

  /**
   * @param url Where the server listens, such as `http://127.0.0.1:8080`, with the path prefix if it has one.
   * @param token The operator's token; none is needed for a server that listens on this machine only.
   */
  constructor(url: string, token?: string) {
    if (!/^https?:\/\//.test(url)) throw new TypeError(`The URL of a server begins with http:// or https://, unlike "${url}"`);
    this.#transport = new Transport(url.replace(/\/+$/, ''), token);
  }

  /** Where the server listens, without a slash at the end. */
  get url(): string {
    return this.#transport.url;
  }

  /** What a shop puts in place of the gateway's URL: APIs are below it, such as `/EntryTranRecruit.idPass`. */
  get gatewayUrl(): string {
    return `${this.url}/payment`;
  }

  /**
   * Calls the control API, with the types of its OpenAPI document.
   *
   * @example await sim.call('get', '/api/deposits', { query: { shopId: shop.shopId } })
   * @throws {KantanSimError} The server refuses it.
   * @throws {KantanSimTimeoutError} The server does not answer in time.
   */
  async call<M extends Method, P extends PathOf<M> & keyof paths>(
    method: M, path: P, ...[options]: CallArguments<Operation<P, M>>
  ): Promise<Answer<Operation<P, M>>> {
    return await this.#transport.send(method, path, options as RawCall | undefined) as Answer<Operation<P, M>>;
  }

  /**
   * Adds a shop for one test. It has its own members, time, scenarios and snapshots, a generated ShopID and the password kantansim1.
   * It is deleted when it is disposed of, and by itself after `expiresIn`.
   *
   * @param notifyUrl The URL that gets result notifications; none when left out.
   */
  async newShop(notifyUrl?: string, options: NewShop = {}): Promise<Shop> {
    const body = { members: 'own' as const, expiresIn: 'PT2H', ...options, notifyUrl: notifyUrl ?? null };
    return new Shop(this, await this.#transport.send('post', '/api/shops', { body }) as ShopData);
  }
}
