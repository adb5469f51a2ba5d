import { BYTE_ORDER_MARK, writeLines } from './cells.ts';
import { exportRules, type Share } from './kinds.ts';
import { portionsOf } from './portions.ts';
import { packSealed } from './sealed.ts';

/** A piece of an export on its way out. */
export interface Piece {
  /** How many people it holds. */
  readonly people: number;
  readonly bytes: Uint8Array;
}

/** The export piece by piece; a piece may be empty. Everything but sealed records is a list. */
export const packExport = (share: Share): AsyncGenerator<Piece> =>
  share.kind === 'sealed' ? packSealed(share.petitionId) : packList(share);

const encoder = new TextEncoder();

async function* packList(share: Share): AsyncGenerator<Piece> {
  // The head goes with the first lines: a list that broke off before them has told nothing.
  let head = BYTE_ORDER_MARK + writeLines([exportRules[share.kind].columns]);
  for await (const rows of portionsOf(share)) {
    yield { people: rows.length, bytes: encoder.encode(head + writeLines(rows)) };
    head = '';
  }
  if (head !== '') yield { people: 0, bytes: encoder.encode(head) };
}

/** What the file is to whoever gets it. */
export const typeOf = ({ kind }: Pick<Share, 'kind'>): { readonly ending: string; readonly contentType: string } =>
  kind === 'pack'
    ? { ending: 'zip', contentType: 'application/zip' }
    : kind === 'sealed'
      ? { ending: 'tar', contentType: 'application/x-tar' }
      : { ending: 'csv', contentType: 'text/csv; charset=utf-8' };
