import { randomBytes, randomUUID } from 'node:crypto';
import type { Page } from '@playwright/test';
import { sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { sealForTeam } from '@/lib/keys/account-keys.ts';
import { publishVersion } from '@/lib/petition/publish.ts';
import { findPetition } from '@/lib/petition/read.ts';
import type { Member } from '@/lib/team/members.ts';
import { hashToken, newToken } from '@/lib/token.ts';
import { makeMember } from './members.ts';
import { draftPetition, endorse, makeShareLink } from './petitions.ts';

/** A coalition whose every text is markup, as it stands when somebody got past the fields, and a member to look. */
export interface MarkupWorld {
  readonly owner: Member;
  readonly publicPaths: readonly string[];
  readonly panelPaths: readonly string[];
}

export async function makeMarkupWorld(payloads: readonly string[]): Promise<MarkupWorld> {
  const all = payloads.join('\n\n');
  const short = payloads.join(' ').slice(0, 190);
  const local = sql`jsonb_build_object('en', ${all}::text)`;
  const db = database();
  const { campaignId, coalitionId, partnerIds, petitionId, slug, versionId } = await draftPetition({ partners: 2 });
  await db.execute(sql`update petition_texts set title = ${short}, demand = ${all.slice(0, 990)}, addressee = ${all},
    act = ${all}, body = ${all} where version_id = ${versionId}`);
  await db.execute(sql`update coalitions set name = ${local}, about = ${local} where id = ${coalitionId}`);
  await db.execute(sql`update campaigns set title = ${local}, goal = ${local} where id = ${campaignId}`);
  await db.execute(sql`update partners set name = ${local}, about = ${local} where coalition_id = ${coalitionId}`);
  await db.execute(sql`insert into record_lines (campaign_id, happened_on, who, form, summary, source, source_url)
    values (${campaignId}, '2022-10-31', ${local}, 'spoken', ${local}, ${local}, 'https://example.org/' || ${all}::text)`);
  await endorse(versionId, partnerIds);
  const outcome = await publishVersion(versionId, 'command', await currentTime());
  if (outcome !== 'published') throw new Error(`The petition was not published: ${outcome}.`);
  await db.execute(sql`update coalitions set banner = ${local} where id = ${coalitionId}`);
  const [update] = await db.execute<{ id: string }>(
    sql`insert into updates (petition_id) values (${petitionId}) returning id`,
  );
  await db.execute(
    sql`insert into update_texts (update_id, language, title, body) values (${update?.id}, 'en', ${short}, ${all})`,
  );
  await db.execute(sql`update updates set number = 1, published_at = now() where id = ${update?.id}`);
  const owner = await makeMember({ coalitionId, role: 'owner', name: all.slice(0, 90) });
  const petition = await findPetition(slug);
  if (petition) await makeShareLink(petition, partnerIds[0] ?? null);
  await db.execute(sql`insert into audit_records (actor, act, subject, coalition_id) values
    (${owner.accountId}, 'petition-closed', jsonb_build_object('petition', ${petitionId}::text), ${coalitionId})`);
  const invitation = await inviteMarkup(all, {
    coalitionId,
    partnerId: partnerIds[1] ?? '',
    invitedBy: owner.accountId,
  });
  const team = `/team/${slug}`;
  return {
    owner,
    publicPaths: [
      `/en/petitions/${slug}`,
      `/en/petitions/${slug}/with/partner-1`,
      `/en/petitions/${slug}/updates`,
      `/en/petitions/${slug}/updates/1`,
      `/en/campaigns/${slug}`,
      `/sign-in/invitations/${invitation}`,
    ],
    panelPaths: [
      team,
      `${team}/petitions/${slug}`,
      `${team}/petitions/${slug}/versions/1`,
      `${team}/petitions/${slug}/links`,
      `${team}/petitions/${slug}/updates`,
      `${team}/petitions/${slug}/updates/${update?.id}`,
      `${team}/campaigns/${slug}/record`,
      `${team}/campaigns/${slug}`,
      `${team}/partners`,
      `${team}/members`,
      `${team}/audit`,
      `${team}/description`,
    ],
  };
}

interface MarkupInvitation {
  readonly coalitionId: string;
  readonly partnerId: string;
  readonly invitedBy: string;
}

/** An invitation whose address is no address; what its link shows names coalition, partner and who invites as well. */
async function inviteMarkup(all: string, wish: MarkupInvitation): Promise<string> {
  const [id, token] = [randomUUID(), newToken()];
  const sealed = await sealForTeam(JSON.stringify({ mailbox: all, canonical: all }), `invitation/${id}`);
  const expiresAt = new Date((await currentTime()).getTime() + 3_600_000);
  const row = { ...wish, id, sealed, expiresAt, role: 'partner', addressKey: randomBytes(32) } as const;
  await database()
    .insert(schema.invitations)
    .values({ ...row, tokenHash: hashToken(token) });
  return token;
}

/** What stands in a page that none of our views writes: whatever would run, load or send. */
export const strangersIn = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const own = /^\/(live\.js|share\.js|panel\/[a-z-]+\.js)$/;
    /** What search engines read is data, in which nothing opens markup (app/ui/head/data.ts). */
    const isData = (element: Element): boolean => {
      const text = element.textContent ?? '';
      return element.matches('script[type="application/ld+json"]:not([src])') && !text.includes('<') && isJson(text);
    };
    const isJson = (text: string): boolean => {
      try {
        return typeof JSON.parse(text) === 'object';
      } catch {
        return false;
      }
    };
    const isStrange = (element: Element): boolean => {
      if (isData(element)) return false;
      if (element.matches('script')) return !own.test(element.getAttribute('src') ?? '') || element.textContent !== '';
      if (element.matches('iframe,object,embed,frame,base,portal,video,audio,math,meta[http-equiv]')) return true;
      if (element.matches('img') && !element.getAttribute('src')?.startsWith('/')) return true;
      if (element.matches('form') && !/^(\/|\?|#|$)/.test(element.getAttribute('action') ?? '')) return true;
      const names = element.getAttributeNames();
      if (names.some((name) => /^on|^srcdoc$|^formaction$/i.test(name))) return true;
      return ['href', 'src', 'xlink:href'].some((name) =>
        /^(javascript|data|vbscript|blob|file):/i.test((element.getAttribute(name) ?? '').replace(/[^!-~]/g, '')),
      );
    };
    return [...document.querySelectorAll('*')].filter(isStrange).map((element) => element.outerHTML.slice(0, 200));
  });
