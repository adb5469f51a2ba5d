import { type ShareChannel, shareChannels } from '@/db/schema/share.ts';

export { type ShareChannel, shareChannels } from '@/db/schema/share.ts';

/** What somebody asks for who wants a link. */
export interface LinkWish {
  /** A partner's id; null for the whole coalition. */
  readonly partnerId: string | null;
  readonly channel: ShareChannel;
  /** A code of their own; empty takes a short random one. */
  readonly code: string;
}

export const isShareCode = (code: string): boolean => /^[a-z0-9]{4,16}$/.test(code);

export interface LinkTyped {
  readonly partner: string;
  readonly channel: string;
  readonly code: string;
}

export const emptyLink: LinkTyped = { partner: '', channel: '', code: '' };

export type LinkProblems = {
  readonly partner?: 'unknown';
  readonly channel?: 'missing';
  readonly code?: 'wrong' | 'taken';
};

/** The form as it was typed. A code is taken in small letters: that is how it is read out. */
export const typedLink = (values: ReadonlyMap<string, string>): LinkTyped => ({
  partner: values.get('partner') ?? '',
  channel: values.get('channel') ?? '',
  code: (values.get('code') ?? '').trim().toLowerCase(),
});

/** A partner is given by its slug; `choices` are those that this member may make links for. */
export function readLink(
  typed: LinkTyped,
  choices: readonly { readonly id: string | null; readonly slug: string }[],
): { readonly wish: LinkWish } | { readonly problems: LinkProblems } {
  const partner = choices.find(({ slug }) => slug === typed.partner);
  const channel = shareChannels.find((known) => known === typed.channel);
  const isCodeWrong = typed.code !== '' && !isShareCode(typed.code);
  if (partner && channel && !isCodeWrong) return { wish: { partnerId: partner.id, channel, code: typed.code } };
  return {
    problems: {
      ...(partner ? {} : { partner: 'unknown' as const }),
      ...(channel ? {} : { channel: 'missing' as const }),
      ...(isCodeWrong ? { code: 'wrong' as const } : {}),
    },
  };
}
