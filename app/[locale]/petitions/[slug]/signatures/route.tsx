import { door, type FormCall, formDoor } from '@/app/ui/door.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { closedPage, faultPage, pausedPage, tooManyFormsPage, unavailableFormPage } from '@/app/ui/notices.tsx';
import { showOneMoment } from '@/app/ui/petition/one-moment-page.tsx';
import { showFilledForm } from '@/app/ui/petition/show-petition.tsx';
import { findPetition, isOpen, type Petition, rememberedPetition } from '@/lib/petition/read.ts';
import { judgePosting } from '@/lib/rate-limit/judge.ts';
import { readProof } from '@/lib/rate-limit/proof.ts';
import { type Source, sourceOf } from '@/lib/rate-limit/source.ts';
import { spendProof } from '@/lib/rate-limit/spend.ts';
import { isTrapped, type Problems, readAnswers, readTyped } from '@/lib/signature/fields.ts';
import { needsWarning } from '@/lib/signature/readable-mail.ts';
import { signPetition } from '@/lib/signature/sign.ts';
import { petitionPath, sentPath, signaturesPath } from '@/lib/urls.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

interface Params extends Record<string, string> {
  locale: string;
  slug: string;
}

export const POST = formDoor<Params>(sign, { whenAway: keepTyped });

/** Whoever reloads or opens the form's own address comes back to the petition. */
export const GET = door<Params>(async ({ params, request, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  return seeOther(petitionPath(visit.locale, petition.slug));
});

async function sign(call: FormCall<Params>): Promise<Response> {
  const { form, params, request, visit } = call;
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const source = sourceOf(request);
  const proof = await readProof(form, petition.id, await call.now());
  const judgement = judgePosting(source, proof !== null);
  if (judgement.is === 'refused') return refuse(call, petition, judgement.seconds);
  // Before the answers are looked at: while there is no form to mend them in, all of them are kept.
  if (petition.coalition.signingPausedAt && isOpen(petition, await call.now())) return keepWhilePaused(call, petition);
  const read = readAnswers(form);
  if ('problems' in read) return showProblems(call, petition, read.problems);
  if (needsWarning(read.answers, readTyped(form)))
    return showProblems(call, petition, { email_anyway: 'signature.email.readable' });
  if (judgement.is === 'raised' && !(proof && (await spendProof(proof)))) return askForProof(call, petition, source);
  // Whoever fills in what nobody sees is a machine, and hears what everybody hears.
  if (isTrapped(form)) return seeOther(sentPath(visit.locale, petition.slug));
  switch (await signPetition(petition, read.answers, visit.locale, await call.now())) {
    case 'accepted':
      return seeOther(sentPath(visit.locale, petition.slug));
    case 'closed':
      return closedPage(request, visit, petition.slug, false);
    case 'paused':
      return keepWhilePaused(call, petition);
  }
}

const askForProof = (call: FormCall<Params>, petition: Petition, source: Source): Promise<Response> =>
  showOneMoment(call, petition, source, {
    action: signaturesPath(call.visit.locale, petition.slug),
    typed: readTyped(call.form),
  });

const refuse = ({ form, request, visit }: FormCall<Params>, { slug }: Petition, seconds: number): Response =>
  tooManyFormsPage(request, visit, signaturesPath(visit.locale, slug), readTyped(form), seconds);

const showProblems = (call: FormCall<Params>, petition: Petition, problems: Problems): Promise<Response> =>
  showFilledForm(call, petition, {
    typed: readTyped(call.form),
    problems: sayProblems(call, problems),
    status: 422,
  });

const sayProblems = ({ visit }: FormCall<Params>, problems: Problems): Record<string, string> =>
  Object.fromEntries(Object.entries(problems).map(([field, key]) => [field, visit.say(key)]));

const keepWhilePaused = ({ form, request, visit }: FormCall<Params>, { slug }: Petition): Response =>
  pausedPage(request, visit, signaturesPath(visit.locale, slug), readTyped(form));

/** The database is away: nothing was saved, and nothing typed is lost. */
async function keepTyped(call: FormCall<Params>): Promise<Response> {
  const { form, params, request, visit } = call;
  const typed = readTyped(form);
  const petition = rememberedPetition(params.slug);
  if (!petition || petition.coalition.signingPausedAt)
    return unavailableFormPage(request, visit, signaturesPath(visit.locale, params.slug), typed);
  const alarm = visit.say('signature.not-saved', { button: visit.say('signature.submit') });
  return showFilledForm(call, petition, { typed, problems: {}, alarm, status: 503 });
}
