import { CARRIED_CODES, CodesForm, type CodesProblem, codesProblems } from '@/app/ui/account/codes-form.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { finishEnrolment } from '@/app/ui/sign-in/finish-enrolment.ts';
import { type SessionCall, sessionDoor, sessionForm } from '@/app/ui/sign-in/session-door.ts';
import { PanelFrame, panelHtml } from '@/app/ui/team/team-frame.tsx';
import { offerCodes, readOffered } from '@/lib/access/codes.ts';
import { setCodes } from '@/lib/access/factors.ts';
import { enrolmentCodesPath, enrolmentPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

async function page({ account, request, visit }: SessionCall, carried: string, problem: CodesProblem | null) {
  const { say } = visit;
  const offered = await offerCodes(account, carried);
  const view = (
    <PanelFrame visit={visit} title={say('access.codes.title')} problems={codesProblems(visit, problem)}>
      <div className="narrow">
        <h1>{say('access.codes.title')}</h1>
        <CodesForm visit={visit} action={enrolmentCodesPath} offered={offered} problem={problem} />
        <p>
          <a href={enrolmentPath}>{say('access.codes.other')}</a>
        </p>
      </div>
    </PanelFrame>
  );
  return panelHtml(request, view, { status: problem ? 422 : 200 });
}

export const GET = sessionDoor('enrol', (call) => page(call, '', null));

export const POST = sessionForm('enrol', async (call) => {
  const carried = call.form.values.get(CARRIED_CODES) ?? '';
  const typed = call.form.values.get('code') ?? '';
  if (typed.trim() === '') return page(call, carried, 'missing');
  const secret = await readOffered(call.account, carried);
  if (!secret) return page(call, '', 'wrong');
  const outcome = await setCodes({ session: call.session, secret, typed }, await call.now());
  switch (outcome) {
    case 'set':
      return finishEnrolment(call.request, call.session);
    case 'wrong':
      return page(call, carried, 'wrong');
    case 'not-allowed':
      return seeOther(enrolmentPath);
  }
});
