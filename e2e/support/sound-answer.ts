import { createHash } from 'node:crypto';
import type { RawAnswer } from './raw.ts';

const safe: Readonly<Record<string, string>> = {
  'strict-transport-security': 'max-age=31536000; includeSubDomains',
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'same-origin',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), microphone=(), geolocation=(), browsing-topics=()',
};

const inert = "default-src 'none'; frame-ancestors 'none'";

/** Names that tell what a site is made with, or that only machines between it and the visitor should hear. */
const talkative = /^(server|x-powered-by|x-aspnet.*|x-nextjs-.*|x-middleware-.*|x-runtime|via|sourcemap)$/;

/** What is wrong with an answer's headers, exactly (WE-01, WE-02); nothing when all is well. */
export function complaintsAbout(answer: RawAnswer): string[] {
  const { headers, status } = answer;
  const complaints = Object.entries(safe)
    .filter(([name, value]) => headers[name] !== value)
    .map(([name]) => `${name} is ${headers[name]}`);
  const policy = headers['content-security-policy'];
  const wanted = policiesFor(answer);
  if (!wanted.includes(policy ?? '')) complaints.push(`the policy is ${policy}, not ${wanted.join(' or ')}`);
  for (const name of Object.keys(headers)) if (talkative.test(name)) complaints.push(`${name} is said`);
  if (/next/i.test(headers.vary ?? '')) complaints.push(`vary is ${headers.vary}`);
  if (status === 405 && !headers.allow) complaints.push('no method is named that is allowed');
  if (headers['access-control-allow-credentials']) complaints.push('credentials are allowed from elsewhere');
  return complaints;
}

/** A page may apply its own style, named by its hash; what is no page may do nothing. */
function policiesFor({ headers, status, text }: RawAnswer): string[] {
  // Without a body the style cannot be worked out; whoever asks again with GET sees it checked.
  if (status === 304) return [headers['content-security-policy'] ?? ''].filter((policy) => isPagePolicy(policy));
  if (!headers['content-type']?.startsWith('text/html')) return [inert];
  const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1];
  if (style !== undefined) return [pagePolicy(createHash('sha256').update(style).digest('base64'))];
  return [headers['content-security-policy'] ?? ''].filter((policy) => text === '' && isPagePolicy(policy));
}

const pagePolicy = (hash: string): string =>
  `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; script-src 'self'; connect-src 'self'; ` +
  "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

function isPagePolicy(policy: string): boolean {
  const hash = /'sha256-([^']+)'/.exec(policy)?.[1];
  return hash !== undefined && policy === pagePolicy(hash);
}
