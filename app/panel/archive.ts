// Opens an archive of sealed records where its reader sits. Nothing is sent: not the archive, not the key, not a name.
import { armor, Decrypter } from 'age-encryption';
import { listHead, listLine, readRecord } from './records.ts';
import { readArchive } from './untar.ts';

interface Manifest {
  readonly records: number;
  readonly counted: number;
}

interface Opened {
  readonly opened: number;
  readonly manifest: Manifest | null;
  readonly lines: readonly string[];
}

const identitiesIn = (text: string): string[] => text.match(/AGE-SECRET-KEY-1[0-9A-Z]+/g) ?? [];

function decrypterOf(identities: readonly string[]): Decrypter {
  const decrypter = new Decrypter();
  for (const identity of identities) decrypter.addIdentity(identity);
  return decrypter;
}

/** The archive's own key opens with the reader's; null where this one was wrapped to others. */
const unwrap = (own: Decrypter, content: Uint8Array): Promise<string | null> =>
  own.decrypt(armor.decode(new TextDecoder().decode(content).trim()), 'text').catch(() => null);

async function openArchive(file: Blob, ownText: string, tell: (opened: number) => void): Promise<Opened> {
  const own = decrypterOf(identitiesIn(ownText));
  const keys: string[] = [];
  const lines: string[] = [listHead()];
  let manifest: Manifest | null = null;
  let records: Decrypter | null = null;
  for await (const { content, name } of readArchive(file)) {
    if (name.startsWith('keys/')) keys.push(...identitiesIn((await unwrap(own, content)) ?? ''));
    if (name === 'manifest.json') manifest = JSON.parse(new TextDecoder().decode(content)) as Manifest;
    if (!name.startsWith('records/')) continue;
    if (keys.length === 0) throw new Error('no-key');
    records ??= decrypterOf(keys);
    const text = await records.decrypt(content, 'text').catch(() => '');
    const record = readRecord(name, text);
    if (!record) continue;
    lines.push(listLine(record));
    // The page must go on answering while thousands are opened.
    if (lines.length % 25 === 0) {
      tell(lines.length - 1);
      await new Promise((resolve) => setTimeout(resolve));
    }
  }
  return { opened: lines.length - 1, manifest, lines };
}

const part = document.querySelector<HTMLElement>('[data-archive]');
const chosen = (id: string): File | undefined => document.querySelector<HTMLInputElement>(`#${id}`)?.files?.[0];

/** The page's own sentences, with numbers put in. */
const sayIn = (status: HTMLElement, sentence: string, numbers: Readonly<Record<string, number>>): void => {
  const text = status.dataset[sentence] ?? status.dataset.not ?? '';
  const number = new Intl.NumberFormat(document.documentElement.lang);
  status.textContent = text.replace(/\[(\w+)\]/g, (_, name: string) => number.format(numbers[name] ?? 0));
};

function offer(link: HTMLAnchorElement, lines: readonly string[]): void {
  URL.revokeObjectURL(link.href);
  link.href = URL.createObjectURL(new Blob([...lines], { type: 'text/csv' }));
  link.download = 'records.csv';
  link.hidden = false;
}

async function openChosen(status: HTMLElement, bar: HTMLProgressElement, link: HTMLAnchorElement): Promise<void> {
  link.hidden = true;
  const [file, key] = [chosen('archive'), chosen('identity')];
  if (!file || !key) return sayIn(status, 'not', {});
  bar.hidden = false;
  const tell = (opened: number) => {
    sayIn(status, 'progress', { opened });
  };
  try {
    const { lines, manifest, opened } = await openArchive(file, await key.text(), tell);
    if (!manifest) return sayIn(status, 'cut', {});
    const { counted, records } = manifest;
    sayIn(status, opened === records ? 'whole' : 'part', { opened, records, counted });
    offer(link, lines);
  } catch (fault) {
    const why = fault instanceof Error ? fault.message : '';
    sayIn(status, why === 'cut' ? 'cut' : why === 'no-key' ? 'noKey' : 'not', {});
  } finally {
    bar.hidden = true;
  }
}

const [button, status, bar, link] = [
  part?.querySelector('button'),
  part?.querySelector<HTMLElement>('[role=status]'),
  part?.querySelector('progress'),
  part?.querySelector<HTMLAnchorElement>('a[data-save]'),
];
if (part && button && status && bar && link) {
  button.addEventListener('click', async () => {
    button.disabled = true;
    await openChosen(status, bar, link);
    button.disabled = false;
  });
  part.hidden = false;
}
