import type { ShareChannel } from '@/db/schema/share.ts';
import type { Locale } from '../i18n/locales.ts';
import { type Petition, textFor } from '../petition/read.ts';
import { petitionPath, sharePath } from '../urls.ts';

type Target = 'telegram' | 'whatsapp' | 'vk' | 'mail';

export interface ShareTargets {
  /** The link to copy. */
  readonly page: string;
  readonly targets: readonly { readonly channel: Target; readonly href: string }[];
}

/** The coalition's own share link of a channel, or the petition itself. No person is in either. */
function linkFor(petition: Petition, channel: ShareChannel, locale: Locale, appUrl: string): string {
  const link = petition.shareLinks.find((candidate) => candidate.partnerId === null && candidate.channel === channel);
  return appUrl + (link ? sharePath(link.code) : petitionPath(locale, petition.slug));
}

/** Where a signer can pass the petition on: plain links that need no script and load nothing. */
export function listShareTargets(petition: Petition, locale: Locale, appUrl: string): ShareTargets {
  const { title } = textFor(petition.text, locale);
  const hrefs: Record<Target, (url: string) => string> = {
    telegram: (url) => `https://t.me/share/url?${new URLSearchParams({ url, text: title })}`,
    whatsapp: (url) => `https://wa.me/?${new URLSearchParams({ text: `${title} ${url}` })}`,
    vk: (url) => `https://vk.com/share.php?${new URLSearchParams({ url, title })}`,
    // mailto wants %20, not +, for a space (RFC 6068 §5).
    mail: (url) => `mailto:?subject=${encodeURIComponent(title)}&body=${encodeURIComponent(url)}`,
  };
  const targets = (Object.keys(hrefs) as Target[]).map((channel) => ({
    channel,
    href: hrefs[channel](linkFor(petition, channel, locale, appUrl)),
  }));
  return { page: linkFor(petition, 'link', locale, appUrl), targets };
}
