import { Box } from '@/app/ui/field.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { forgetThen, landingOf, withCookies } from '@/app/ui/sign-in/then.ts';
import { type AccountCall, accountDoor, accountForm } from '@/app/ui/team/member-door.tsx';
import { PanelFrame, panelHtml } from '@/app/ui/team/team-frame.tsx';
import { keepRecoveryCodes, offerRecoveryCodes, readOfferedCodes } from '@/lib/access/recovery-codes.ts';
import { accountPath, recoveryCodesPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const CARRIED = 'recovery-codes';

/** The codes stand here once; they count from the moment on at which their owner says to have them. */
async function page({ account, request, url, visit }: AccountCall, carried: string, isUnticked: boolean) {
  const { say } = visit;
  const offered = await offerRecoveryCodes(account.id, carried);
  const problem = isUnticked ? say('form.unticked', { box: say('access.recovery.kept') }) : undefined;
  const problems = problem ? [{ field: 'kept', words: problem }] : [];
  const action = url.searchParams.has('first') ? `${recoveryCodesPath}?first` : recoveryCodesPath;
  const view = (
    <PanelFrame visit={visit} title={say('access.recovery.title')} problems={problems} isSignedIn>
      <div className="narrow">
        <h1>{say('access.recovery.title')}</h1>
        <p className="lead">{say('access.recovery.lead')}</p>
        <pre className="code groups" dir="ltr">
          {offered.codes.join('\n')}
        </pre>
        <form method="post" action={action} noValidate>
          <input type="hidden" name={CARRIED} value={offered.carried} />
          <Box id="kept" label={say('access.recovery.kept')} isTicked={false} problem={problem} />
          <p className="go">
            <button type="submit">{say('access.recovery.submit')}</button>
          </p>
        </form>
      </div>
    </PanelFrame>
  );
  return panelHtml(request, view, { status: isUnticked ? 422 : 200 });
}

export const GET = accountDoor((call) => page(call, '', false));

export const POST = accountForm(
  async (call) => {
    const carried = call.form.values.get(CARRIED) ?? '';
    const codes = await readOfferedCodes(call.account.id, carried);
    if (!codes || call.form.values.get('kept') !== 'yes') return page(call, carried, true);
    await keepRecoveryCodes(call.account.id, codes, await call.now());
    if (!call.url.searchParams.has('first')) return seeOther(`${accountPath}?kept`);
    return withCookies(seeOther(landingOf(call.request)), forgetThen(call.request));
  },
  { fresh: true },
);
