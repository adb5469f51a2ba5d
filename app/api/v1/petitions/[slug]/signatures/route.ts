import { inertPolicy } from '@/app/ui/html.tsx';
import { machineDoor, noSuchPetition, problemJson } from '@/app/ui/json.ts';
import { isFromElsewhere } from '@/app/ui/onion.ts';
import { readJsonForm } from '@/app/ui/open-data/read-posted.ts';
import { currentTime } from '@/lib/clock.ts';
import type { PostedForm } from '@/lib/form.ts';
import { preferLocale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { findPetition, isOpen, type Petition } from '@/lib/petition/read.ts';
import { judgePosting, waitOf } from '@/lib/rate-limit/judge.ts';
import { earlyTicket, readProof } from '@/lib/rate-limit/proof.ts';
import { sourceOf } from '@/lib/rate-limit/source.ts';
import { spendProof } from '@/lib/rate-limit/spend.ts';
import { petitionTicket, secondsOfTicket } from '@/lib/rate-limit/ticket.ts';
import { askForWork } from '@/lib/rate-limit/work.ts';
import { isTrapped, type Problems, readAnswers, readTyped } from '@/lib/signature/fields.ts';
import { needsWarning } from '@/lib/signature/readable-mail.ts';
import { signPetition } from '@/lib/signature/sign.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** The form for machines: the same steps, limits and letters as app/[locale]/petitions/[slug]/signatures. */
export const POST = machineDoor<{ slug: string }>(async ({ params, request }) => {
  if (isFromElsewhere(request)) return problemJson(request, 403, 'Pages of other sites cannot sign here.');
  const form = await readJsonForm(request);
  switch (form) {
    case 'unsupported':
      return problemJson(request, 415, 'A signature is sent as application/json.');
    case 'too-large':
      return problemJson(request, 413, 'A signature is 32 KB at most.');
    case 'unreadable':
      return problemJson(request, 400, 'The body must be one JSON object in UTF-8.');
  }
  const petition = await findPetition(params.slug);
  return petition ? sign(request, petition, form) : noSuchPetition(request);
});

async function sign(request: Request, petition: Petition, form: PostedForm): Promise<Response> {
  const now = await currentTime();
  const source = sourceOf(request);
  const locale = preferLocale(request.headers.get('accept-language'));
  const proof = await readProof(form, petition.id, now);
  const judgement = judgePosting(source, proof !== null);
  if (judgement.is === 'refused')
    return problemJson(request, 429, 'Too many forms from this source.', { retryAfter: judgement.seconds });
  if (petition.coalition.signingPausedAt && isOpen(petition, now)) return sayPaused(request);
  const read = readAnswers(form, petition.privacyMode);
  if ('problems' in read) return sayProblems(request, read.problems);
  if (needsWarning(read.answers, readTyped(form)))
    return sayProblems(request, { email_anyway: 'signature.email.readable' });
  if (judgement.is === 'raised' && !(proof && (await spendProof(proof))))
    return askForProof(request, petition, form, now);
  // Whoever fills in what nobody sees is a machine of the other kind, and hears what everybody hears.
  if (isTrapped(form)) return accept();
  switch (await signPetition(petition, read.answers, locale, now)) {
    case 'accepted':
      return accept();
    case 'closed':
      return problemJson(request, 409, 'This petition no longer takes signatures.');
    case 'paused':
      return sayPaused(request);
  }
}

/** The same for everybody: new, waiting, confirmed or blocked (VE-07). */
const accept = (): Response =>
  Response.json(
    { status: 'look-in-your-inbox' },
    { status: 202, headers: { ...inertPolicy, 'cache-control': 'no-store' } },
  );

const sayPaused = (request: Request): Response =>
  problemJson(request, 503, 'The organisers have paused signing for a while. Nothing was saved.', { retryAfter: 30 });

function sayProblems(request: Request, problems: Problems): Response {
  const say = words(preferLocale(request.headers.get('accept-language')));
  const errors = Object.fromEntries(Object.entries(problems).map(([field, key]) => [field, say(key)]));
  return problemJson(request, 422, say('form.problems'), { errors });
}

/** Whoever comes from a busy source sends the same again, with the ticket after a wait or with the work done. */
async function askForProof(request: Request, petition: Petition, form: PostedForm, now: Date): Promise<Response> {
  const early = earlyTicket(form, petition.id, now);
  const seconds = early ? secondsOfTicket(early) : waitOf(sourceOf(request));
  const ticket = early ?? petitionTicket(petition.id, seconds, now);
  const proof = { ticket, challenge: await askForWork(petition.id, now) };
  const title = 'Many forms are arriving just now. Wait and send the ticket, or send the work. Nothing was saved.';
  return problemJson(request, 429, title, { retryAfter: seconds, more: { proof } });
}
