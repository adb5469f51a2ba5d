import { nameEverything } from '../chronicle/names.ts';
import { emptyFilter, readAudit } from '../chronicle/read.ts';
import { sayActor, sayRecord } from '../chronicle/speak.ts';
import type { Locale } from '../i18n/locales.ts';
import { findMember, type Member } from '../team/members.ts';
import { BYTE_ORDER_MARK, writeLines } from './cells.ts';
import type { TakenExport } from './take.ts';

const encoder = new TextEncoder();

/** The coalition's audit in plain words, the newest record first, a page at a time. */
export function streamAudit(member: Member, locale: Locale, now: Date): TakenExport {
  let before: string | null = null;
  const body = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        // Whoever lost the role meanwhile gets no further page (AD-05).
        const still = await findMember(member.accountId, member.coalition.slug);
        if (still?.role !== 'owner') return controller.error(new Error('The right to the audit has ended.'));
        const { entries, older } = await readAudit(member, { ...emptyFilter, before: before ?? '' });
        const names = await nameEverything(entries, locale, member.coalition.id);
        const lines = entries.map((entry) => [
          entry.at.toISOString(),
          sayActor(entry, names, locale),
          entry.act,
          sayRecord(entry, names, locale),
        ]);
        const head = before === null ? BYTE_ORDER_MARK + writeLines([['at', 'who', 'act', 'what']]) : '';
        controller.enqueue(encoder.encode(head + writeLines(lines)));
        before = older;
        if (older === '') controller.close();
      },
    },
    { highWaterMark: 0 },
  );
  const fileName = `audit-${member.coalition.slug}-${now.toISOString().slice(0, 10)}.csv`;
  return { fileName, contentType: 'text/csv; charset=utf-8', body };
}
