import { door, type FormCall, formDoor } from '@/app/ui/door.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage, tooManyFormsPage } from '@/app/ui/notices.tsx';
import { showOneMoment } from '@/app/ui/petition/one-moment-page.tsx';
import { readAddress } from '@/lib/address/address.ts';
import type { PostedForm } from '@/lib/form.ts';
import { findPetition } from '@/lib/petition/read.ts';
import { judgePosting } from '@/lib/rate-limit/judge.ts';
import { readProof } from '@/lib/rate-limit/proof.ts';
import { sourceOf } from '@/lib/rate-limit/source.ts';
import { spendProof } from '@/lib/rate-limit/spend.ts';
import { resendLetter } from '@/lib/signature/resend.ts';
import { resendPath, sentPath } from '@/lib/urls.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** A link that leads nowhere has this form below it; here it stands by itself. */
export const GET = door(({ request, visit }) => spentLinkPage(request, visit));

export const POST = formDoor(async (call) => {
  const { form, request, visit } = call;
  const typed = readResend(form);
  const petition = await findPetition(typed.petition);
  if (!petition) return spentLinkPage(request, visit, { ...typed, problem: 'resend.petition.missing' });
  const source = sourceOf(request);
  const now = await call.now();
  const proof = await readProof(form, petition.id, now);
  const judgement = judgePosting(source, proof !== null);
  if (judgement.is === 'refused') return refuse(call, typed, judgement.seconds);
  const address = readAddress(typed.email);
  if (typeof address === 'string')
    return spentLinkPage(request, visit, { ...typed, problem: `signature.email.${address}` });
  if (judgement.is === 'raised' && !(proof && (await spendProof(proof))))
    return showOneMoment(call, petition, source, { action: resendPath(visit.locale), typed });
  await resendLetter(petition, address, visit.locale, now);
  // The same for everybody: new, waiting, confirmed or blocked (VE-07).
  return seeOther(sentPath(visit.locale, petition.slug));
});

interface TypedResend extends Readonly<Record<string, string>> {
  readonly email: string;
  /** The petition's slug. */
  readonly petition: string;
}

const readResend = ({ values }: PostedForm): TypedResend => ({
  email: values.get('email') ?? '',
  petition: values.get('petition') ?? '',
});

const refuse = ({ request, visit }: FormCall, typed: TypedResend, seconds: number): Response =>
  tooManyFormsPage(request, visit, resendPath(visit.locale), typed, seconds);
