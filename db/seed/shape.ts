export type SeedLocale = 'en' | 'ru' | 'uk' | 'de' | 'ar';

export type LocalText = Record<SeedLocale, string>;

export interface SeedPartner {
  slug: string;
  name: LocalText;
  about: LocalText;
  isLead: boolean;
}

export interface SeedPetitionText {
  title: string;
  demand: string;
  addressee: string;
  act: string;
  /** Markdown; its `##` headings stand below the page's own. */
  body: string;
}

export interface SeedRecordLine {
  /** `YYYY-MM-DD`, or `YYYY-MM` where the day is not known. */
  happenedOn: string;
  who: LocalText;
  form: 'spoken' | 'written' | 'draft' | 'signed act';
  summary: LocalText;
  source: LocalText;
  sourceUrl: string | null;
}

export interface SeedUpdate {
  texts: Record<SeedLocale, { title: string; body: string }>;
}

export interface SeedShareLink {
  code: string;
  partner: string | null;
  channel: 'telegram' | 'whatsapp' | 'signal' | 'vk' | 'mail' | 'link' | 'poster';
}

export interface SeedPetition {
  coalition: { slug: string; name: LocalText };
  partners: SeedPartner[];
  campaign: { slug: string; title: LocalText; goal: LocalText };
  petition: {
    slug: string;
    texts: Record<SeedLocale, SeedPetitionText>;
    goalSteps: number[];
  };
  record: SeedRecordLine[];
  update: SeedUpdate;
  shareLinks: SeedShareLink[];
}
