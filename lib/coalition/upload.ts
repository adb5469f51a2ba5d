import { readBody } from '../form.ts';

/** In bytes (WE-11). */
export const LARGEST_PICTURE = 5 * 1024 * 1024;
/** In bytes: what the browser wraps around the file. */
const WRAPPING = 16 * 1024;

/** The file of that name in an uploaded form, read no further than a picture may be large. */
export async function readUpload(
  request: Request,
  field: string,
): Promise<Buffer | 'missing' | 'too-large' | 'unsupported'> {
  const type = request.headers.get('content-type') ?? '';
  if (!/^multipart\/form-data\s*;/i.test(type)) return 'unsupported';
  const body = await readBody(request, LARGEST_PICTURE + WRAPPING);
  if (body === 'too-large') return body;
  const form = await new Response(new Uint8Array(body), { headers: { 'content-type': type } })
    .formData()
    // A broken wrapping is the one fault it has; the visitor hears that the form could not be read.
    .catch(() => null);
  const file = form?.get(field);
  if (!form || typeof file === 'string') return 'unsupported';
  if (!file || file.size === 0) return 'missing';
  return file.size > LARGEST_PICTURE ? 'too-large' : Buffer.from(await file.arrayBuffer());
}
