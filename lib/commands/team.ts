import './check-node.ts';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { and, eq } from 'drizzle-orm';
import { closeDatabase, database, schema } from '@/db/client.ts';
import { currentTime } from '@/db/clock.ts';
import { type Role, roles } from '@/db/schema/team.ts';
import { resetFactors } from '../access/reset-factors.ts';
import { readAddress } from '../address/address.ts';
import { settings } from '../env.ts';
import { isDatabaseAway } from '../fault.ts';
import { type Locale, locales, readLocale } from '../i18n/locales.ts';
import { inviteFromMachine } from '../team/invitations.ts';
import { invitationPath } from '../urls.ts';
import { demoCode } from './demo-team.ts';
import { Hint, run } from './run.ts';

const USAGE = `Use it like this:
  npm run team -- invite you@example.org --role owner [--coalition slug] [--partner slug] [--language en]
  npm run team -- reset-factors you@example.org    (telephone, passkeys and recovery codes are gone)
  npm run team -- code                             (the demo's code of this half minute)`;

/** What the operator does about the team on the machine itself. */
run(async () => {
  const { options, positionals } = readCommandLine();
  const [act, address, ...more] = positionals;
  if (more.length > 0) throw new Hint(`One address at a time: ${more.join(' ')} is too much.\n${USAGE}`);
  switch (act) {
    case 'invite': {
      const wish = readWish(address, options);
      return withDatabase(() => invite(wish));
    }
    case 'reset-factors':
      return withDatabase(() => reset(address));
    case 'code':
      return console.log(await demoCode(resolve(process.env.DATA_DIR ?? '.data'), new Date()));
    default:
      throw new Hint(act ? `"${act}" is nothing this command does.\n${USAGE}` : USAGE);
  }
});

type Options = { readonly [name in 'role' | 'coalition' | 'partner' | 'language']?: string | undefined };

function readCommandLine(): { options: Options; positionals: readonly string[] } {
  const text = { type: 'string' } as const;
  const options = { role: text, coalition: text, partner: text, language: text };
  try {
    const { positionals, values } = parseArgs({ args: process.argv.slice(2), allowPositionals: true, options });
    return { options: values, positionals };
  } catch (fault) {
    // parseArgs throws for what was typed, in a sentence that says what is wrong.
    throw new Hint(`${fault instanceof Error ? fault.message : fault}\n${USAGE}`);
  }
}

async function withDatabase(act: () => Promise<void>): Promise<void> {
  settings();
  await act()
    .catch((fault: unknown) => {
      throw isDatabaseAway(fault) ? new Hint('The database does not answer. Check DATABASE_URL.') : fault;
    })
    .finally(closeDatabase);
}

interface Wish {
  readonly typedAddress: string;
  readonly role: Role;
  readonly language: Locale;
  readonly coalition: string | undefined;
  readonly partner: string | undefined;
}

function readWish(typedAddress: string | undefined, { coalition, language: tag = 'en', partner, role }: Options): Wish {
  if (!typedAddress) throw new Hint(`Say whom to invite.\n${USAGE}`);
  if (typeof readAddress(typedAddress) === 'string') throw new Hint(`"${typedAddress}" is no email address.`);
  const language = readLocale(tag);
  if (!language) throw new Hint(`--language is one of ${locales.join(', ')}.`);
  return { typedAddress, role: readRole(role), language, coalition, partner };
}

async function invite({ coalition, language, partner, role, typedAddress }: Wish): Promise<void> {
  const coalitionId = await findCoalition(coalition, role);
  const partnerId = await findPartner(partner, role, coalitionId);
  const wish = { coalitionId, role, partnerId, typedAddress, language };
  const invited = await inviteFromMachine(wish, await currentTime());
  if ('outcome' in invited) {
    throw new Hint(`${typedAddress} has a place in this coalition already. Owners change roles in the panel.`);
  }
  console.log(`Invited. The letter to ${typedAddress} leaves while the site runs.`);
  console.log('Should no letter get through, this is its link. It works once, for 72 hours, for whoever opens it:');
  console.log(`  ${settings().APP_URL}${invitationPath(invited.token)}`);
}

function readRole(typed: string | undefined): Role {
  const role = roles.find((known) => known === typed);
  if (!role) throw new Hint(`--role is one of ${roles.join(', ')}.\n${USAGE}`);
  return role;
}

/** The coalition named, or the only one; none where the first owner is to found it. */
async function findCoalition(slug: string | undefined, role: Role): Promise<string | null> {
  const { coalitions } = schema;
  const all = await database().select({ id: coalitions.id, slug: coalitions.slug }).from(coalitions);
  if (!slug && all.length === 0 && role === 'owner') return null;
  if (all.length === 0)
    throw new Hint('There is no coalition yet. Invite an owner first, who founds it: --role owner.');
  const found = slug ? all.find((coalition) => coalition.slug === slug) : all.length === 1 ? all[0] : null;
  if (found) return found.id;
  const list = all.map((coalition) => coalition.slug).join(', ');
  throw new Hint(slug ? `There is no coalition "${slug}". There is: ${list}.` : `Say which --coalition: ${list}.`);
}

async function findPartner(slug: string | undefined, role: Role, coalitionId: string | null): Promise<string | null> {
  if (role !== 'partner' && slug) throw new Hint('--partner goes with --role partner alone.');
  if (role !== 'partner') return null;
  if (!slug || !coalitionId) throw new Hint('Say which partner this member speaks for: --partner slug.');
  const { partners } = schema;
  const isIt = and(eq(partners.slug, slug), eq(partners.coalitionId, coalitionId));
  const [partner] = await database().select({ id: partners.id }).from(partners).where(isIt);
  if (!partner) throw new Hint(`This coalition has no partner "${slug}".`);
  return partner.id;
}

async function reset(typedAddress: string | undefined): Promise<void> {
  const address = readAddress(typedAddress ?? '');
  if (typeof address === 'string') throw new Hint(`Say whose second factors are gone, by address.\n${USAGE}`);
  const outcome = await resetFactors(address.canonical, await currentTime());
  if (outcome === 'unknown') throw new Hint(`${address.mailbox} has no account here.`);
  console.log(`Done. ${address.mailbox} is signed out, and sets up a new second factor at the next sign-in.`);
}
