import { judgeGuesses, noteMiss } from '@/lib/rate-limit/judge.ts';
import { sourceOf } from '@/lib/rate-limit/source.ts';
import { readToken, type Token } from '@/lib/token.ts';
import { type Call, door, type FormCall, formDoor } from '../door.tsx';
import { spentLinkPage, tooManyLinksPage } from '../notices.tsx';

interface Params extends Record<string, string> {
  locale: string;
  token: string;
}

export interface TokenCall extends Call<Params> {
  readonly token: Token;
}

export type TokenFormCall = TokenCall & FormCall<Params>;

/**
 * Whoever opens link after link that leads nowhere guesses, and is told to wait before anything is looked up (VE-05).
 * Links that lead somewhere are not counted: they may come in any number from one network.
 */
async function answerToken(call: Call<Params>, handle: (token: Token) => Promise<Response>): Promise<Response> {
  const { params, request, visit } = call;
  const source = sourceOf(request);
  const judgement = judgeGuesses(source);
  if (judgement.is === 'refused') return tooManyLinksPage(request, visit, judgement.seconds);
  const token = readToken(params.token);
  const answer = token ? await handle(token) : await spentLinkPage(request, visit);
  if (answer.status === 404) noteMiss(source);
  return answer;
}

/** A door behind a letter's link. What cannot be a token leads to the same page as a spent one. */
export const tokenDoor = (handle: (call: TokenCall) => Promise<Response>) =>
  door<Params>((call) => answerToken(call, (token) => handle({ ...call, token })));

export const tokenFormDoor = (
  handle: (call: TokenFormCall) => Promise<Response>,
  options?: { readonly admitsOneClick?: boolean },
) => formDoor<Params>((call) => answerToken(call, (token) => handle({ ...call, token })), options);
