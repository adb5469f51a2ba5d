import type { ReactElement } from 'react';
import { render } from 'react-email';
import { once } from '@/db/once.ts';
import type { LetterKind } from '@/db/schema/mail.ts';
import type { LetterWording } from '@/db/schema/petition.ts';
import { AlreadySigned } from '@/emails/already-signed.tsx';
import { ConfirmSignature } from '@/emails/confirm-signature.tsx';
import type { LetterFrame } from '@/emails/letter.tsx';
import { NewsWaits } from '@/emails/news-waits.tsx';
import { TeamLetter } from '@/emails/team-letter.tsx';
import { UpdateInFull } from '@/emails/update-in-full.tsx';
import { UpdateLetter } from '@/emails/update-letter.tsx';
import { Withdrawn } from '@/emails/withdrawn.tsx';
import { directionOf, type Locale, localeNames } from '../i18n/locales.ts';
import { type Say, words } from '../i18n/words.ts';
import type { Token } from '../token.ts';
import {
  confirmationPath,
  followingPath,
  invitationPath,
  newsPath,
  refusalPath,
  signaturePath,
  signInLinkPath,
  teamPath,
} from '../urls.ts';
import type { LetterSecrets } from './letters.ts';
import { readSheet } from './news.ts';
import { oneLine, plainTextOf } from './plain-text.ts';

export interface WrittenLetter {
  readonly subject: string;
  readonly html: string;
  readonly text: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Stands for the token while a letter is laid out: as long as one, and in no other place of it. */
const ANY_TOKEN = 'token-'.repeat(8).slice(0, 43) as Token;

/**
 * Writes a letter out. The same secrets give the same bytes: the provider compares a repeated call with the
 * first one, and refuses one that differs. Letters of one kind and language differ in their token alone, so each
 * is laid out once per process: laying out takes a hundred times longer than putting the token in.
 */
export async function writeLetter(kind: LetterKind, secrets: LetterSecrets, appUrl: string): Promise<WrittenLetter> {
  if (secrets.news) return writeNews(kind, secrets.news, secrets.language);
  if (kind === 'update') return writeUpdate(secrets, appUrl);
  const { html, subject, text } = await laidOut(kind, secrets.language, appUrl, secrets.wording ?? 'plain');
  const fill = (words: string) => words.replaceAll(ANY_TOKEN, secrets.token);
  return { subject, html: fill(html), text: fill(text) };
}

/** The token goes into our own links alone: words of the team must not lead anywhere else with it. */
async function writeUpdate(secrets: LetterSecrets, appUrl: string): Promise<WrittenLetter> {
  const { language, token, update } = secrets;
  if (!update) throw new Error('A letter of news came without its update.');
  const sheet = update.tellsAll
    ? await readSheet(update.id, language)
    : await laidOut('update', language, appUrl, 'plain');
  const linkWith = (one: Token) => appUrl + followingPath(language, one);
  const link = linkWith(token);
  const fill = (words: string) =>
    words.replaceAll(linkWith(ANY_TOKEN), link).replaceAll(ANY_NUMBER, String(update.number));
  return { subject: sheet.subject, html: fill(sheet.html), text: fill(sheet.text), headers: stopHeaders(link) };
}

/** One click in the mail program stops the letters (RFC 8058). */
const stopHeaders = (link: string) => ({
  'List-Unsubscribe': `<${link}>`,
  'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click',
});

/** Stands for an update's number in the same way. */
const ANY_NUMBER = 'number-of-update';

const sheets = () => once('letters-laid-out', () => new Map<string, Promise<WrittenLetter>>());

function laidOut(kind: LetterKind, language: Locale, appUrl: string, wording: Wording): Promise<WrittenLetter> {
  const name = `${kind}/${language}/${wording}/${appUrl}`;
  const known = sheets().get(name);
  if (known) return known;
  const made = layOutLetter(kind, language, appUrl, wording);
  sheets().set(name, made);
  return made;
}

async function layOutLetter(
  kind: LetterKind,
  language: Locale,
  appUrl: string,
  wording: Wording,
): Promise<WrittenLetter> {
  const say = words(language);
  const html = await render(layOut(kind, { language, token: ANY_TOKEN, wording }, say, appUrl));
  return { subject: subjectOf(kind, say, wording), html, text: plainTextOf(html) };
}

/** Somebody's own words: laid out each time, and the same bytes each time. */
async function writeNews(
  kind: LetterKind,
  news: { title: string; html: string },
  language: Locale,
): Promise<WrittenLetter> {
  const say = words(language);
  const subject = oneLine(news.title);
  const frame = { ...frameOf(kind, language, say), title: subject };
  const html = await render(<UpdateLetter words={{ frame, ...news, why: say('letter.update.why') }} />);
  return { subject, html, text: plainTextOf(html) };
}

/** What an update says to those who may be told all of it, and the language that it says it in. */
export interface UpdateWords {
  readonly petition: string;
  readonly title: string;
  /** Safe as it is (lib/petition/markdown). */
  readonly html: string;
  readonly language: Locale;
  /** Its public page. */
  readonly url: string;
}

/** Lays an update out for readers of a language, who may have to read it in another one. */
export async function layOutUpdate(update: UpdateWords, reader: Locale, appUrl: string): Promise<WrittenLetter> {
  const say = words(reader);
  const html = await render(
    <UpdateInFull
      words={{
        ...update,
        frame: { ...frameOf('update', reader, say), title: oneLine(update.title) },
        direction: directionOf(update.language),
        other: update.language === reader ? '' : say('letter.update.other', { language: localeNames[update.language] }),
        button: say('letter.update.see'),
        why: say('letter.update.why'),
        stop: say('letter.update.stop'),
      }}
      pageUrl={appUrl + update.url}
      stopUrl={appUrl + followingPath(reader, ANY_TOKEN)}
    />,
  );
  return { subject: oneLine(update.title), html, text: plainTextOf(html) };
}

type Wording = LetterWording | 'erased';
type Unaddressed = Required<Pick<LetterSecrets, 'language' | 'token' | 'wording'>>;

function layOut(kind: LetterKind, secrets: Unaddressed, say: Say, appUrl: string): ReactElement {
  const { language, token, wording } = secrets;
  const frame = frameOf(kind, language, say, wording);
  switch (kind) {
    case 'confirm-signature':
    case 'reminder':
      return (
        <ConfirmSignature
          words={{
            frame,
            lead: say(kind === 'reminder' ? 'letter.reminder.lead' : `letter.confirm.lead.${askingOf(wording)}`),
            button: say('letter.confirm.button'),
            copy: say('letter.copy'),
            refuse: say('letter.confirm.refuse'),
            later: say('letter.confirm.later'),
          }}
          confirmUrl={appUrl + confirmationPath(language, token)}
          refuseUrl={appUrl + refusalPath(language, token)}
        />
      );
    case 'thanks':
    case 'already-signed': {
      const part = kind === 'thanks' ? 'thanks' : 'already';
      return (
        <AlreadySigned
          words={{
            frame,
            lead: say(`letter.${part}.lead`),
            button: say(`letter.${part}.button`),
            copy: say('letter.copy'),
            later: say(`letter.${part}.later`),
          }}
          signatureUrl={appUrl + signaturePath(language, token)}
        />
      );
    }
    case 'withdrawn': {
      const part = wording === 'erased' ? 'erased' : 'withdrawn';
      return <Withdrawn words={{ frame, lead: say(`letter.${part}.lead`), later: say(`letter.${part}.later`) }} />;
    }
    case 'update':
      return (
        <NewsWaits
          words={{
            frame,
            lead: say('letter.update.lead'),
            button: say('letter.update.button'),
            copy: say('letter.copy'),
            why: say('letter.update.why'),
            stop: say('letter.update.stop'),
          }}
          newsUrl={appUrl + newsPath(language, token, ANY_NUMBER)}
          stopUrl={appUrl + followingPath(language, token)}
        />
      );
    case 'sign-in':
      return <TeamLetter words={teamWords(kind, frame, say)} url={appUrl + signInLinkPath(token)} />;
    case 'invitation':
      return <TeamLetter words={teamWords(kind, frame, say)} url={appUrl + invitationPath(token)} />;
    case 'endorsement-asked':
    case 'export-ready':
      return <TeamLetter words={teamWords(kind, frame, say)} url={appUrl + teamPath} />;
    case 'update-preview':
      throw new Error('A letter of news came without its words.');
  }
}

const teamWords = (
  kind: 'sign-in' | 'invitation' | 'endorsement-asked' | 'export-ready',
  frame: LetterFrame,
  say: Say,
) => ({
  frame,
  lead: say(`letter.${kind}.lead`),
  button: say(`letter.${kind}.button`),
  copy: say('letter.copy'),
  later: say(`letter.${kind}.later`),
});

const askingOf = (wording: Wording): LetterWording => (wording === 'erased' ? 'plain' : wording);

const subjectOf = (kind: LetterKind, say: Say, wording: Wording): string =>
  say(kind === 'withdrawn' && wording === 'erased' ? 'letter.subject.erased' : `letter.subject.${kind}`);

/** Why a letter came, said at its end: its reader never signed up for anything else. */
const reasonOf = {
  'confirm-signature': 'entered',
  'already-signed': 'entered',
  reminder: 'entered',
  thanks: 'asked',
  withdrawn: 'asked',
  // News says in its own lines why it came, to those who asked for it and as a preview.
  update: 'news',
  'sign-in': 'team',
  'endorsement-asked': 'team',
  'export-ready': 'team',
  'update-preview': 'news',
  invitation: 'invited',
} as const satisfies Record<LetterKind, string>;

const frameOf = (kind: LetterKind, language: Locale, say: Say, wording: Wording = 'plain'): LetterFrame => ({
  language,
  direction: directionOf(language),
  title: subjectOf(kind, say, wording),
  greeting: say('letter.greeting'),
  footer: say(`letter.footer.${reasonOf[kind]}`),
});
