import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { second } from '../../../src/domain/time.ts';
import type { Clock } from '../../../src/domain/time.ts';
import type { Dice } from '../dice.ts';
import { noes, readCall } from './protocol.ts';
import type { Call, Forgery, Protocol } from './protocol.ts';
import { createVeils } from './veils.ts';

/** A supplier over HTTP on a bad day: what goes wrong there, and not on the way. */
export interface BadSupplier extends Pick<Protocol, 'owns' | 'moves' | 'outage'> {
  answer(request: Request, env: HttpBindings): Promise<Response>;
  /** Nothing is answered for so many real milliseconds. */
  stall(milliseconds: number): void;
  /** Something in its name that is not its. */
  forge(): Forgery;
  /** The bad day is over; only what it never finishes it does not finish now either. */
  calm(): void;
  close(): Promise<void>;
}

/** What becomes of an order, out of a thousand. */
const fates = {
  fine: 830,
  refused: 60,
  /** It says no, and has done it all the same. */
  'refused and done': 40,
  /** The caller gives up, and it is done later. */
  'done later': 35,
  'never answered': 15,
  'done and never answered': 20,
};

/** A no that is not true is believed after two minutes, like every plain no. */
const longestUntruth = 100 * second;

interface Later {
  readonly request: Request;
  readonly at: number;
  readonly dueAt: number;
}

/** `clock` is the shop's, by which it counts how long something was not there: its clock may go wrong, and the supplier's promise holds. */
export function createBadSupplier({
  protocol,
  dice,
  clock,
}: {
  protocol: Protocol;
  dice: Dice;
  clock: Clock;
}): BadSupplier {
  const veils = createVeils({ protocol, dice, clock });
  let later: Later[] = [];
  let running: Promise<unknown> = Promise.resolve();
  let isCalm = false;
  let stalledUntil = 0;

  /** Carries out what is due: before anybody can ask about it, however far the clock has jumped. */
  function catchUp(): Promise<unknown> {
    running = running.then(async () => {
      const now = clock();
      const due = later.filter(({ at, dueAt }) => isCalm || now >= dueAt || now < at);
      later = later.filter((one) => !due.includes(one));
      for (const { request } of due) await protocol.fetch(request, {});
    });
    return running;
  }

  async function order(key: string, request: Request, env: HttpBindings): Promise<Response> {
    const at = clock();
    protocol.changeWays(dice);
    const isNew = !veils.has(key);
    const fate = dice.of(fates);
    // What it knows it knows: no refusal after it was carried out, where a repetition is the same order.
    switch (fate === 'refused' && !isNew && protocol.knowsKeys ? 'fine' : fate) {
      case 'refused':
        return protocol.no(dice.of(noes));
      case 'refused and done': {
        // An order that it knows it knows.
        if (isNew) veils.draw(key, at, { most: longestUntruth });
        const response = await protocol.fetch(request, env);
        return isNew ? protocol.no('out_of_stock') : response;
      }
      case 'done later': {
        const dueAt = at + dice.whole(second, protocol.longestLag);
        veils.draw(key, at, { from: dueAt });
        later.push({ request, at, dueAt });
        return dice.chance(0.5) ? hangUp(env) : silence(env);
      }
      case 'never answered':
        return silence(env);
      case 'done and never answered':
        veils.draw(key, at);
        await protocol.fetch(request, env);
        return silence(env);
      case 'fine':
        veils.draw(key, at);
        return protocol.fetch(request, env);
    }
  }

  async function handle(call: Call, request: Request, env: HttpBindings): Promise<Response> {
    const left = stalledUntil - Date.now();
    if (left > 0) await sleep(left);
    // Whoever has given up may have looked for it by now: what was not begun by then is not begun any more.
    if (env.outgoing.destroyed) return RESPONSE_ALREADY_SENT;
    await catchUp();
    const key = protocol.keyOf(call);
    if (key !== undefined && !isCalm) return order(key, request, env);
    return protocol.veiled(call, await protocol.fetch(request, env), veils.of);
  }

  const timer = setInterval(() => void catchUp(), 200).unref();
  return {
    owns: protocol.owns,
    moves: protocol.moves,
    outage: protocol.outage,
    answer: async (given, env) => {
      // Whole at once: it may be carried out when the connection is long gone.
      const { url, method, headers } = given;
      const body = method === 'GET' ? null : await given.arrayBuffer();
      const request = new Request(url, { method, headers, body });
      return handle(await readCall(request), request, env);
    },
    stall: (milliseconds) => {
      stalledUntil = Date.now() + milliseconds;
    },
    forge: () => protocol.forge(dice, veils.keys()),
    calm: () => {
      isCalm = true;
      veils.lift();
      stalledUntil = 0;
    },
    close: async () => {
      clearInterval(timer);
      await running;
      await protocol.close();
    },
  };
}

function hangUp(env: HttpBindings): Response {
  env.outgoing.destroy();
  return RESPONSE_ALREADY_SENT;
}

/** Until the caller gives up. */
async function silence(env: HttpBindings): Promise<Response> {
  if (!env.outgoing.destroyed) await once(env.outgoing, 'close');
  return RESPONSE_ALREADY_SENT;
}
