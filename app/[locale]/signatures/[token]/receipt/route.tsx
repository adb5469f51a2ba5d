import { html } from '@/app/ui/html.tsx';
import { spentLinkPage } from '@/app/ui/notices.tsx';
import { receiptFile } from '@/app/ui/receipt/receipt-file.ts';
import { ReceiptPage } from '@/app/ui/receipt/receipt-page.tsx';
import { isSure } from '@/app/ui/signature/ask-page.tsx';
import { type TokenCall, tokenDoor, tokenFormDoor } from '@/app/ui/signature/token-door.ts';
import { findReceipt, writeReceipt } from '@/lib/signature/receipt.ts';

/** Spares each request Next.js's watch for whether it is dynamic: it is (app/ui/door.tsx). */
export const dynamic = 'force-dynamic';

/** Opening it makes no receipt: it asks, or says why there is none. */
export const GET = tokenDoor((call) => show(call, false));

export const POST = tokenFormDoor(async (call) => {
  if (!isSure(call.form)) return show(call, true);
  const found = await findReceipt(call.token);
  return found?.is === 'ready' ? receiptFile(call.request, await writeReceipt(found)) : show(call, false);
});

async function show({ request, token, visit }: TokenCall, isUnticked: boolean): Promise<Response> {
  const found = await findReceipt(token);
  if (!found) return spentLinkPage(request, visit);
  const isAsked = isUnticked && found.is === 'ready';
  return html(request, <ReceiptPage {...{ visit, token, found }} isUnticked={isAsked} />, {
    status: isAsked ? 422 : 200,
  });
}
