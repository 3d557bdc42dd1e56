import type { InstallKit } from '../domain/install-kit.ts';

/** An installation code (SGP.22 §4.1), taken apart. A bearer secret until installed: never log it. */
export interface InstallationCode {
  /** As it was written, with `LPA:` in front: what the QR code holds. */
  readonly lpa: string;
  readonly smdpAddress: string;
  /** Never change its case; may be empty. */
  readonly matchingId: string;
  readonly oid: string | null;
  /** The phone will ask for a confirmation code, which is never part of the string. */
  readonly confirmationCodeRequired: boolean;
}

const longest = 255;
const label = '[0-9A-Za-z](?:[0-9A-Za-z-]{0,61}[0-9A-Za-z])?';
const host = new RegExp(`^(?:${label}\\.)+(?!\\d+$)${label}$`);
const token = /^[0-9A-Za-z-]*$/;
const dotted = /^\d+(\.\d+)+$/;

/** Reads `LPA:1$host$token[$oid[$flag[…]]]`, with or without `LPA:`; undefined when it is not one. Later fields are ignored. */
export function parseLpa(text: string): InstallationCode | undefined {
  const body = text.trim().replace(/^LPA:/i, '');
  if (body.length + 'LPA:'.length > longest) return undefined;
  const [format, smdpAddress = '', matchingId, oid = '', flag = ''] = body.split('$');
  if (format !== '1' || matchingId === undefined) return undefined;
  if (!host.test(smdpAddress) || !token.test(matchingId)) return undefined;
  if (oid !== '' && !dotted.test(oid)) return undefined;
  if (!['', '0', '1'].includes(flag)) return undefined;
  return {
    lpa: `LPA:${body}`,
    smdpAddress,
    matchingId,
    oid: oid || null,
    confirmationCodeRequired: flag === '1',
  };
}

/**
 * One-tap installation: iOS 17.4 and later; Android 10 and later, where it may not work on every phone. The code stays unencoded,
 * since some system handlers do not decode `%`. Must be opened outside an in-app browser.
 */
export function installLinks({ lpa }: Pick<InstallationCode, 'lpa'>): { iphone: string; android: string } {
  const path = `/esim_qrcode_provisioning?carddata=${lpa}`;
  return { iphone: `https://esimsetup.apple.com${path}`, android: `https://esimsetup.android.com${path}` };
}

const secret = /(1(?<dollar>\$|%24|\\u0024)[0-9A-Z.-]+\k<dollar>)[0-9A-Z$%\\.-]+/gi;

/** All that a traveller needs to install a profile. Throws when the supplier's code is none. */
export function installKit(lpa: string): InstallKit {
  const code = parseLpa(lpa);
  if (!code) throw new Error('The supplier gave an installation code that is none');
  const { iphone: iphoneLink, android: androidLink } = installLinks(code);
  const { smdpAddress, matchingId } = code;
  return { lpa: code.lpa, iphoneLink, androidLink, smdpAddress, matchingId };
}

/** Any text with its installation codes, plain or encoded, made harmless: the server stays readable, the token does not. */
export function maskLpa(text: string): string {
  return text.replace(secret, '$1…');
}
