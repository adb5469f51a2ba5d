/** Archives as every system opens them (POSIX.1-1988 ustar), written one file at a time. */

const BLOCK = 512;

/** One file with its header, filled up to whole blocks. Its time is left out: an archive tells no times. */
export function tarFile(name: string, content: Uint8Array): Buffer {
  if (Buffer.byteLength(name) > 99) throw new Error('The name of a file is too long for the archive.');
  const padding = (BLOCK - (content.length % BLOCK)) % BLOCK;
  return Buffer.concat([headerOf(name, content.length), content, Buffer.alloc(padding)]);
}

/** Two empty blocks end an archive: one that was cut off is seen to be. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK);

function headerOf(name: string, size: number): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write(`${'0'.repeat(11)}\0`, 136);
  header.write(' '.repeat(8), 148);
  header.write('0', 156);
  header.write('ustar\0' + '00', 257);
  const sum = header.reduce((total, byte) => total + byte, 0);
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}
