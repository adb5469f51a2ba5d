import { door } from '@/app/ui/door.tsx';
import { NoticePage } from '@/app/ui/frame.tsx';
import { html } from '@/app/ui/html.tsx';
import { faultPage } from '@/app/ui/notices.tsx';
import { findPetition } from '@/lib/petition/read.ts';
import { petitionPath } from '@/lib/urls.ts';

/** The same page for everybody: new, waiting, confirmed or blocked. Its title names no petition. */
export const GET = door<{ locale: string; slug: string }>(async ({ params, request, visit }) => {
  const petition = await findPetition(params.slug);
  if (!petition) return faultPage(request, visit, 'not-found');
  const { locale, say } = visit;
  const ways = [{ href: petitionPath(locale, petition.slug), words: say('sent.back') }];
  const lead = [say('sent.lead'), say('sent.wait'), say('sent.nothing')];
  return html(
    request,
    <NoticePage visit={visit} title={say('sent.title')} lead={lead} ways={ways}>
      {visit.demoMailbox && (
        <p className="note">
          {say('sent.demo')} <a href={visit.demoMailbox}>{say('sent.demo-mailbox')}</a>
        </p>
      )}
    </NoticePage>,
  );
});
