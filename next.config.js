import { compressedPaths, readerTakesGzip } from './app/ui/compressed.js';

/** On every answer, errors included (WE-02). What a page may load and do is said beside the page: app/ui/html.tsx. */
const safeHeaders = [
  { key: 'strict-transport-security', value: 'max-age=31536000; includeSubDomains' },
  { key: 'x-content-type-options', value: 'nosniff' },
  // "no-referrer" would make browsers send "Origin: null" with our own forms and break the origin check.
  { key: 'referrer-policy', value: 'same-origin' },
  { key: 'cross-origin-opener-policy', value: 'same-origin' },
  { key: 'cross-origin-resource-policy', value: 'same-origin' },
  { key: 'permissions-policy', value: 'camera=(), microphone=(), geolocation=(), browsing-topics=()' },
];

/** @type {import('next').NextConfig} */
export default {
  // Pages are compressed once per rendering (app/ui/html.tsx); compressing per request costs half the throughput.
  compress: false,
  generateEtags: false,
  poweredByHeader: false,
  images: { unoptimized: true },
  // Every answer is plain HTML or JSON, whatever the request says of React's own format; a redirect for those who
  // send its headers would be one more thing that a cache could hand to others (WE-06).
  experimental: { validateRSCRequestHeaders: false },
  // The worker and the commands import the same rooms without a bundler.
  serverExternalPackages: ['postgres', 'pino', 'resend', 'esbuild'],
  headers: async () => [
    { source: '/(.*)', headers: safeHeaders },
    { source: compressedPaths, has: readerTakesGzip, headers: [{ key: 'content-encoding', value: 'gzip' }] },
  ],
};
