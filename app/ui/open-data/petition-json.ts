import { type Count, partnerCountOf } from '@/lib/count/read.ts';
import { closingTime, type Petition, petitionState, textFor } from '@/lib/petition/read.ts';
import type { PetitionWithCount } from '../petition/list-petitions.ts';
import { petitionLinks } from './links.ts';

const momentOf = (time: Date | null): string | null => time?.toISOString() ?? null;
const dayOf = (time: Date | null): string | null => time?.toISOString().slice(0, 10) ?? null;

/** How a petition is told to whoever asked: in which language, and under which origin. */
interface Asked {
  readonly language: string;
  readonly origin: string;
}

/** A petition as lists of the public JSON have it (product.md §4). */
export function listedJson({ count, petition, state }: PetitionWithCount, { language, origin }: Asked) {
  const text = textFor(petition, language);
  return {
    id: petition.id,
    slug: petition.slug,
    language: text.language,
    title: text.title,
    demand: text.demand,
    addressee: text.addressee,
    languages: petition.texts.map((other) => other.language),
    text_version: petition.version,
    text_sha256: petition.sha256,
    state,
    published_at: petition.publishedAt.toISOString(),
    closes_at: momentOf(closingTime(petition)),
    count: count.count,
    goal: count.goal,
    as_of: count.asOf.toISOString(),
    links: petitionLinks(origin, petition.slug),
  };
}

/** All that the public JSON says of one petition. */
export function petitionJson(petition: Petition, count: Count, now: Date, { language, origin }: Asked) {
  const text = textFor(petition.text, language);
  const signed = petition.record.filter(({ form }) => form === 'signed act').length;
  return {
    id: petition.id,
    slug: petition.slug,
    language: text.language,
    title: text.title,
    demand: text.demand,
    addressee: text.addressee,
    act: text.act,
    text: text.body,
    languages: petition.text.texts.map((other) => other.language),
    text_version: petition.text.version,
    text_sha256: petition.text.sha256,
    privacy_mode: petition.privacyMode,
    state: petitionState(petition, now),
    published_at: petition.publishedAt.toISOString(),
    closes_at: momentOf(closingTime(petition)),
    count: count.count,
    goal: count.goal,
    as_of: count.asOf.toISOString(),
    record: { said: petition.record.length - signed, signed },
    partners: petition.partners.map((partner) => ({
      slug: partner.slug,
      name: partner.name,
      is_lead: partner.isLead,
      endorsed_on: dayOf(partner.endorsedAt),
      count: partnerCountOf(petition, partner.id),
    })),
    links: petitionLinks(origin, petition.slug),
  };
}
