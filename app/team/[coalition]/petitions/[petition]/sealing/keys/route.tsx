import { seeOther } from '@/app/ui/html.tsx';
import { showSealing } from '@/app/ui/sealing/show-sealing.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { type KeyProblem, makeSealingKey } from '@/lib/sealing/make.ts';
import { sealingPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** Where each problem is mended. */
const fieldOf: Readonly<Record<KeyProblem, string>> = {
  'key.secret': 'key_recipient',
  'recipient.malformed': 'key_recipient',
  'recipient.taken': 'key_recipient',
  'wrapped.malformed': 'wrapped',
  'wrapped.holders': 'wrapped',
  'holders.too-few': 'holders',
};

/** Takes the petition's new key: the public half, and the private one wrapped to its holders. */
export const POST = teamForm('/team/[coalition]/petitions/[petition]/sealing/keys', async (call) => {
  const { form, member, now, petition, visit } = call;
  const holders = [...form.values.keys()].flatMap((name) => (name.startsWith('holder_') ? [name.slice(7)] : []));
  const typed = {
    recipient: form.values.get('key_recipient') ?? '',
    wrapped: form.values.get('wrapped') ?? '',
    holders,
  };
  const outcome = await makeSealingKey(member, petition, typed, await now());
  if (typeof outcome === 'string') return seeOther(sealingPath(member.coalition.slug, petition.slug));
  const problems = { [fieldOf[outcome.problem]]: visit.say(`sealing.${outcome.problem}`) };
  // A private half is shown to nobody again.
  const kept = outcome.problem === 'key.secret' ? { ...typed, recipient: '', wrapped: '' } : typed;
  return showSealing(call, { typed: kept, problems }, 422);
});
