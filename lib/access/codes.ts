import { Secret, TOTP } from 'otpauth';
import { toString as drawQrCode } from 'qrcode';
import { settings } from '../env.ts';
import { openForTeam, sealForTeam } from '../keys/account-keys.ts';
import { openFromForm, sealIntoForm } from '../keys/carried.ts';
import type { Account } from './accounts.ts';

/** Codes of an app on a telephone (RFC 6238): six digits, half a minute each, as every such app makes them. */

/** In milliseconds. */
const STEP = 30_000;

/** Steps that a telephone's clock may be off, either way (AD-04). */
const SKEW = 1;

/** What the app keeps, in the letters that are typed where no picture can be taken. */
export type CodeSecret = string & { readonly __secret: unique symbol };

/** 160 bits, as RFC 4226 §4 asks for. */
export const newCodeSecret = (): CodeSecret => new Secret({ size: 20 }).base32 as CodeSecret;

/** The secret in what an operator wrote down; null when it cannot be one. */
export const readCodeSecret = (text: string): CodeSecret | null =>
  /^[A-Z2-7]{32}$/.test(text) ? (text as CodeSecret) : null;

const appFor = (secret: CodeSecret, label = '') =>
  new TOTP({ issuer: new URL(settings().APP_URL).host, label, secret: Secret.fromBase32(secret) });

/** The step whose code this is, or null. By the time given: the database's, not this machine's (AD-04). */
export function readStep(secret: CodeSecret, typed: string, now: Date): number | null {
  const timestamp = now.getTime();
  const off = appFor(secret).validate({ token: typed, timestamp, window: SKEW });
  return off === null ? null : Math.floor(timestamp / STEP) + off;
}

export const codeAt = (secret: CodeSecret, time: Date): string =>
  new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: time.getTime() });

/** What an app reads with the camera, as a drawing. `label` tells accounts of one site apart in the app. */
const drawCodeSecret = (secret: CodeSecret, label: string): Promise<string> =>
  drawQrCode(appFor(secret, label).toString(), { type: 'svg', margin: 2, width: 240, errorCorrectionLevel: 'L' });

const placeOf = (accountId: string) => `account/${accountId}/codes`;

export const sealCodeSecret = (secret: CodeSecret, accountId: string): Promise<Buffer> =>
  sealForTeam(secret, placeOf(accountId));

/** Throws when it was not sealed for this account. */
export const openCodeSecret = async (sealed: Buffer, accountId: string): Promise<CodeSecret> =>
  (await openForTeam(sealed, placeOf(accountId))).toString() as CodeSecret;

/** A secret that was offered and not yet proved, as the page that offers it shows and carries it. */
export interface OfferedCodes {
  readonly secret: CodeSecret;
  readonly drawing: string;
  readonly carried: string;
}

/** Offers the secret that comes back with the form, or a new one. */
export async function offerCodes(account: Account, carried = ''): Promise<OfferedCodes> {
  const secret = (await readOffered(account, carried)) ?? newCodeSecret();
  return {
    secret,
    drawing: await drawCodeSecret(secret, account.name),
    carried: await sealIntoForm(secret, placeOf(account.id)),
  };
}

/** Null when the form's secret is none that was offered to this account: nobody is given a secret by another. */
export async function readOffered(account: Account, carried: string): Promise<CodeSecret | null> {
  const secret = await openFromForm(carried, placeOf(account.id));
  return secret === null ? null : readCodeSecret(secret);
}
