import { type Account, findAccount } from '@/lib/access/accounts.ts';
import { readSession, type Session, touchSession } from '@/lib/access/sessions.ts';
import { LARGEST_TEAM_FORM, type PostedForm, readForm } from '@/lib/form.ts';
import type { Locale } from '@/lib/i18n/locales.ts';
import { words } from '@/lib/i18n/words.ts';
import { readMailAlarms } from '@/lib/mail/alarm.ts';
import { titleForTeam } from '@/lib/petition/title.ts';
import { readLogTrouble } from '@/lib/readiness.ts';
import { findMember, type Member } from '@/lib/team/members.ts';
import {
  findTeamCampaign,
  findTeamPartner,
  findTeamPetition,
  type TeamCampaign,
  type TeamPartner,
  type TeamPetition,
} from '@/lib/team/places.ts';
import { mayAct, mayRead, ruleOf, type TeamRoute } from '@/lib/team/rules.ts';
import { secondFactorPath, signInPath } from '@/lib/urls.ts';
import { type Call, guardDoor, type Params } from '../door.tsx';
import { seeOther } from '../html.tsx';
import { answerInTime } from '../in-time.ts';
import { readSessionCookie } from './cookie.ts';
import { signedOutPage, teamNotice } from './notices.tsx';
import { proveFirst } from './proof.tsx';

/** A request of somebody who has shown both factors. */
export interface AccountCall<P extends Params = Params> extends Call<P> {
  readonly account: Account;
  readonly session: Session;
}

/** A request of a member, in their own coalition, with what the path names there. */
export interface MemberCall<P extends Params = Params> extends AccountCall<P> {
  readonly member: Member;
}

/** A petition with what its team calls it, in the reader's language. */
export type TitledPetition = TeamPetition & { readonly title: string };

/** Set where the path has the part; another coalition's is answered with 404 before the handler is called. */
interface Named {
  readonly petition: TitledPetition;
  readonly campaign: TeamCampaign;
  readonly partner: TeamPartner;
}

/** What a route's path names: "[petition]" gives `petition`. */
type NamedIn<R extends TeamRoute> = {
  readonly [K in keyof Named as R extends `${string}/[${K}]${string}` ? K : never]: Named[K];
};

type RouteParams<R extends string> = R extends `${string}[${infer Name}]${infer Rest}`
  ? { readonly [K in Name]: string } & RouteParams<Rest>
  : Params;

export type TeamCall<R extends TeamRoute> = MemberCall<RouteParams<R>> & NamedIn<R>;
export type TeamFormCall<R extends TeamRoute> = TeamCall<R> & { readonly form: PostedForm };

/** In milliseconds an upload or a long text may take to come in is not counted; the work is. */
const timed = <C extends Call>(handle: (call: C) => Promise<Response> | Response, call: C) =>
  answerInTime(handle(call));

/** For pages of the account itself: both factors, no coalition. */
export function accountDoor<P extends Params = Params>(handle: (call: AccountCall<P>) => Promise<Response> | Response) {
  return guardDoor<P>(async (call) => {
    const opened = await answerInTime(openAccountCall(call, null));
    return opened instanceof Response ? opened : timed(handle, opened);
  }, {});
}

export function accountForm<P extends Params = Params>(
  handle: (call: AccountCall<P> & { readonly form: PostedForm }) => Promise<Response> | Response,
  { fresh = false }: { readonly fresh?: boolean } = {},
) {
  return guardDoor<P>(async (call) => {
    const form = await readForm(call.request, LARGEST_TEAM_FORM, 4 * LARGEST_TEAM_FORM);
    if (form === 'too-large' || form === 'unsupported') return teamNotice(call, form);
    const opened = await answerInTime(openAccountCall(call, form));
    if (opened instanceof Response) return opened;
    const proved = fresh ? await answerInTime(proveFirst(opened, form)) : form;
    return proved instanceof Response ? proved : timed(handle, { ...opened, form: proved });
  }, {});
}

/** A page of a coalition's panel. Its rule stands in lib/team/rules.ts and is looked up here, in every handler. */
export function teamDoor<R extends TeamRoute>(
  route: R,
  handle: (call: TeamCall<R>) => Promise<Response> | Response,
  { untimed = false }: { readonly untimed?: boolean } = {},
) {
  return guardDoor<RouteParams<R>>(async (call) => {
    const opened = await answerInTime(openTeamCall(route, call, null));
    if (opened instanceof Response) return opened;
    if (!mayRead(route, opened.member.role)) return teamNotice(opened, 'forbidden');
    return untimed ? handle(opened) : timed(handle, opened);
  }, {});
}

interface TeamFormOptions {
  /** In bytes; 1 MB unless said otherwise. */
  readonly largest?: number;
  /** For streams that take as long as they take. */
  readonly untimed?: boolean;
}

/** An act in a coalition's panel. */
export function teamForm<R extends TeamRoute>(
  route: R,
  handle: (call: TeamFormCall<R>) => Promise<Response> | Response,
  { largest = LARGEST_TEAM_FORM, untimed = false }: TeamFormOptions = {},
) {
  return guardDoor<RouteParams<R>>(async (call) => {
    const form = await readForm(call.request, largest, 4 * largest);
    if (form === 'too-large' || form === 'unsupported') return teamNotice(call, form);
    const opened = await answerInTime(openTeamCall(route, call, form));
    if (opened instanceof Response) return opened;
    if (!mayAct(route, opened.member.role)) return teamNotice(opened, 'forbidden');
    const proved = ruleOf(route).fresh ? await answerInTime(proveFirst(opened, form)) : form;
    if (proved instanceof Response) return proved;
    return untimed ? handle({ ...opened, form: proved }) : timed(handle, { ...opened, form: proved });
  }, {});
}

/** An act whose body the handler reads itself, such as an uploaded picture. */
export function teamUpload<R extends TeamRoute>(route: R, handle: (call: TeamCall<R>) => Promise<Response> | Response) {
  return guardDoor<RouteParams<R>>(async (call) => {
    const opened = await answerInTime(openTeamCall(route, call, null));
    if (opened instanceof Response) return opened;
    if (!mayAct(route, opened.member.role)) return teamNotice(opened, 'forbidden');
    return handle(opened);
  }, {});
}

async function openAccountCall<P extends Params>(
  call: Call<P>,
  form: PostedForm | null,
): Promise<AccountCall<P> | Response> {
  const token = readSessionCookie(call.request);
  const session = token && (await readSession(token));
  if (!session) return form ? signedOutPage(call, form.values) : seeOther(`${signInPath}?then=${thenOf(call)}`);
  if (!session.provedAt) return seeOther(secondFactorPath);
  const account = await findAccount(session.accountId);
  if (!account) return seeOther(signInPath);
  await touchSession(session);
  const visit = { ...call.visit, locale: account.language, say: words(account.language) };
  return { ...call, visit, account, session };
}

/** Where to go on after signing in: back here, when here is a page. */
const thenOf = ({ request, url }: Call): string =>
  encodeURIComponent(request.method === 'GET' ? url.pathname + url.search : '/team');

async function openTeamCall<R extends TeamRoute>(
  _route: R,
  call: Call<RouteParams<R>>,
  form: PostedForm | null,
): Promise<TeamCall<R> | Response> {
  const opened = await openAccountCall(call, form);
  if (opened instanceof Response) return opened;
  const { coalition, ...named }: Readonly<Record<string, unknown>> = call.params;
  const member = await findMember(opened.account.id, String(coalition));
  if (!member) return teamNotice(opened, 'not-found');
  const found: Record<string, unknown> = {};
  for (const [name, find] of Object.entries(finders)) {
    if (!(name in named)) continue;
    found[name] = await find(member, String(named[name]), opened.account.language);
    if (!found[name]) return teamNotice(opened, 'not-found');
  }
  const mayMend = mayRead('/team/[coalition]/letters', member.role);
  const visit = mayMend ? { ...opened.visit, ...(await readTroubles()) } : opened.visit;
  // The cast holds because finders has one entry per part that NamedIn knows, and each has been found.
  return { ...opened, visit, member, ...found } as unknown as TeamCall<R>;
}

const readTroubles = async () => ({ mailAlarms: await readMailAlarms(), logTrouble: await readLogTrouble() });

type Find<T> = (member: Member, slug: string, locale: Locale) => Promise<T | null>;

const finders: { readonly [K in keyof Named]: Find<Named[K]> } = {
  petition: findTitledPetition,
  campaign: findTeamCampaign,
  partner: findTeamPartner,
};

async function findTitledPetition(member: Member, slug: string, locale: Locale): Promise<TitledPetition | null> {
  const petition = await findTeamPetition(member, slug);
  return petition && { ...petition, title: await titleForTeam(petition, locale) };
}
