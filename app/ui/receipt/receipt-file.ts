import { gzipSync } from 'node:zlib';
import { answerWith, inertPolicy } from '../html.tsx';

/**
 * The file for its signer. Its name says nothing of what was signed, and nobody between us and the signer keeps it.
 * Compressed like a page where the reader takes that, because the address it comes from announces it (compressed.js).
 */
export function receiptFile(request: Request, receipt: string): Response {
  const plain = Buffer.from(receipt);
  const headers = {
    ...inertPolicy,
    'content-type': 'application/octet-stream',
    'content-disposition': 'attachment; filename="undersigned.tlog-proof"',
    'cache-control': 'no-store',
  };
  return answerWith({ status: 200, headers, plain, gzip: gzipSync(plain), etag: '' }, request);
}
