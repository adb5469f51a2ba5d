import type { Count } from '@/lib/count/read.ts';
import { formatDay, nameLanguage } from '@/lib/i18n/format.ts';
import { directionOf } from '@/lib/i18n/locales.ts';
import { isMet, type Petition, type PetitionPartner, type PublishedText, textFor } from '@/lib/petition/read.ts';
import type { Typed } from '@/lib/signature/fields.ts';
import { campaignPath, petitionPath, sharePagePath, updatePath, updatesPath } from '@/lib/urls.ts';
import { ErrorSummary } from '../field.tsx';
import { Frame, type Visit } from '../frame.tsx';
import { foundPetition } from '../head/petition.ts';
import { NativeButton } from '../share/share-section.tsx';
import { Words } from '../words.tsx';
import { Banner } from './banner.tsx';
import { CountBlock } from './count-block.tsx';
import { NameList } from './name-list.tsx';
import { PartnerList } from './partner-list.tsx';
import { Original, TextBody, TextHead } from './petition-text.tsx';
import { RecordList } from './record-list.tsx';
import { SealingChangeBanner } from './sealing-note.tsx';
import { EventList, SideSection, takesSignatures } from './side-section.tsx';
import type { ProblemWords } from './sign-form.tsx';
import { updatesFeed } from './update-page.tsx';

export interface PetitionPageProps {
  readonly visit: Visit;
  readonly petition: Petition;
  readonly count: Count;
  readonly now: Date;
  /** Those who are shown, in no order. */
  readonly names: readonly string[];
  readonly typed: Typed;
  readonly problems: ProblemWords;
  /** Set on a partner's page, with its own count. */
  readonly through: { readonly partner: PetitionPartner; readonly count: number } | null;
  /** Who may be offered the box "may write to me, too". */
  readonly writer: PetitionPartner | null;
  /** Said above everything when the form could not be taken for a reason that is not the visitor's. */
  readonly alarm?: string;
}

/** The petition: who demands what of whom, what was said and signed, the number, the text, and the form. */
export function PetitionPage(props: PetitionPageProps) {
  const { alarm, count, names, now, petition, problems, visit } = props;
  const { say } = visit;
  const text = textFor(petition.text, visit.locale);
  const found = foundPetition({ petition, count: count.count, partner: props.through?.partner ?? null }, visit);
  const shown = [
    ...(alarm ? [{ field: '', words: alarm }] : []),
    ...Object.entries(problems).map(([field, words]) => ({ field, words })),
  ];
  return (
    <Frame
      visit={visit}
      title={text.title}
      {...(shown.length === 0 ? { found } : {})}
      feeds={[updatesFeed(petition, visit)]}
      hasProblems={shown.length > 0}
      withLiveCount
      isLight
      passesOn
    >
      {shown.length > 0 && <ErrorSummary title={say('form.problems')} problems={shown} />}
      <Banner text={petition.coalition.banner} visit={visit} />
      <SealingChangeBanner {...{ now, petition, visit }} />
      <div className="wide">
        <div>
          <Head {...props} text={text} />
          <CountBlock count={count} petition={petition} visit={visit} />
          {takesSignatures(petition, now) && (
            <p className="jump">
              <a className="button" href="#sign">
                {say('petition.sign')}
              </a>
            </p>
          )}
          <RecordList record={petition.record} petition={petition} visit={visit} />
          <TextSection petition={petition} text={text} visit={visit} />
        </div>
        <SideSection {...props} />
        <div>
          <PartnerList petition={petition} visit={visit} />
          <PassOn {...props} />
          <NameList names={names} visit={visit} />
          <EventList petition={petition} visit={visit} />
          <LatestUpdates petition={petition} visit={visit} />
        </div>
      </div>
    </Frame>
  );
}

function Head({ petition, text, through, visit }: PetitionPageProps & { text: PublishedText }) {
  const { locale, say } = visit;
  return (
    <>
      {text.language !== locale && <p className="note">{say('petition.other-language')}</p>}
      {through && (
        <p className="note">
          <strong>
            <Words text={through.partner.name} visit={visit} />
          </strong>
          <br />
          {say('petition.through-count', { count: through.count })}{' '}
          <a href={petitionPath(locale, petition.slug)}>{say('petition.whole')}</a>
        </p>
      )}
      <TextHead text={text} />
      <p className="soft">
        {say('petition.to')}: <Original text={text} words={text.addressee} />
        <br />
        {say('petition.campaign')}:{' '}
        <a href={campaignPath(locale, petition.campaign.slug)}>
          <Words text={petition.campaign.title} visit={visit} />
        </a>
      </p>
      {isMet(petition) && (
        <p className="note">
          <strong>{say('petition.met')}</strong>
        </p>
      )}
    </>
  );
}

/** For readers who do not sign, too: the way to all the channels, and the device's own where it has one. */
function PassOn({ petition, through, typed, visit }: PetitionPageProps) {
  const { locale, origin, say } = visit;
  const sharing = { petition, partnerId: sharingPartner(petition, through, typed), locale, origin };
  const code = petition.shareLinks.some(({ code }) => code === typed.share) ? `?share=${typed.share}` : '';
  return (
    <p className="go">
      <a href={sharePagePath(locale, petition.slug) + code}>{say('share.title')}</a>
      <NativeButton sharing={sharing} visit={visit} />
    </p>
  );
}

/** Whose link or page the reader came through. */
function sharingPartner(petition: Petition, through: PetitionPageProps['through'], { share }: Typed): string | null {
  return through?.partner.id ?? petition.shareLinks.find(({ code }) => code === share)?.partnerId ?? null;
}

function TextSection({ petition, text, visit }: { petition: Petition; text: PublishedText; visit: Visit }) {
  const { locale, say } = visit;
  return (
    <section aria-labelledby="text">
      <TextBody text={text} say={say} />
      <p className="soft">
        {say('petition.version', { version: petition.text.version, day: formatDay(locale, petition.text.publishedAt) })}{' '}
        {say('petition.hash')}{' '}
        <span className="hash" dir="ltr">
          {petition.text.sha256}
        </span>
      </p>
      {petition.earlierTexts.length > 0 && (
        <details>
          <summary>{say('petition.earlier')}</summary>
          <p>{say('petition.earlier-note')}</p>
          {petition.earlierTexts.map((version) => (
            <EarlierText key={version.id} visit={visit} version={version} />
          ))}
        </details>
      )}
    </section>
  );
}

function EarlierText({ version, visit }: { version: Petition['text']; visit: Visit }) {
  const text = textFor(version, visit.locale);
  return (
    <article lang={text.language} dir={directionOf(text.language)}>
      <h3>
        {version.version}. {text.title}
      </h3>
      <p>{text.demand}</p>
      <div dangerouslySetInnerHTML={{ __html: text.html }} />
      <p className="hash" dir="ltr">
        {version.sha256}
      </p>
    </article>
  );
}

function LatestUpdates({ petition, visit }: { petition: Petition; visit: Visit }) {
  const { locale, say } = visit;
  if (petition.updates.length === 0) return null;
  return (
    <section aria-labelledby="updates">
      <h2 id="updates">{say('petition.updates')}</h2>
      <ul className="list">
        {petition.updates.slice(0, 3).map((update) => {
          const text = pickByLanguage(update.texts, locale);
          return (
            <li key={update.number}>
              <a
                href={updatePath(locale, petition.slug, update.number)}
                lang={text.language}
                dir={directionOf(text.language)}
              >
                {text.title}
              </a>{' '}
              <span className="soft">
                {formatDay(locale, update.publishedAt)}
                {text.language !== locale && (
                  <> · {say('petition.in-language', { language: nameLanguage(locale, text.language) })}</>
                )}
              </span>
            </li>
          );
        })}
      </ul>
      <p>
        <a href={updatesPath(locale, petition.slug)}>{say('petition.all-updates')}</a>
      </p>
    </section>
  );
}

/** The text in the reader's language, else in English, else the first. */
export function pickByLanguage<T extends { readonly language: string }>(texts: readonly T[], locale: string): T {
  const text = texts.find((t) => t.language === locale) ?? texts.find((t) => t.language === 'en') ?? texts[0];
  if (!text) throw new Error('An update has no text.');
  return text;
}
