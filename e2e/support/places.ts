import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Where the site and the mailbox of a test run answer. Another run beside it takes another TEST_PORT. */
const port = Number(process.env.TEST_PORT ?? 3900);

export const sitePort = port;
export const mailboxPort = port + 1;
export const siteUrl = `http://localhost:${sitePort}`;
/** The site as an onion service; the tests come in by its name alone, without Tor. */
export const onionUrl = `http://${'undersigned'.repeat(5)}u.onion`;
export const securityContact = 'mailto:security@petitions.test';
export const mailboxUrl = `http://localhost:${mailboxPort}`;
export const runDirectory = process.env.TEST_DIR ?? join(tmpdir(), `undersigned-test-${port}`);

/** Shared with the provider that tells a test run's site of bounces. */
export const webhookSecret = `whsec_${Buffer.from('a secret of a test run and no other').toString('base64')}`;
