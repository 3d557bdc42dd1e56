/** Work of different chats at once, of one chat in order. */
export interface ChatQueues<Item> {
  /** Adds to the chat's queue; false when that is full, so that one chat can neither hold memory nor the others. */
  add(chat: string, item: Item): boolean;
  /** Resolves when every queue is empty. */
  idle(): Promise<void>;
}

/** `work` never rejects. `atOnce` counts chats that are being worked for, not those that wait behind their own. */
export function createChatQueues<Item>({
  work,
  isUrgent,
  longest = 30,
  atOnce = 256,
}: {
  work: (item: Item) => Promise<void>;
  /** Urgent items enter a full queue too. */
  isUrgent: (item: Item) => boolean;
  longest?: number;
  atOnce?: number;
}): ChatQueues<Item> {
  /** The first of a queue is being worked on. */
  const queues = new Map<string, Item[]>();
  const waiting: string[] = [];
  const running = new Set<Promise<void>>();

  async function workOff(chat: string): Promise<void> {
    const queue = queues.get(chat) ?? [];
    for (let item = queue[0]; item !== undefined; item = queue[0]) {
      await work(item);
      queue.shift();
    }
    queues.delete(chat);
  }

  function start(): void {
    while (running.size < atOnce) {
      const chat = waiting.shift();
      if (chat === undefined) return;
      const run: Promise<void> = workOff(chat).finally(() => {
        running.delete(run);
        start();
      });
      running.add(run);
    }
  }

  return {
    add: (chat, item) => {
      const queue = queues.get(chat);
      if (queue && queue.length >= longest && !isUrgent(item)) return false;
      if (queue) queue.push(item);
      else {
        queues.set(chat, [item]);
        waiting.push(chat);
        start();
      }
      return true;
    },
    idle: async () => {
      while (running.size > 0) await Promise.all(running);
    },
  };
}
