import { createServer } from 'node:net';
import { Hint } from './run.ts';

export interface Mailbox {
  readonly url: string;
  empty(): void;
  close(): Promise<void>;
}

/** The letter provider's stand-in: takes letters over the provider's own API and shows them in an inbox page. */
export async function startMailbox(port: number): Promise<Mailbox> {
  const { createEmulator } = await import('emulate').catch(() => {
    throw new Hint('The local mailbox is not installed. Run "npm install" (without --omit=dev).');
  });
  const emulator = await createEmulator({ service: 'resend', port });
  return { url: `http://localhost:${port}`, empty: () => emulator.reset(), close: () => emulator.close() };
}

/** A port in use is a sentence with a way on, not a stack. */
export async function refuseBusyPort(port: number, setting: string): Promise<void> {
  const server = createServer();
  const isFree = await new Promise<boolean>((resolve) => {
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => resolve(true));
  });
  await new Promise((resolve) => server.close(resolve));
  if (!isFree)
    throw new Hint(`Port ${port} is in use. Set ${setting} to another one, such as ${setting}=${port + 100}.`);
}
