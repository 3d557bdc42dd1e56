import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Context } from 'hono';
import { day } from '../../domain/time.ts';
import type { Clock } from '../../domain/time.ts';
import type { BoxEnv } from '../guard.ts';
import { AiraloRefusal, invalid } from './refusal.ts';

export interface AiraloCredentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

/** As in every published example, though the text says a day; after a day it is over. */
const saidToLast = 31_622_400;

export type Tokens = ReturnType<typeof createTokens>;

/** Tokens that need no memory: the moment they were given at, signed. */
export function createTokens({ credentials, clock }: { credentials: AiraloCredentials; clock: Clock }) {
  let generation = 0;
  const sign = (at: string): string =>
    createHmac('sha256', credentials.clientSecret).update(`token ${at} ${generation}`).digest('hex');

  return {
    give: async (c: Context<BoxEnv>): Promise<object> => {
      if (!c.req.header('content-type')?.startsWith('application/x-www-form-urlencoded'))
        throw invalid({ client_id: 'The client id field is required.' });
      const { client_id: id, client_secret: secret, grant_type: grant } = await c.req.parseBody();
      if (grant !== 'client_credentials') throw invalid({ grant_type: 'The grant type is invalid.' });
      if (id !== credentials.clientId) throw invalid({ client_id: 'The selected client id is invalid.' });
      if (secret !== credentials.clientSecret)
        throw new AiraloRefusal(401, { data: [], meta: { message: 'Client authentication failed' } });
      const at = clock().toString(36);
      const data = { token_type: 'Bearer', expires_in: saidToLast, access_token: `${at}.${sign(at)}` };
      return { data, meta: { message: 'success' } };
    },
    /** Throws for a request without a token that is good now. */
    check: (c: Context<BoxEnv>): void => {
      const [at = '', signature = ''] =
        c.req
          .header('authorization')
          ?.replace(/^Bearer /, '')
          .split('.') ?? [];
      const right = Buffer.from(sign(at));
      const given = Buffer.from(signature);
      const fresh = clock() - Number.parseInt(at, 36) < day;
      if (given.length === right.length && timingSafeEqual(given, right) && fresh) return;
      const reason =
        'Authentication failed. This could be due to an expired token, please generate a new token.';
      throw new AiraloRefusal(401, { code: 401, reason });
    },
    /** No token given so far is good any more. */
    revoke: () => void generation++,
  };
}
