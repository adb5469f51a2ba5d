import { openForTeam, sealForTeam } from './account-keys.ts';

/**
 * What a form carries to its own answer and nobody may choose: sealed for one account and purpose, so that it is ours
 * when it comes back.
 */
export const sealIntoForm = async (plain: string, place: string): Promise<string> =>
  (await sealForTeam(plain, `form/${place}`)).toString('base64url');

/** Null when it was not sealed by us for this place. */
export async function openFromForm(text: string, place: string): Promise<string | null> {
  const sealed = Buffer.from(text, 'base64url');
  // Shorter than nonce and tag: nothing was sealed. What is long enough and not ours throws, which here is an answer.
  if (sealed.length < 28) return null;
  return openForTeam(sealed, `form/${place}`).then(
    (plain) => plain.toString(),
    () => null,
  );
}
