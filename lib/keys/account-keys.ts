import { createHmac } from 'node:crypto';
import { readOrMakeKey } from './key-files.ts';
import { seal, unseal } from './seal.ts';

/** Who organises is as dangerous to know as who signed: addresses and names of the team are sealed, too. */

const dataKey = () => readOrMakeKey('accounts-data');
const addressesKey = () => readOrMakeKey('accounts-addresses');

/** 32 bytes by which an account or invitation is found again when its address is typed. */
export async function accountAddressKey(canonicalAddress: string): Promise<Buffer> {
  return createHmac('sha256', await addressesKey())
    .update(canonicalAddress)
    .digest();
}

/** `place` names the row ("account/<id>"): bytes moved to another row no longer open. */
export async function sealForTeam(plain: string | Buffer, place: string): Promise<Buffer> {
  return seal(await dataKey(), plain, place);
}

/** Throws when the bytes are not what was sealed for this place. */
export async function openForTeam(sealed: Buffer, place: string): Promise<Buffer> {
  return unseal(await dataKey(), sealed, place);
}
