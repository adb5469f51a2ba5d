import { inertPolicy } from '../html.tsx';

interface CsvFile {
  readonly fileName: string;
  readonly body: ReadableStream<Uint8Array>;
}

/** A list on its way out: nobody between here and the reader may keep it. */
export const csvFile = ({ body, fileName }: CsvFile): Response =>
  new Response(body, {
    headers: {
      ...inertPolicy,
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${fileName}"`,
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    },
  });
