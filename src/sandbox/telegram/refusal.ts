/** An answer `{"ok":false,…}` in Telegram's words. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly status: number;
  readonly retryAfter: number | undefined;
  constructor(status: number, description: string, retryAfter?: number) {
    super(description);
    this.status = status;
    this.retryAfter = retryAfter;
  }
}

const PREFIX: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  403: 'Forbidden',
  409: 'Conflict',
  500: 'Internal Server Error',
};

export const badRequest = (text: string) => new Refusal(400, `Bad Request: ${text}`);
export const forbidden = (text: string) => new Refusal(403, `Forbidden: ${text}`);
export const conflict = (text: string) => new Refusal(409, `Conflict: ${text}`);
export const tooMany = (seconds: number) =>
  new Refusal(429, `Too Many Requests: retry after ${seconds}`, seconds);
/** What Telegram says for a bare status. */
export const plainRefusal = (status: number, description?: string, retryAfter?: number) =>
  status === 429
    ? tooMany(retryAfter ?? 1)
    : new Refusal(status, description ?? PREFIX[status] ?? `Error ${status}`);

/** The body of a refused call. */
export const refusalBody = ({ status, message, retryAfter }: Refusal) => ({
  ok: false as const,
  error_code: status,
  description: message,
  ...(retryAfter !== undefined && { parameters: { retry_after: retryAfter } }),
});
