// Compiles in a project that has neither the types of Node nor skipLibCheck.
import { KantanSimServer, type Shop, type TestEnd } from 'kantansim';

export async function open(test: TestEnd): Promise<Shop> {
  const sim = await KantanSimServer.start({ env: { KANTANSIM_COMMAND: 'kantansim' } });
  await using shop = await sim.newShop();
  shop.deleteAfter(test);
  return shop;
}
