import { seeOther } from '@/app/ui/html.tsx';
import { LinksPage } from '@/app/ui/share/links-page.tsx';
import { type TeamCall, teamDoor, teamForm } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { settings } from '@/lib/env.ts';
import { type LinkProblems, type LinkTyped, readLink, typedLink } from '@/lib/share/fields.ts';
import { makeLink } from '@/lib/share/make.ts';
import { listLinkChoices, listLinks } from '@/lib/share/read.ts';
import { mayAct } from '@/lib/team/rules.ts';
import { teamLinksPath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/links';

/** Share links: what each brought, and a form for one more. */
export const GET = teamDoor(route, (call) => showLinks(call));

export const POST = teamForm(route, async (call) => {
  const { form, member, petition } = call;
  const typed = typedLink(form.values);
  const read = readLink(typed, await listLinkChoices(member));
  if ('problems' in read) return showLinks(call, { typed, problems: read.problems });
  const made = await makeLink(member, petition, read.wish, await call.now());
  const path = teamLinksPath(member.coalition.slug, petition.slug);
  switch (made.outcome) {
    case 'made':
      return seeOther(`${path}?made=${made.code}`);
    case 'known':
      return seeOther(`${path}?known=${made.code}`);
    case 'taken':
      return showLinks(call, { typed, problems: { code: 'taken' } });
    case 'not-yours':
      return showLinks(call, { typed, problems: { partner: 'unknown' } });
  }
});

async function showLinks(
  call: TeamCall<typeof route>,
  typing?: { readonly typed: LinkTyped; readonly problems: LinkProblems },
): Promise<Response> {
  const { member, petition, request, url, visit } = call;
  const [links, choices] = await Promise.all([
    listLinks(member, petition),
    mayAct(route, member.role) ? listLinkChoices(member) : [],
  ]);
  const code = url.searchParams.get('made') ?? url.searchParams.get('known');
  const made = code ? { code, isNew: url.searchParams.has('made') } : null;
  const named = { slug: petition.slug, title: petition.title, isPublished: petition.publishedAt !== null };
  const facts = { visit, member, links, choices, made, appUrl: settings().APP_URL };
  const view = <LinksPage {...facts} petition={named} {...typing} />;
  return panelHtml(request, view, { status: typing ? 422 : 200 });
}
