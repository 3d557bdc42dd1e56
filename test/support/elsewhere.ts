import { z } from 'zod';
import type { World } from './world.ts';

const card = z.object({ email: z.string(), iccid: z.string(), lpa: z.string(), foreign: z.string() });

/** A card as somebody bought it elsewhere: ours, with its number, code and the buyer's address; and a code of another supplier. */
export async function elsewhere(world: World, person: number): Promise<z.infer<typeof card>> {
  const response = await fetch(`http://127.0.0.1:${world.app.port}/box/elsewhere/${person}`);
  return card.parse(await response.json());
}

/** An operator imports a seller's list of these rows: number, address, order. */
export async function sellersList(world: World, ...rows: readonly string[]): Promise<void> {
  const operator = world.person(100_005);
  await operator.sendFile('sold.csv', Buffer.from(['iccid,email,order', ...rows, ''].join('\n')));
  await operator.tap('导入');
}
