import type { IncomingMessage } from 'node:http';

export type Params = Readonly<Record<string, unknown>>;

const me = {
  id: 1,
  is_bot: true,
  first_name: 'Bench',
  username: 'bench_bot',
  can_join_groups: false,
  can_read_all_group_messages: false,
  supports_inline_queries: false,
  can_connect_to_business: false,
  has_main_web_app: false,
};

/** The parameters of a call; of an upload the chat alone. */
export async function paramsOf(request: IncomingMessage): Promise<Params> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks);
  if (request.headers['content-type']?.startsWith('multipart/')) {
    const chat = /name="chat_id"\s+(-?\d+)/.exec(body.toString('latin1'))?.[1];
    return { chat_id: chat };
  }
  return body.length > 0 ? (JSON.parse(body.toString()) as Params) : {};
}

/** What Telegram would answer, as far as the bot looks at it; `number` is new with each call. */
export function answerTo(method: string, params: Params, number: number): unknown {
  switch (method) {
    case 'getMe':
      return me;
    case 'getStarTransactions':
      return { transactions: [] };
    case 'createInvoiceLink':
      return `https://t.me/$${number}`;
    case 'sendMessage':
    case 'sendPhoto':
    case 'editMessageText':
    case 'editMessageMedia':
      return {
        message_id: Number(params['message_id'] ?? number),
        date: 1,
        chat: { id: Number(params['chat_id']), type: 'private', first_name: 'Bench' },
      };
    default:
      return true;
  }
}
