import { hkdfSync } from 'node:crypto';
import { settings } from '../env.ts';

/** What links to sign in with are hashed with, beside their token. Drawn from the site's secret: nothing more to keep. */
export const signInSecret = (): string =>
  Buffer.from(hkdfSync('sha256', settings().APP_SECRET, '', 'undersigned/sign-in/v1', 32)).toString('base64url');
