import type { Context } from 'grammy';
import type { Customer } from '../domain/customer.ts';
import type { Clock } from '../domain/time.ts';
import type { Speech, Speeches } from '../i18n/speech.ts';
import type { AddressService } from '../services/addresses.ts';
import type { Customers } from '../services/people-port.ts';
import type { Typed } from './conversations/typed-answer.ts';
import type { Facts } from './context.ts';
import type { HomeZones } from './home-zones.ts';
import type { Screen, Screens } from './screen.ts';
import { noticesScreen, settingsScreen, zoneScreen } from './views/settings.ts';

type Shown = Promise<void>;

/** What people set for themselves: where home is, and how loud we are. */
export interface Settings {
  show(ctx: Context & Facts): Shown;
  showZone(ctx: Context & Facts): Shown;
  /** A tapped zone, or `off`. */
  chooseZone(ctx: Context & Facts, zone: string): Shown;
  /** A typed city or country. */
  typedZone(customer: Customer, speech: Speech, text: string): Promise<Typed>;
  /** Shows the notices, or sets whether they are quiet. */
  notices(ctx: Context & Facts, quiet?: boolean): Shown;
}

export function createSettings({
  customers,
  zones,
  addresses,
  speeches,
  screens,
  clock,
}: {
  customers: Customers;
  zones: HomeZones;
  addresses: Pick<AddressService, 'isOn' | 'of'>;
  speeches: Speeches;
  screens: Screens;
  clock: Clock;
}): Settings {
  async function setZone(customer: Customer, zone: string | null): Promise<Facts> {
    await customers.chooseHomeZone(customer.id, zone);
    const changed = { ...customer, homeZone: zone };
    return { customer: changed, speech: speeches.forCustomer(changed) };
  }

  async function screen({ speech, customer }: Facts): Promise<Screen> {
    const known = addresses.isOn ? ((await addresses.of(customer.id))?.address ?? null) : undefined;
    return settingsScreen({ speech, customer, zones, address: known });
  }

  async function show(ctx: Context & Facts): Shown {
    await screens.show(ctx, await screen(ctx));
  }

  return {
    show,
    showZone: async (ctx) => {
      const { speech, customer } = ctx;
      await screens.show(ctx, zoneScreen({ speech, customer, zones }));
    },
    chooseZone: async (ctx, zone) => {
      if (zone !== 'off' && !zones.has(zone)) return show(ctx);
      Object.assign(ctx, await setZone(ctx.customer, zone === 'off' ? null : zone));
      return show(ctx);
    },
    typedZone: async (customer, speech, text) => {
      const [zone, ...more] = zones.find(text, clock());
      if (!zone) return { screen: zoneScreen({ speech, customer, zones, unknown: true }), done: false };
      if (more.length > 0) {
        const choices = [zone, ...more];
        return { screen: zoneScreen({ speech, customer, zones, choices }), done: false };
      }
      return { screen: await screen(await setZone(customer, zone)), done: true };
    },
    notices: async (ctx, quiet) => {
      if (quiet !== undefined) {
        await customers.chooseQuiet(ctx.customer.id, quiet);
        ctx.customer = { ...ctx.customer, quietNotices: quiet };
      }
      await screens.show(ctx, noticesScreen({ speech: ctx.speech, customer: ctx.customer }));
    },
  };
}
