import { isFromMachine } from '@/app/ui/door.tsx';
import { html, seeOther } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { FollowingPage } from '@/app/ui/signature/following-page.tsx';
import { type TokenCall, type TokenFormCall, tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { findPetitionById } from '@/lib/petition/read.ts';
import { chooseFollowing } from '@/lib/signature/choose.ts';
import { readFollower } from '@/lib/signature/read.ts';
import { followingPath } from '@/lib/urls.ts';

export const GET = tokenDoor((call) => show(call, {}));

/** The one place where mailbox providers post without a word about themselves (RFC 8058); they may only stop letters. */
export const POST = tokenFormDoor(choose, { admitsOneClick: true });

async function choose(call: TokenFormCall): Promise<Response> {
  const { form, request, token, visit } = call;
  const isMachine = isFromMachine(request);
  const stops = isMachine || form.values.has('stop');
  const ticked = (field: string) => !stops && form.values.get(field) === 'yes';
  const email = form.values.get('email') ?? '';
  const outcome = await chooseFollowing(token, {
    updates: ticked('updates'),
    partnerUpdates: ticked('partner_updates'),
    email,
  });
  switch (outcome) {
    case 'changed':
      return isMachine ? new Response(null, { status: 200 }) : seeOther(`${followingPath(visit.locale, token)}?saved`);
    case 'unknown':
      return spentLinkPage(request, visit);
    case 'erased':
      return seeOther(followingPath(visit.locale, token));
    default:
      return show(call, {
        email,
        problem: visit.say(`signature.email.${outcome.problem}`),
        wants: [ticked('updates'), ticked('partner_updates')],
      });
  }
}

interface Shown {
  readonly email?: string;
  readonly problem?: string;
  readonly wants?: readonly [boolean, boolean];
}

async function show({ request, token, url, visit }: TokenCall, shown: Shown): Promise<Response> {
  const signature = await readFollower(token);
  const petition = signature && (await findPetitionById(signature.petitionId));
  if (!petition) return spentLinkPage(request, visit);
  const partner = petition.partners.find(({ id }) => id === signature.partnerId) ?? null;
  const view = (
    <FollowingPage
      {...{ visit, token, petition, signature, partner }}
      {...shown}
      isSaved={url.searchParams.has('saved')}
    />
  );
  return html(request, view, { status: shown.problem ? 422 : 200 });
}
