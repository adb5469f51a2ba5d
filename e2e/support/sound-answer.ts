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

/** The few addresses whose answers other sites may show; a new one has to be named here as well. */
const elsewhere = /^\/(embed\/[\w-]+|embed\.js|embed-height\.js|petitions\/[\w-]+\/(card\.png|qr\.png|qr\.svg))$/;
const isFrame = (path: string): boolean => /^\/embed\/[\w-]+$/.test(path);
/** The one page of the panel that shows a frame: of our own origin. */
const showsFrame = (path: string): boolean => /^\/team\/[\w-]+\/petitions\/[\w-]+\/embed$/.test(path);

const inert = "default-src 'none'; frame-ancestors 'none'";

/** Names that tell what a site is made with, or that only machines between it and the visitor should hear. */
const talkative = /^(server|x-powered-by|x-aspnet.*|x-nextjs-.*|x-middleware-.*|x-runtime|via|sourcemap)$/;

/** What is wrong with the headers of this path's answer, exactly (WE-01, WE-02); nothing when all is well. */
export function complaintsAbout(answer: RawAnswer, path = ''): string[] {
  const { headers, status } = answer;
  const wishes = { ...safe, ...(elsewhere.test(path) ? { 'cross-origin-resource-policy': 'cross-origin' } : {}) };
  const complaints = Object.entries(wishes)
    .filter(([name, value]) => headers[name] !== value)
    .map(([name]) => `${name} is ${headers[name]}`);
  const policy = headers['content-security-policy'];
  const wanted = policiesFor(answer, path);
  if (!wanted.includes(policy ?? '')) complaints.push(`the policy is ${policy}, not ${wanted.join(' or ')}`);
  for (const name of Object.keys(headers)) if (talkative.test(name)) complaints.push(`${name} is said`);
  if (/next/i.test(headers.vary ?? '')) complaints.push(`vary is ${headers.vary}`);
  if (status === 405 && !headers.allow) complaints.push('no method is named that is allowed');
  if (headers['access-control-allow-credentials']) complaints.push('credentials are allowed from elsewhere');
  return complaints;
}

/** A page may apply its own style, named by its hash; what is no page may do nothing. */
function policiesFor({ headers, status, text }: RawAnswer, path: string): string[] {
  const policyOf = (hash: string) => (isFrame(path) ? framePolicy(hash) : pagePolicy(hash, showsFrame(path)));
  const isSound = (policy: string) => policy === policyOf(/'sha256-([^']+)'/.exec(policy)?.[1] ?? '');
  // Without a body the style cannot be worked out; whoever asks again with GET sees it checked.
  if (status === 304) return [headers['content-security-policy'] ?? ''].filter(isSound);
  if (!headers['content-type']?.startsWith('text/html')) return [inert];
  const style = /<style>([\s\S]*?)<\/style>/.exec(text)?.[1];
  if (style !== undefined) return [policyOf(createHash('sha256').update(style).digest('base64'))];
  return [headers['content-security-policy'] ?? ''].filter((policy) => text === '' && isSound(policy));
}

const pagePolicy = (hash: string, showsFrames: boolean): string =>
  `default-src 'none'; style-src 'sha256-${hash}'; img-src 'self'; script-src 'self'; connect-src 'self'; ` +
  `form-action 'self'; base-uri 'none'; frame-ancestors 'none'${showsFrames ? "; frame-src 'self'" : ''}`;

const framePolicy = (hash: string): string =>
  `default-src 'none'; style-src 'sha256-${hash}'; script-src 'self'; connect-src 'self'; ` +
  "form-action 'none'; base-uri 'none'; frame-ancestors *";
