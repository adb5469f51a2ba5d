import type { Locale } from '../i18n/locales.ts';
import { type Petition, textFor } from '../petition/read.ts';
import { partnerPath, petitionPath, sharePath } from '../urls.ts';
import type { ShareChannel } from './fields.ts';

/** What is passed on: which petition, in whose name, in which language, from which origin. */
export interface Sharing {
  readonly petition: Petition;
  /** The partner that the reader came through; null for the whole coalition. */
  readonly partnerId: string | null;
  readonly locale: Locale;
  readonly origin: string;
}

/** Sites and apps that take words and a link from a web page. */
export const targets = ['telegram', 'whatsapp', 'vk', 'x', 'facebook', 'mail'] as const;
export type Target = (typeof targets)[number];

/**
 * The link of this partner and channel, else the coalition's, else the page itself. It names a partner and a channel,
 * never a person.
 */
export function shareLink({ locale, origin, partnerId, petition }: Sharing, channel: ShareChannel): string {
  const ofChannel = petition.shareLinks.filter((link) => link.channel === channel);
  const link =
    ofChannel.find((candidate) => candidate.partnerId === partnerId) ??
    ofChannel.find((candidate) => candidate.partnerId === null);
  if (link) return origin + sharePath(link.code);
  const partner = petition.partners.find(({ id }) => id === partnerId);
  return origin + (partner ? partnerPath(locale, petition.slug, partner.slug) : petitionPath(locale, petition.slug));
}

/** The words that the team chose for this language, else the title of the petition. */
export const shareWords = (petition: Petition, locale: Locale): string =>
  petition.shareWords.find(({ language }) => language === locale)?.words ?? textFor(petition.text, locale).title;

/** Words and link together, for where there is room for one thing. */
export const shareMessage = (sharing: Sharing, channel: ShareChannel): string =>
  `${shareWords(sharing.petition, sharing.locale)} ${shareLink(sharing, channel)}`;

const query = (values: Record<string, string>) => new URLSearchParams(values).toString();

/** Addresses that open the target with everything filled in: plain links that need no script and load nothing. */
export function shareHref(sharing: Sharing, target: Target): string {
  const words = shareWords(sharing.petition, sharing.locale);
  const url = shareLink(sharing, target);
  switch (target) {
    case 'telegram':
      return `https://t.me/share/url?${query({ url, text: words })}`;
    case 'whatsapp':
      return `https://wa.me/?${query({ text: `${words} ${url}` })}`;
    case 'vk':
      return `https://vk.com/share.php?${query({ url, title: words })}`;
    case 'x':
      return `https://x.com/intent/post?${query({ text: words, url })}`;
    case 'facebook':
      return `https://www.facebook.com/sharer/sharer.php?${query({ u: url })}`;
    case 'mail':
      // mailto wants %20, not +, for a space (RFC 6068 §5).
      return `mailto:?subject=${encodeURIComponent(words)}&body=${encodeURIComponent(`${words}\n${url}`)}`;
  }
}

/** A host as somebody types it: "Mastodon.Social", "@me@mastodon.social", "https://mastodon.social/". */
export function readServer(typed: string): string | null {
  const host = typed
    .trim()
    .toLowerCase()
    .replace(/^https?:\/\//, '')
    .replace(/\/.*$/s, '')
    .replace(/^.*@/s, '');
  return host.length <= 100 && /^(?!-)[a-z0-9-]+(\.(?!-)[a-z0-9-]+)*\.[a-z][a-z0-9-]*[a-z0-9]$/.test(host)
    ? host
    : null;
}

/** Where a post is begun on that server: a link to press, never a redirect (WE-05). */
export const mastodonHref = (sharing: Sharing, server: string): string =>
  `https://${server}/share?${query({ text: shareMessage(sharing, 'mastodon') })}`;
