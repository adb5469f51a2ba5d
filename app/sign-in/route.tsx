import { type Call, door, formDoor } from '@/app/ui/door.tsx';
import { seeOther } from '@/app/ui/html.tsx';
import { askForLink } from '@/app/ui/sign-in/next-auth.ts';
import { SignInPage } from '@/app/ui/sign-in/sign-in-page.tsx';
import { forgetThen, keepThen, readThen, withCookies } from '@/app/ui/sign-in/then.ts';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { untilStep } from '@/lib/access/sign-in-links.ts';
import { type AddressProblem, readAddress } from '@/lib/address/address.ts';
import { signInSentPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

interface Typed {
  readonly email: string;
  readonly wanted: string | null;
  readonly problem: AddressProblem | null;
}

const page = ({ request, url, visit }: Call, typed: Typed): Response => {
  const view = <SignInPage visit={visit} {...typed} isSignedOut={url.searchParams.has('signed-out')} />;
  return panelHtml(request, view, { status: typed.problem ? 422 : 200 });
};

export const GET = door((call) =>
  page(call, { email: '', wanted: readThen(call.url.searchParams.get('then')), problem: null }),
);

/** The same answer, after the same time, whether the address has an account or not (AD-06). */
export const POST = formDoor(async (call) => {
  const began = performance.now();
  const email = call.form.values.get('email') ?? '';
  const wanted = readThen(call.form.values.get('then'));
  const address = readAddress(email);
  if (typeof address === 'string') return page(call, { email, wanted, problem: address });
  await askForLink(address);
  await untilStep(began);
  return withCookies(seeOther(signInSentPath), wanted ? keepThen(call.request, wanted) : forgetThen(call.request));
});
