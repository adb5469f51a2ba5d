import { othersWords } from '@/app/ui/draft/editor-page.tsx';
import { languageOf, textPath } from '@/app/ui/draft/show-editor.tsx';
import { inertPolicy, seeOther } from '@/app/ui/html.tsx';
import { teamForm } from '@/app/ui/team/member-door.tsx';
import { meetOthers } from '@/lib/draft/presence.ts';
import { mayWrite } from '@/lib/draft/save.ts';

export const dynamic = 'force-dynamic';

/** "I am here", said by the script every ten seconds; the answer says who else is. */
export const POST = teamForm('/team/[coalition]/petitions/[petition]/text/presence', async (call) => {
  const language = languageOf(call);
  const { account, member, petition } = call;
  const isWriter = mayWrite(member, language, petition.sourceLanguage);
  const others = await meetOthers({ petitionId: petition.id, language }, account.id, isWriter, await call.now());
  if (call.request.headers.get('accept') !== 'application/json') {
    return seeOther(`${textPath(call)}?language=${language}`);
  }
  const words = othersWords({ others, visit: call.visit });
  return Response.json({ words }, { headers: { ...inertPolicy, 'cache-control': 'no-store' } });
});
