import { open, rename } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Puts a text in a file's place so that after any crash the file holds the old text or the new one, whole. When this
 * returns, the new one survives a power cut: the text is on the disk before it gets its name, and the name before us.
 * Only its owner may read the file.
 */
export async function storeFile(file: string, text: string): Promise<void> {
  const beside = `${file}.new`;
  const handle = await open(beside, 'w', 0o600);
  try {
    await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(beside, file);
  await syncFolder(dirname(file));
}

async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders; its renames are written through by the file system.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
