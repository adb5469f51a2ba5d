import type { NameProblem } from '@/lib/access/profile.ts';
import { findInvitation } from '@/lib/team/answer-invitation.ts';
import { readToken, type Token } from '@/lib/token.ts';
import { type Call, door, type FormCall, formDoor } from '../door.tsx';
import { panelHtml } from '../team/team-frame.tsx';
import { InvitationPage } from './invitation-page.tsx';
import { spentPage } from './spent.ts';

interface Params extends Record<string, string> {
  token: string;
}

export type InvitationCall = Call<Params> & { readonly token: Token };

/** Doors behind an invitation's link. What cannot be a token leads to the same page as a spent one. */
export const invitationDoor = (handle: (call: InvitationCall) => Promise<Response>) =>
  door<Params>((call) => {
    const token = readToken(call.params.token);
    return token ? handle({ ...call, token }) : spentPage(call, 'invitation');
  });

export const invitationForm = (handle: (call: InvitationCall & FormCall<Params>) => Promise<Response>) =>
  formDoor<Params>(async (call) => {
    const token = readToken(call.params.token);
    return token ? handle({ ...call, token }) : spentPage(call, 'invitation');
  });

interface State {
  readonly name: string;
  readonly language: string;
  readonly problem: NameProblem | null;
  readonly isUnticked: boolean;
}

export async function showInvitation(call: InvitationCall, state: Partial<State> = {}): Promise<Response> {
  const invitation = await findInvitation(call.token, await call.now());
  if (!invitation) return spentPage(call, 'invitation');
  const { isUnticked = false, language = call.visit.locale, name = '', problem = null } = state;
  const props = { visit: call.visit, token: call.token, invitation, problem, isUnticked };
  const view = <InvitationPage {...props} typed={{ name, language }} />;
  return panelHtml(call.request, view, { status: problem || isUnticked ? 422 : 200 });
}
