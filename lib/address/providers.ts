/**
 * Mail providers that deliver several spellings to one mailbox. Data, so that a rule is added without code.
 * Used for uniqueness alone: letters always go to the address as it was typed.
 */
export interface ProviderRule {
  /** The first one stands for all: each mailbox exists under every domain of the list. */
  readonly domains: readonly string[];
  /** Characters that the provider ignores in the local part. */
  readonly ignores?: string;
  /** Characters that the provider treats as one: every one of them becomes the first. */
  readonly same?: string;
  /** Everything from "+" on is a tag. */
  readonly tags: boolean;
}

export const providerRules: readonly ProviderRule[] = [
  { domains: ['gmail.com', 'googlemail.com'], ignores: '.', tags: true },
  {
    domains: ['yandex.ru', 'ya.ru', 'yandex.com', 'yandex.by', 'yandex.kz', 'yandex.ua', 'narod.ru'],
    same: '-.',
    tags: true,
  },
  { domains: ['proton.me', 'protonmail.com', 'protonmail.ch', 'pm.me'], ignores: '.-_', tags: true },
  { domains: ['icloud.com', 'me.com', 'mac.com'], tags: true },
  { domains: ['outlook.com'], tags: true },
  { domains: ['hotmail.com'], tags: true },
  { domains: ['live.com'], tags: true },
  { domains: ['mail.ru'], tags: true },
  { domains: ['bk.ru'], tags: true },
  { domains: ['inbox.ru'], tags: true },
  { domains: ['list.ru'], tags: true },
  { domains: ['fastmail.com'], tags: true },
  { domains: ['riseup.net'], tags: true },
  { domains: ['posteo.de'], tags: true },
  { domains: ['mailbox.org'], tags: true },
];
