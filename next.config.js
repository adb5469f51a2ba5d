import { compressedPaths, readerTakesGzip } from './app/ui/compressed.js';
import { safeHeaders } from './lib/commands/serve/headers.js';

// In production the server itself puts them on every answer (lib/commands/serve/server.js).
const isDevelopment = process.env.NODE_ENV === 'development';
const headersOfDevelopment = Object.entries(safeHeaders).map(([key, value]) => ({ key, value }));

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
  serverExternalPackages: ['postgres', 'pino', 'resend', 'esbuild', 'pdfkit'],
  headers: async () => [
    ...(isDevelopment ? [{ source: '/(.*)', headers: headersOfDevelopment }] : []),
    { source: compressedPaths, has: readerTakesGzip, headers: [{ key: 'content-encoding', value: 'gzip' }] },
  ],
};
