import { createHash } from 'node:crypto';
import { NextRequest } from 'next/server';
import NextAuth from 'next-auth';
import type { Adapter, AdapterUser } from 'next-auth/adapters';
import type { EmailConfig } from 'next-auth/providers/email';
import { type Account, findAccount, findAccountByAddress } from '@/lib/access/accounts.ts';
import { openSession } from '@/lib/access/sessions.ts';
import { isLinkOpen, spendSignInLink, writeSignInLink } from '@/lib/access/sign-in-links.ts';
import { type Address, readAddress } from '@/lib/address/address.ts';
import { currentTime } from '@/lib/clock.ts';
import { settings } from '@/lib/env.ts';
import { signInSecret } from '@/lib/keys/sign-in-key.ts';
import { newToken, readToken, type Token } from '@/lib/token.ts';

/**
 * The first factor is next-auth's: it makes the link's token, hashes it, and turns a link that is spent into a
 * session. None of its own routes is open: it is handed requests that are made here, by doors that have checked where
 * the visitor's came from. Its adapter speaks to our tables, in which no address and no token stands.
 */

/** Where next-auth believes to be. No route answers there. */
const BASE = '/sign-in/next-auth';

/** What came of one request to next-auth. */
interface Course {
  session: Token | null;
  /** What broke on the way. next-auth answers with a redirect whatever happens. */
  fault: unknown;
  /** The token in clear, for the letter; next-auth gives the adapter its hash alone. */
  readonly token: Promise<Token>;
}

/** As next-auth hashes it. */
const hashLink = (token: Token): string => createHash('sha256').update(`${token}${signInSecret()}`).digest('hex');

const userOf = (account: Account): AdapterUser => ({
  id: account.id,
  email: canonicalOf(account),
  emailVerified: null,
});

function canonicalOf({ mailbox }: Account): string {
  const address = readAddress(mailbox);
  if (typeof address === 'string') throw new Error('An account has an address that is none.');
  return address.canonical;
}

/** Thrown for what next-auth asks an adapter in general and never in the two courses that are run here. */
const never = () => {
  throw new Error('next-auth took a course that is not ours.');
};

function adapterFor(course: Course): Adapter {
  const findUser = async (found: Promise<Account | null>) => {
    const account = await found;
    return account && userOf(account);
  };
  return {
    createUser: never,
    getUser: (id) => findUser(findAccount(id)),
    getUserByEmail: (canonical) => findUser(findAccountByAddress(canonical)),
    getUserByAccount: never,
    updateUser: async ({ id }) => (await findUser(findAccount(id))) ?? never(),
    linkAccount: never,
    createSession: async ({ expires, userId }) => {
      course.session = await openSession(userId);
      // What next-auth would put into its cookie; the cookie that is set is our own (app/ui/team/cookie.ts).
      return { sessionToken: course.session, userId, expires };
    },
    getSessionAndUser: never,
    updateSession: never,
    deleteSession: never,
    createVerificationToken: async (made) => {
      const account = await findAccountByAddress(made.identifier);
      const link = { token: await course.token, tokenHash: made.token };
      if (account) await writeSignInLink(account, link, await currentTime());
      return made;
    },
    useVerificationToken: async ({ token }) => {
      const accountId = await spendSignInLink(token);
      const account = accountId && (await findAccount(accountId));
      // The database has judged the time by its own clock; next-auth would judge by this machine's.
      return account ? { identifier: canonicalOf(account), token, expires: new Date(Date.now() + 60_000) } : null;
    },
  };
}

/** One course through next-auth: the request is made here, and so is everything that comes of it. */
async function runCourse(request: (handle: (made: NextRequest) => Promise<Response>) => Promise<unknown>) {
  let setToken: (token: Token) => void = () => undefined;
  const token = new Promise<Token>((resolve) => {
    setToken = resolve;
  });
  const course: Course = { session: null, fault: null, token };
  const letter: EmailConfig = {
    id: 'letter',
    type: 'email',
    name: 'Letter',
    generateVerificationToken: newToken,
    normalizeIdentifier: (canonical) => canonical,
    // The letter is written with its link, in one transaction: see createVerificationToken.
    sendVerificationRequest: async (made) => setToken(readToken(made.token) ?? never()),
  };
  const { handlers } = NextAuth({
    adapter: adapterFor(course),
    basePath: BASE,
    // Invitation only: whoever has no account gets no letter, and no account.
    callbacks: { signIn: async ({ user }) => Boolean(user.id && (await findAccount(user.id))) },
    logger: {
      error: (fault) => {
        if (!isAnswer(fault)) course.fault = causeOf(fault);
      },
      warn: () => undefined,
      debug: () => undefined,
    },
    providers: [letter],
    secret: signInSecret(),
    trustHost: true,
  });
  await request((made) => (made.method === 'POST' ? handlers.POST(made) : handlers.GET(made)));
  if (course.fault) throw course.fault;
  return course;
}

/** An address without an account and a spent link are answers; everything else that stops next-auth is a fault. */
const isAnswer = (fault: Error): boolean =>
  'type' in fault && (fault.type === 'AccessDenied' || fault.type === 'Verification');

/** What broke beneath, so that a database that is away is told from what is broken. */
const causeOf = (fault: Error): unknown =>
  typeof fault.cause === 'object' && fault.cause && 'err' in fault.cause ? fault.cause.err : fault;

const urlOf = (path: string) => `${settings().APP_URL}${BASE}${path}`;

/** Sends a link to the account of this address, if there is one. It answers the same either way. */
export async function askForLink(address: Address): Promise<void> {
  await runCourse(async (handle) => {
    const asked = await handle(new NextRequest(urlOf('/csrf')));
    const { csrfToken } = (await asked.json()) as { csrfToken: string };
    const cookie = asked.headers
      .getSetCookie()
      .map((set) => set.split(';')[0])
      .join('; ');
    const body = new URLSearchParams({ csrfToken, email: address.canonical, callbackUrl: settings().APP_URL });
    const headers = { cookie, 'content-type': 'application/x-www-form-urlencoded' };
    await handle(new NextRequest(urlOf('/signin/letter'), { method: 'POST', headers, body }));
  });
}

/** Whether the link would open; asking spends nothing. */
export const isSignInLinkOpen = (token: Token): Promise<boolean> => isLinkOpen(hashLink(token));

/** Spends the link: a session that has shown the first factor. Null when the link is spent or over. */
export async function followLink(token: Token): Promise<Token | null> {
  const query = new URLSearchParams({ token, callbackUrl: settings().APP_URL });
  const { session } = await runCourse((handle) => handle(new NextRequest(urlOf(`/callback/letter?${query}`))));
  return session;
}
