import type { Locale } from '../i18n/locales.ts';
import type { Petition } from '../petition/read.ts';
import { petitionPath, sharePath } from '../urls.ts';

interface PosterLinkWish {
  readonly petition: Petition;
  readonly locale: Locale;
  readonly origin: string;
  /** A share code, if it is one of this petition; else the coalition's link for posters. */
  readonly code: string | null;
}

/** The address that a code on paper leads to: of a partner and a channel, never of a person. */
export function posterLink({ code, locale, origin, petition }: PosterLinkWish): string {
  const links = petition.shareLinks;
  const link =
    links.find((one) => one.code === code) ??
    links.find(({ channel, partnerId }) => channel === 'poster' && partnerId === null);
  return origin + (link ? sharePath(link.code) : petitionPath(locale, petition.slug));
}
