import { EmbedCodePage } from '@/app/ui/embed/code-page.tsx';
import { readEmbedWish } from '@/app/ui/embed/wish.ts';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { panelHtml } from '@/app/ui/team/team-frame.tsx';
import { settings } from '@/lib/env.ts';
import { listLinks } from '@/lib/share/read.ts';

export const dynamic = 'force-dynamic';

const route = '/team/[coalition]/petitions/[petition]/embed';

/** What other sites paste into their pages, and how it will look there. */
export const GET = teamDoor(route, async ({ member, petition, request, url, visit }) => {
  const wish = { ...readEmbedWish(url.searchParams) };
  // A partner's site passes on its own link.
  const links = member.role === 'partner' ? await listLinks(member, petition) : [];
  const share = links.find(({ channel }) => channel === 'link')?.code ?? '';
  const named = { slug: petition.slug, title: petition.title };
  const view = (
    <EmbedCodePage
      {...{ visit, member, wish, share }}
      petition={named}
      isPublished={petition.publishedAt !== null}
      origin={settings().APP_URL}
    />
  );
  return panelHtml(request, view, { framesItself: true });
});
