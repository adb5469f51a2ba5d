import { CARRIED_CODES, CodesForm, type CodesProblem, codesProblems } from '@/app/ui/account/codes-form.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { type AccountCall, accountDoor, accountForm } from '@/app/ui/team/member-door.tsx';
import { PanelFrame, panelHtml } from '@/app/ui/team/team-frame.tsx';
import { offerCodes, readOffered } from '@/lib/access/codes.ts';
import { setCodes } from '@/lib/access/factors.ts';
import { accountCodesPath, accountPath, signInPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

async function page({ account, request, visit }: AccountCall, carried: string, problem: CodesProblem | null) {
  const { say } = visit;
  const offered = await offerCodes(account, carried);
  const view = (
    <PanelFrame visit={visit} title={say('access.codes.title')} problems={codesProblems(visit, problem)} isSignedIn>
      <div className="narrow">
        <h1>{say('access.codes.title')}</h1>
        <p className="lead">{say('access.codes.replaces')}</p>
        <CodesForm visit={visit} action={accountCodesPath} offered={offered} problem={problem} />
        <p>
          <a href={accountPath}>{say('team.cancel')}</a>
        </p>
      </div>
    </PanelFrame>
  );
  return panelHtml(request, view, { status: problem ? 422 : 200 });
}

export const GET = accountDoor((call) => page(call, '', null));

/** The app that was set before goes on working until the new one has shown its first code. */
export const POST = accountForm(
  async (call) => {
    const carried = call.form.values.get(CARRIED_CODES) ?? '';
    const typed = call.form.values.get('code') ?? '';
    if (typed.trim() === '') return page(call, carried, 'missing');
    const secret = await readOffered(call.account, carried);
    if (!secret) return page(call, '', 'wrong');
    const outcome = await setCodes({ session: call.session, secret, typed }, await call.now());
    switch (outcome) {
      case 'set':
        return seeOther(`${accountPath}?codes-set`);
      case 'wrong':
        return page(call, carried, 'wrong');
      case 'not-allowed':
        return seeOther(signInPath);
    }
  },
  { fresh: true },
);
