import { eq, sql } from 'drizzle-orm';
import { database, schema } from '@/db/client.ts';
import type { LocalText } from '@/db/columns.ts';
import { settings } from '../env.ts';
import { ALONE_AT_MOST, needsSecondPerson } from '../export/kinds.ts';
import { words } from '../i18n/words.ts';
import { noteFault } from '../journal.ts';
import { petitionPath } from '../urls.ts';
import { makeArchive } from './archive.ts';
import { holdsNames, readFacts } from './facts.ts';
import { setVolume, volumesFor } from './list.ts';
import { countToLook, readNames, readSevering } from './names.ts';
import type { Papers } from './papers.ts';
import { paperLanguages } from './papers.ts';
import { MOST_FAULTS } from './read.ts';
import { destroyPack, listParts, type PackPlace, removeParts, writePart } from './store.ts';

const { deliveryPacks } = schema;

interface Leased extends Record<string, unknown>, Pick<typeof deliveryPacks.$inferSelect, 'stage'> {
  readonly export_id: string;
  readonly petition_id: string;
  readonly is_approved: boolean;
  readonly cursor: string;
  readonly written: number;
  readonly names: number;
  readonly done: number;
  readonly total: number;
  readonly severing: string;
  readonly addressee: LocalText;
  readonly note: LocalText;
}

/** What of a pack was done, and what is next. */
type Progress = Partial<typeof deliveryPacks.$inferInsert>;

/**
 * Does one portion of work on one pack: some names, a volume of the list, or the archive. Where it stands is written
 * behind it, so that whoever is killed loses a portion, and another goes on. True when there is more to do at once.
 */
export async function workOnPacks(): Promise<boolean> {
  const pack = await leasePack();
  if (!pack) return (await endPacks()) > 0;
  const outcome = await workOn(pack).catch((fault: unknown) => {
    noteFault('a pack could not be made', fault);
    return { faults: sql`faults + 1` as unknown as number } satisfies Progress;
  });
  await database()
    .update(deliveryPacks)
    .set({ ...outcome, leasedUntil: null })
    .where(eq(deliveryPacks.exportId, pack.export_id));
  return true;
}

async function leasePack(): Promise<Leased | null> {
  const [row] = await database().execute<Leased>(sql`
    update delivery_packs k set leased_until = now() + interval '5 minutes'
    from exports e, deliveries d
    where e.id = k.export_id and d.id = k.delivery_id and k.export_id = (
      select p.export_id from delivery_packs p join exports x on x.id = p.export_id
      where p.deleted_at is null and p.made_at is null and p.faults < ${MOST_FAULTS}
        and (p.leased_until is null or p.leased_until < now())
        and x.refused_at is null and x.finished_at is null and x.expires_at > now()
        and (x.approved_at is not null or x.people <= ${ALONE_AT_MOST}::int)
      order by p.done, x.asked_at limit 1 for update of p skip locked)
    returning k.export_id, e.petition_id, e.approved_at is not null as is_approved, k.stage,
      encode(k.cursor, 'hex') as cursor, k.written::float8 as written, k.names::float8 as names, k.done::float8 as done,
      k.total::float8 as total, k.severing, d.addressee, d.note`);
  return row ?? null;
}

const workOn = (pack: Leased): Promise<Progress> => {
  switch (pack.stage) {
    case 'names':
      return gatherNames(pack);
    case 'list':
      return setList(pack);
    case 'archive':
      return closePack(pack);
  }
};

/** In milliseconds: a portion of names, so that the numbers on the page move. */
const GATHERED_FOR = 1_000;

/** Thrown where more people let their names go meanwhile than one person may take out alone. */
class Grown extends Error {
  override readonly name = 'Grown';
}

async function gatherNames(pack: Leased): Promise<Progress> {
  const place = placeOf(pack);
  const severing = await readSevering(pack.petition_id);
  const isNew = pack.cursor === '' || severing !== pack.severing;
  let { cursor, done, names, written } = isNew ? { cursor: '', done: 0, names: 0, written: 0 } : pack;
  const facts = await readFacts(pack.petition_id);
  const total = isNew ? await countToLook(pack.petition_id) : pack.total;
  if (!holdsNames(facts)) return { stage: 'archive', done: 0, total: 1 };
  const part = await writePart(place, 'names', written);
  const began = performance.now();
  let isOver = false;
  try {
    while (!isOver && performance.now() - began < GATHERED_FOR) {
      const portion = await readNames(pack.petition_id, cursor);
      done += portion.looked;
      names += portion.names.length;
      cursor = portion.last ?? cursor;
      isOver = portion.last === null;
      if (!pack.is_approved && needsSecondPerson(names)) throw new Grown('More people than one person may take alone.');
      if (portion.names.length > 0) written = await part.write(Buffer.from(JSON.stringify(portion.names)));
    }
  } finally {
    await part.close();
  }
  const reached = { cursor: Buffer.from(cursor, 'hex'), written, names, severing, total };
  return isOver ? { ...reached, stage: 'list', done: 0, total: volumesFor(names) } : { ...reached, done };
}

async function setList(pack: Leased): Promise<Progress> {
  const number = pack.done + 1;
  if (number > volumesFor(pack.names)) return { stage: 'archive', done: 0, total: 1 };
  const facts = await readFacts(pack.petition_id);
  const locale = paperLanguages(facts)[0] ?? 'en';
  const of = volumesFor(pack.names);
  const title = words(locale)(of === 1 ? 'pack.list.title' : 'pack.list.volume', { number, of });
  await setVolume(placeOf(pack), { title, locale, number, made: facts.asOf });
  return { done: number };
}

async function closePack(pack: Leased): Promise<Progress> {
  const place = placeOf(pack);
  const facts = await readFacts(pack.petition_id);
  const locale = paperLanguages(facts)[0] ?? 'en';
  const { addressee, names, note } = pack;
  const page = settings().APP_URL + petitionPath(locale, facts.petition.slug);
  const papers: Papers = { facts, names, addressee, note, page };
  const { sha256, size } = await makeArchive(place, papers);
  const parts = (await listParts(place)).filter((part) => part !== 'pack');
  await removeParts(place, parts);
  const made = { madeAt: new Date(), countedAt: facts.asOf, count: facts.sums.count, size, sha256 };
  return { ...made, checkpoint: facts.checkpoint?.note ?? null, done: 1 };
}

const placeOf = ({ export_id, petition_id }: Pick<Leased, 'export_id' | 'petition_id'>): PackPlace => ({
  exportId: export_id,
  petitionId: petition_id,
});

/** Destroys what was taken, refused, or has lain its time. Answers how many; doing it twice changes nothing. */
export async function endPacks(): Promise<number> {
  const over = await database().execute<{ export_id: string; petition_id: string }>(sql`
    select p.export_id, x.petition_id from delivery_packs p join exports x on x.id = p.export_id
    where p.deleted_at is null and (x.finished_at is not null or x.refused_at is not null or x.expires_at <= now())
      and (p.leased_until is null or p.leased_until < now())
    limit 20`);
  for (const pack of over) {
    await destroyPack(placeOf(pack));
    await database()
      .update(deliveryPacks)
      .set({ deletedAt: new Date() })
      .where(eq(deliveryPacks.exportId, pack.export_id));
  }
  return over.length;
}
