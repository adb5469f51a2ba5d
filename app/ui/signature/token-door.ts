import { readToken, type Token } from '@/lib/token.ts';
import { type Call, door, type FormCall, formDoor } from '../door.tsx';
import { spentLinkPage } from '../notices.tsx';

interface Params extends Record<string, string> {
  locale: string;
  token: string;
}

export interface TokenCall extends Call<Params> {
  readonly token: Token;
}

export type TokenFormCall = TokenCall & FormCall<Params>;

/** A door behind a letter's link. What cannot be a token leads to the same page as a spent one. */
export const tokenDoor = (handle: (call: TokenCall) => Promise<Response>) =>
  door<Params>((call) => {
    const token = readToken(call.params.token);
    return token ? handle({ ...call, token }) : spentLinkPage(call.request, call.visit);
  });

export const tokenFormDoor = (
  handle: (call: TokenFormCall) => Promise<Response>,
  options?: { readonly admitsOneClick?: boolean },
) =>
  formDoor<Params>(async (call) => {
    const token = readToken(call.params.token);
    return token ? handle({ ...call, token }) : spentLinkPage(call.request, call.visit);
  }, options);
