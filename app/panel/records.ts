// What becomes of opened records: lines of a list that a spreadsheet can take without running any of it.
import { BYTE_ORDER_MARK, defuse } from '@/lib/export/formula.ts';

/** As lib/signature/keep.ts seals them. */
export interface OpenedRecord {
  readonly id: string;
  readonly name: string;
  readonly address: string;
  readonly country: string;
  readonly language: string;
  readonly consents: readonly string[];
  readonly day: string;
}

const columns = ['name', 'address', 'country', 'language', 'consents', 'day'] as const;

const quote = (cell: string): string => `"${defuse(cell).replaceAll('"', '""')}"`;

export const listHead = (): string => `${BYTE_ORDER_MARK}${columns.map(quote).join(',')}\r\n`;

export const listLine = (record: OpenedRecord): string => {
  const cells = { ...record, consents: record.consents.join(' ') };
  return `${columns.map((column) => quote(cells[column])).join(',')}\r\n`;
};

/** Null when it is no record, or not the one that its file's name says: somebody has moved it. */
export function readRecord(fileName: string, text: string): OpenedRecord | null {
  try {
    const record = JSON.parse(text) as OpenedRecord;
    return fileName.endsWith(`/${record.id}.age`) && Array.isArray(record.consents) ? record : null;
  } catch {
    return null;
  }
}
