import { expect, test } from '../support/own-petition.ts';
import { askWithForm, type RawAnswer } from '../support/raw.ts';
import { confirmByPost, post, signByPost } from '../support/signer.ts';
import { newAddress } from '../support/world.ts';

const SAMPLES = 500;
const classes = ['new', 'waiting', 'confirmed', 'blocked'] as const;
type Class = (typeof classes)[number];

/** The chance that one of `some` took longer than one of `others`; 0.5 when time tells nothing. */
function rankOf(some: readonly number[], others: readonly number[]): number {
  let above = 0;
  for (const one of some) for (const other of others) above += one > other ? 1 : one === other ? 0.5 : 0;
  return above / (some.length * others.length);
}

/** An answer without what differs for everybody: the time. */
const visibleOf = ({ headers: { date, ...headers }, status, text }: RawAnswer) =>
  JSON.stringify({ status, headers, text });

/** One mailbox of each class on a petition of its own; a new address is another one each time. */
async function prepareMailboxes(slug: string): Promise<Record<Class, () => string>> {
  const [waiting, confirmed, blocked] = [newAddress(), newAddress(), newAddress()];
  await signByPost({ email: waiting, slug });
  await confirmByPost({ email: confirmed, slug });
  await post(`/en/signatures/${await signByPost({ email: blocked, slug })}/refusal`, { sure: 'yes' });
  return { new: () => newAddress(), waiting: () => waiting, confirmed: () => confirmed, blocked: () => blocked };
}

for (const form of ['signing', 'resending'] as const) {
  test(`VE-07: ${form} answers alike and as fast, whoever the address belongs to`, async ({ house }) => {
    const { slug } = await house.makePetition();
    const path = form === 'signing' ? `/en/petitions/${slug}/signatures` : '/en/signatures/resend';
    const mailboxes = await prepareMailboxes(slug);
    const times: Record<Class, number[]> = { new: [], waiting: [], confirmed: [], blocked: [] };
    const answers = new Set<string>();
    for (let n = 0; n < SAMPLES; n += 1) {
      // Another order each time, so that no class always comes after the same other.
      for (const one of [...classes].sort(() => Math.random() - 0.5)) {
        const fields = { name: 'Test Signer', petition: slug, email: mailboxes[one]() };
        const began = performance.now();
        answers.add(visibleOf(await askWithForm(path, new URLSearchParams(fields).toString())));
        times[one].push(performance.now() - began);
      }
    }
    expect([...answers]).toHaveLength(1);
    const ranks = Object.fromEntries(classes.slice(1).map((one) => [one, rankOf(times[one], times.new)]));
    console.log(form, ranks);
    for (const rank of Object.values(ranks)) {
      expect(rank).toBeGreaterThanOrEqual(0.45);
      expect(rank).toBeLessThanOrEqual(0.55);
    }
  });
}
