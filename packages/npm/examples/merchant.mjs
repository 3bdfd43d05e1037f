// A shop, as small as it can be. All its texts are ASCII; others would have to be sent in CP932.
import { createServer } from 'node:http';

export class Merchant {
  /** @type {Map<string, { amount: number, access: URLSearchParams, status: string }>} */
  #orders = new Map();
  /** @type {Promise<void>[]} */
  #inquiries = [];
  #server = createServer((request, response) => void this.#receive(request, response));
  /** @type {{ gatewayUrl: string, shopId: string, shopPass: string } | undefined} */
  #account;

  static async open() {
    const merchant = new Merchant();
    await new Promise((resolve) => merchant.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    return merchant;
  }

  get url() {
    return `http://127.0.0.1:${/** @type {import('node:net').AddressInfo} */ (this.#server.address()).port}`;
  }

  /** @param {string} gatewayUrl @param {{ shopId: string, shopPass: string }} shop */
  use(gatewayUrl, { shopId, shopPass }) {
    this.#account = { gatewayUrl, shopId, shopPass };
  }

  /** Registers a payment and requests it. @param {string} orderId @param {number} amount */
  async order(orderId, amount) {
    const entry = await this.#call('EntryTranRecruit', { OrderID: orderId, JobCd: 'AUTH', Amount: `${amount}` });
    const access = new URLSearchParams({ OrderID: orderId });
    for (const name of ['AccessID', 'AccessPass']) access.set(name, entry.get(name) ?? '');
    this.#orders.set(orderId, { amount, access, status: 'created' });
    await this.#call('ExecTranRecruit', { ...Object.fromEntries(access), RetURL: `${this.url}/return`, ItemName: 'Mug' });
  }

  /** Captures the payment. @param {string} orderId */
  async ship(orderId) {
    await this.#call('RecruitSales', Object.fromEntries(this.#find(orderId).access));
    await this.#ask(orderId);
  }

  /** What the shop knows, once it has asked about all news. @param {string} orderId */
  async status(orderId) {
    await Promise.all(this.#inquiries);
    return this.#find(orderId).status;
  }

  close() {
    this.#server.close();
    this.#server.closeAllConnections();
  }

  // News are a reason to ask the gateway; what they say is not trusted.
  /** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
  async #receive(request, response) {
    let body = '';
    for await (const chunk of request.setEncoding('latin1')) body += chunk;
    const orderId = new URLSearchParams(body).get('OrderID') ?? '';
    if (this.#orders.has(orderId)) this.#inquiries.push(this.#ask(orderId));
    if (request.url === '/notify') response.end('0');
    else response.writeHead(303, { Location: '/thanks' }).end();
  }

  /** @param {string} orderId */
  async #ask(orderId) {
    const order = this.#find(orderId);
    const answer = await this.#call('SearchTradeMulti', { OrderID: orderId, PayType: '24' });
    if (answer.get('Amount') !== `${order.amount}`) throw new Error(`${orderId} has another amount: ${answer}`);
    order.status = answer.get('Status') ?? '';
  }

  /** @param {string} api @param {Record<string, string>} fields */
  async #call(api, fields) {
    if (this.#account === undefined) throw new Error('The shop has no account yet');
    const { gatewayUrl, shopId, shopPass } = this.#account;
    const body = new URLSearchParams({ ShopID: shopId, ShopPass: shopPass, ...fields });
    const response = await fetch(`${gatewayUrl}/${api}.idPass`, { method: 'POST', body });
    const text = await response.text();
    // An answer is not percent-encoded: a plus is a plus.
    const answer = new Map(text.split('&').map((field) => /** @type {[string, string]} */ (field.split(/=(.*)/s, 2))));
    if (answer.has('ErrInfo')) throw new Error(`${api} was refused: ${text}`);
    return answer;
  }

  /** @param {string} orderId */
  #find(orderId) {
    const order = this.#orders.get(orderId);
    if (order === undefined) throw new Error(`There is no order ${orderId}`);
    return order;
  }
}
