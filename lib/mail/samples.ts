import { type LetterKind, letterKinds } from '@/db/schema/mail.ts';
import { letterWordings } from '@/db/schema/petition.ts';
import { type Locale, locales } from '../i18n/locales.ts';
import type { Token } from '../token.ts';
import type { LetterSecrets } from './letters.ts';
import { type WrittenLetter, writeLetter } from './write.tsx';

/** Every letter that there can be, with words in it that nobody gets: for the gallery, pictures and tests. */
export interface Sample {
  /** The kind, and behind it the wording where there are several: "confirm-signature-formal". */
  readonly name: string;
  readonly kind: LetterKind;
  readonly wording?: NonNullable<LetterSecrets['wording']>;
}

export const samples: readonly Sample[] = letterKinds.flatMap((kind): Sample[] => {
  if (kind === 'confirm-signature')
    return letterWordings.map((wording) => ({
      name: wording === 'plain' ? kind : `${kind}-${wording}`,
      kind,
      wording,
    }));
  if (kind === 'withdrawn')
    return [
      { name: kind, kind },
      { name: `${kind}-erased`, kind, wording: 'erased' },
    ];
  return [{ name: kind, kind }];
});

export const findSample = (name: string): Sample | null => samples.find((sample) => sample.name === name) ?? null;

/** As long as a token, and the hash of nothing that was ever given out. */
const SAMPLE_TOKEN = 'sample-'.repeat(7).slice(0, 43) as Token;

/** No update's id: the sample's letter does not tell what is in it, so that none is looked up. */
const SAMPLE_UPDATE = '00000000-0000-4000-8000-000000000000';

/** What a letter is made of whose words are the sample's. */
export const secretsOfSample = ({ kind, wording }: Sample, language: Locale): LetterSecrets => ({
  mailbox: 'reader@example.org',
  language,
  token: SAMPLE_TOKEN,
  ...(wording ? { wording } : {}),
  ...(kind === 'update-preview' ? { news: newsOf[language] ?? newsOf.en } : {}),
  ...(kind === 'update' ? { update: { id: SAMPLE_UPDATE, number: 3, tellsAll: false } } : {}),
});

export const writeSample = (sample: Sample, language: Locale, appUrl: string): Promise<WrittenLetter> =>
  writeLetter(sample.kind, secretsOfSample(sample, language), appUrl);

const link = '<a href="https://news.example/a/rather/long/address/that/has/to/break/somewhere">';
type SampleNews = NonNullable<LetterSecrets['news']>;

/** In a language that was added, the sample speaks English. */
const newsOf: Readonly<Partial<Record<Locale, SampleNews>> & { en: SampleNews }> = {
  en: {
    title: 'The answer has arrived',
    html: `<p>On Tuesday the answer came. It is <strong>spoken</strong>, not signed.</p><h2>What follows</h2><ul><li>We ask for a date.</li><li>We publish ${link}the letter</a>.</li></ul><blockquote><p>It will be looked into.</p></blockquote>`,
  },
  ru: {
    title: 'Пришёл ответ',
    html: `<p>Во вторник пришёл ответ. Он <strong>устный</strong>, подписи под ним нет.</p><h2>Что дальше</h2><ul><li>Мы просим назвать дату.</li><li>Мы публикуем ${link}письмо</a>.</li></ul><blockquote><p>Вопрос будет изучен.</p></blockquote>`,
  },
  uk: {
    title: 'Надійшла відповідь',
    html: `<p>У вівторок надійшла відповідь. Вона <strong>усна</strong>, підпису під нею немає.</p><h2>Що далі</h2><ul><li>Ми просимо назвати дату.</li><li>Ми публікуємо ${link}лист</a>.</li></ul><blockquote><p>Питання буде вивчено.</p></blockquote>`,
  },
  de: {
    title: 'Die Antwort ist da',
    html: `<p>Am Dienstag kam die Antwort. Sie ist <strong>gesprochen</strong>, nicht unterzeichnet.</p><h2>Wie es weitergeht</h2><ul><li>Wir bitten um ein Datum.</li><li>Wir veröffentlichen ${link}den Brief</a>.</li></ul><blockquote><p>Das wird geprüft.</p></blockquote>`,
  },
  ar: {
    title: 'وصل الرد',
    html: `<p>وصل الرد يوم الثلاثاء. وهو <strong>شفهي</strong> لا يحمل أي إمضاء.</p><h2>الخطوة التالية</h2><ul><li>نطلب تحديد موعد.</li><li>ننشر ${link}الرسالة</a>.</li></ul><blockquote><p>سيُنظر في الأمر.</p></blockquote>`,
  },
};

/** All of them, in every language. */
export const sampleLetters: readonly { readonly sample: Sample; readonly language: Locale }[] = samples.flatMap(
  (sample) => locales.map((language) => ({ sample, language })),
);
