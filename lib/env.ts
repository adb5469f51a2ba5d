import ipaddr from 'ipaddr.js';
import { z } from 'zod';
import { once } from '@/db/once.ts';

const SAMPLES = /change.?me|replace|example|sample|secret|password|0123456789|1234567890|(.)\1{7}/i;

const webOrigin = z
  .url({ protocol: /^https?$/, message: 'must be a web address such as https://petitions.example', abort: true })
  .refine((value) => new URL(value).pathname === '/' && !value.includes('?') && !value.includes('#'), {
    message: 'must be an origin alone, without a path',
  })
  .transform((value) => new URL(value).origin);

const oneAddress = z
  .string()
  .refine((value) => /^([^<>@,;\p{Cc}\p{Zl}\p{Zp}]+<[^<>@\s,;]+@[^<>@\s,;]+>|[^<>@\s,;]+@[^<>@\s,;]+)$/u.test(value), {
    message: 'must be one address, such as "Letters <letters@petitions.example>"',
  });

/** Networks in CIDR notation, separated by commas: "127.0.0.1/32, fd00::/8". */
const networks = z
  .string()
  .default('')
  .transform((value) => value.split(',').map((network) => network.trim()))
  .transform((listed) => listed.filter((network) => network !== ''))
  .refine((listed) => listed.every((network) => ipaddr.isValidCIDR(network)), {
    message: 'must be networks such as 127.0.0.1/32, separated by commas',
  })
  .transform((listed) => listed.map((network) => ipaddr.parseCIDR(network)));

/** Domains, separated by commas. */
const domains = z
  .string()
  .transform((value) => (value === 'none' ? [] : value.split(',').map((domain) => domain.trim().toLowerCase())))
  .refine((listed) => listed.every((domain) => /^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(domain)), {
    message: 'must be domains such as mail.example, separated by commas, or none',
  });

/** Web addresses, separated by commas. */
const webAddresses = z
  .string()
  .default('')
  .transform((value) => value.split(',').map((address) => address.trim()))
  .transform((listed) => listed.filter((address) => address !== ''))
  .refine((listed) => listed.every((address) => /^https?:/.test(address) && URL.canParse(address)), {
    message: 'must be web addresses such as https://partner.example/check.html, separated by commas',
  });

const secret = z
  .string()
  .refine((value) => Buffer.byteLength(value) >= 32, {
    message: 'must be 32 bytes or longer (openssl rand -base64 48)',
  })
  .refine((value) => !SAMPLES.test(value), {
    message: 'looks like a sample; make your own (openssl rand -base64 48)',
  });

const schema = z.object({
  APP_URL: webOrigin,
  /** The same site as an onion service; told to Tor Browser, and named in pages that are read there. */
  ONION_URL: webOrigin
    .refine((value) => /^https?:\/\/[a-z2-7]{56}\.onion$/.test(value), {
      message: 'must be the address of an onion service, http:// and 56 letters and digits before .onion',
    })
    .optional(),
  DATABASE_URL: z
    .string()
    .refine((value) => /^postgres(ql)?:\/\//.test(value), { message: 'must start with postgres:// or postgresql://' }),
  APP_SECRET: secret,
  /** The secret before this one, while the key files are wrapped anew (npm run keys -- rotate-secret). */
  APP_SECRET_OLD: z.string().min(32, { message: 'must be the secret that stood in APP_SECRET before' }).optional(),
  KEY_DIR: z.string().min(1),
  DATA_DIR: z.string().min(1),
  RESEND_API_KEY: z.string().min(1),
  RESEND_BASE_URL: z.url({ message: 'must be a web address' }).optional(),
  /** Proves that bounces and complaints come from the provider; without it none are taken in. */
  RESEND_WEBHOOK_SECRET: z
    .string()
    .refine((value) => /^whsec_[A-Za-z0-9+/]{22,}={0,2}$/.test(value), {
      message: 'must be the signing secret of the webhook, which begins with whsec_',
    })
    .optional(),
  MAIL_FROM: oneAddress,
  /** The sender of news, so that complaints about news never keep a confirmation from arriving. */
  MAIL_FROM_UPDATES: oneAddress.optional(),
  /** Requests a second to the letter provider. */
  MAIL_RATE: z.coerce.number().min(0.1).max(1000).default(5),
  /** Mail providers that the form warns of, instead of our own list (lib/signature/readable-mail.ts); "none" for none. */
  READABLE_MAIL_DOMAINS: domains.optional(),
  /** Further domains of so many mailboxes that letters to them are not paced (lib/mail/domain-pace.ts). */
  LARGE_MAIL_DOMAINS: domains.optional(),
  /** Proxies in front of the site, whose X-Forwarded-For is believed (lib/rate-limit/source.ts). */
  TRUSTED_PROXIES: networks,
  /** Forms for signing a minute, of all visitors and this instance, above which each is asked for proof (SA-04). */
  SIGNING_BRAKE: z.coerce.number().int().min(1).max(1_000_000).default(4_000),
  /** Streams of counts that this instance keeps open; further readers are told to ask instead. */
  STREAM_LIMIT: z.coerce.number().int().min(0).max(1_000_000).default(10_000),
  /** The mailbox of the demo, which alone sets it: pages say that they are a demonstration, and where letters are. */
  DEMO_MAILBOX: z.url().optional(),
  /** Where visitors get the source code of what runs here; the licence asks for it where it was changed. */
  SOURCE_URL: z.url().optional(),
  /** Whom to tell of a weakness (RFC 9116): stands in /.well-known/security.txt, which is not there without it. */
  SECURITY_CONTACT: z
    .string()
    .refine((value) => /^(https:\/\/[^\s/]+\S*|mailto:[^\s@]+@[^\s@]+)$/.test(value), {
      message: 'must be mailto: and an address, or a web address that begins with https://',
    })
    .optional(),
  /** Opens /metrics to whoever shows it as a bearer token; without it there is no such page. */
  METRICS_TOKEN: z.string().min(16, { message: 'must be 16 characters or longer' }).optional(),
  /** Who the transparency log is, for good: fixed with its first checkpoint. Host and path of the site's log unless set. */
  LOG_ORIGIN: z
    .string()
    .refine((value) => /^[^\s+\p{Cc}]{1,255}$/u.test(value), {
      message: 'must be a name without spaces and plus signs, such as petitions.example/log',
    })
    .optional(),
  /** In seconds: how far apart the checkpoints of a log that moves are at least. */
  LOG_INTERVAL: z.coerce.number().min(0.2).max(3_600).default(10),
  /** Which witnesses must have cosigned a checkpoint before it is published (C2SP tlog-policy): a file, or the text. */
  LOG_POLICY: z.string().min(1).optional(),
  /** Witnesses that are asked besides those of the policy: a file, or lines of "name vkey url". */
  LOG_WITNESSES: z.string().min(1).optional(),
  /** Where partners host the page that checks this site: named beside our own copy, and best looked at there. */
  VERIFIER_PAGES: webAddresses,
  WORKER: z.enum(['on', 'off']).default('on'),
});

export type Settings = z.infer<typeof schema>;

/** Every wrong setting in one readable sentence list; shown instead of a stack. */
export class SettingsFault extends Error {
  override readonly name = 'SettingsFault';
}

/** Reads settings from an environment. Throws a {@link SettingsFault} that names all that is wrong at once. */
export function parseSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== ''));
  const outcome = schema.safeParse(given);
  if (outcome.success) return outcome.data;
  const lines = outcome.error.issues.map((issue) => {
    const name = String(issue.path[0]);
    return given[name] === undefined ? `  ${name} is missing` : `  ${name} ${issue.message}`;
  });
  throw new SettingsFault(`These settings need attention (README, "Configuration"):\n${lines.join('\n')}`);
}

/** The process's settings, parsed once. */
export function settings(): Settings {
  return once('settings', () => parseSettings(process.env));
}
