import type { Bubble, Person } from './person.ts';
import type { World } from './world.ts';

/** A person whose acts are written down as a dialogue and counted. */
export interface Recorder {
  readonly id: number;
  start(): Promise<void>;
  /** Comes by a link: what the story of the sandbox opens with; not a tap inside the chat. */
  arrive(payload: string): Promise<void>;
  say(text: string): Promise<void>;
  /** Sends a picture; `label` says what it shows. */
  send(label: string, picture: Uint8Array): Promise<void>;
  tap(button: string): Promise<void>;
  pay(): Promise<void>;
  /** Opens the payment page, pays there by card, and comes back: three taps. */
  payOnPage(): Promise<void>;
  /** Looks on while something else happens. */
  watch(happening: () => Promise<unknown>): Promise<void>;
  readonly lines: readonly string[];
  /** Acts of the thumb: Start, a button, a sent message; a payment is two, Pay and Confirm. */
  readonly taps: number;
  /** New messages of the bot. */
  readonly bubbles: number;
  /** Every state of every bubble that was seen. */
  readonly seen: readonly Bubble[];
}

export function createRecorder({ person, world }: { person: Person; world: World }): Recorder {
  const lines: string[] = [];
  const seen: Bubble[] = [];
  const shown = new Map<number, string>();
  let taps = 0;
  let bubbles = 0;

  function look(): void {
    for (const bubble of person.bubbles()) {
      const state = JSON.stringify([bubble.text, bubble.buttons, bubble.hasPicture]);
      if (shown.get(bubble.id) === state) continue;
      if (!shown.has(bubble.id)) bubbles++;
      lines.push(draw(bubble, shown.has(bubble.id)));
      shown.set(bubble.id, state);
      seen.push(bubble);
    }
  }

  async function act(
    label: string,
    cost: number,
    work: () => Promise<{ text?: string } | null>,
  ): Promise<void> {
    taps += cost;
    lines.push(`  › ${label}`);
    const answer = await work();
    if (answer?.text) lines.push(`  ‹ (toast) ${answer.text}`);
    await world.settle();
    look();
  }

  return {
    id: person.id,
    lines,
    seen,
    get taps() {
      return taps;
    },
    get bubbles() {
      return bubbles;
    },
    start: () => act('[Start]', 1, () => person.start().then(() => null)),
    arrive: (payload) => act(`(link: ${payload})`, 0, () => person.start(payload).then(() => null)),
    say: (text) => act(text, 1, () => person.say(text).then(() => null)),
    send: (label, picture) =>
      act(`(picture: ${label})`, 1, () => person.sendPicture(picture).then(() => null)),
    tap: (button) => act(`[${button}]`, 1, () => person.tap(button)),
    watch: (happening) => act('(waits)', 0, () => happening().then(() => null)),
    payOnPage: () =>
      act('[payment page] [Pay] [Back to the chat]', 3, async () => {
        const page = await person.openPage();
        return { text: (await page.act('card', 'pay')).replaceAll(/\s+/g, ' ').trim() };
      }),
    pay: () =>
      act('[Pay] [Confirm]', 2, async () => {
        const outcome = await person.pay();
        return {
          text: 'message' in outcome ? `${outcome.outcome}: ${outcome.message ?? ''}` : outcome.outcome,
        };
      }),
  };
}

function draw({ text, buttons, hasPicture }: Bubble, edited: boolean): string {
  const mark = edited ? '‹✎' : '‹ ';
  const body = `${hasPicture ? '[picture] ' : ''}${text}`.replaceAll('\n', '\n     ');
  const keyboard = buttons
    .map((row) => `\n     ${row.map((button) => `[${button.text}]`).join(' ')}`)
    .join('');
  return `  ${mark} ${body}${keyboard}`;
}
