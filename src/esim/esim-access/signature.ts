import { createHmac } from 'node:crypto';

/** Who asks; the secret key is not the access code, whatever some documents say. */
export interface Credentials {
  readonly accessCode: string;
  readonly secretKey: string;
}

/** Hex HMAC-SHA256 over time, request, access code and the very bytes of the body, as the supplier's own test vector has it. */
export function signatureOf(
  { accessCode, secretKey }: Credentials,
  { timestamp, requestId, body }: { timestamp: string; requestId: string; body: string },
): string {
  return createHmac('sha256', secretKey)
    .update(timestamp + requestId + accessCode + body)
    .digest('hex');
}

/** The four headers of a signed request. `timestamp` in milliseconds: the supplier refuses what is old. */
export function signedHeaders(
  credentials: Credentials,
  { now, requestId, body }: { now: number; requestId: string; body: string },
): Record<string, string> {
  const timestamp = String(now);
  return {
    'content-type': 'application/json',
    'RT-AccessCode': credentials.accessCode,
    'RT-RequestID': requestId,
    'RT-Timestamp': timestamp,
    'RT-Signature': signatureOf(credentials, { timestamp, requestId, body }),
  };
}
