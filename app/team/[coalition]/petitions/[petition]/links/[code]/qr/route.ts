import { inertPolicy } from '@/app/ui/html.tsx';
import { teamDoor } from '@/app/ui/team/member-door.tsx';
import { teamNotice } from '@/app/ui/team/notices.tsx';
import { settings } from '@/lib/env.ts';
import { drawQrPng, drawQrSvg } from '@/lib/share/qr.ts';
import { hasLink } from '@/lib/share/read.ts';
import { sharePath } from '@/lib/urls.ts';

export const dynamic = 'force-dynamic';

/** A link's QR code, as SVG or (`?form=png`) as PNG. */
export const GET = teamDoor('/team/[coalition]/petitions/[petition]/links/[code]/qr', async (call) => {
  const { member, params, petition, request, url } = call;
  if (!(await hasLink(member, petition, params.code))) return teamNotice(call, 'not-found');
  const address = settings().APP_URL + sharePath(params.code);
  const isPng = url.searchParams.get('form') === 'png';
  const picture = isPng ? new Uint8Array(await drawQrPng(address)) : await drawQrSvg(address);
  return new Response(request.method === 'HEAD' ? null : picture, {
    headers: {
      ...inertPolicy,
      'content-type': isPng ? 'image/png' : 'image/svg+xml; charset=utf-8',
      'cache-control': 'no-store',
    },
  });
});
