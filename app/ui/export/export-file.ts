import { inertPolicy } from '../html.tsx';

interface ExportFile {
  readonly fileName: string;
  readonly contentType: string;
  readonly body: ReadableStream<Uint8Array>;
}

/** An export on its way out: nobody between here and the reader may keep it. */
export const exportFile = ({ body, contentType, fileName }: ExportFile): Response =>
  new Response(body, {
    headers: {
      ...inertPolicy,
      'content-type': contentType,
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
