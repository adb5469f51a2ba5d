import { readdirSync, readFileSync } from 'node:fs';

/** The process that serves the site on this port, by what it was started with. */
export function findServer(port: number): number {
  const isServer = (pid: string) => {
    const [, script = '', listensOn] = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0');
    return script.endsWith('serve/server.js') && Number(listensOn) === port;
  };
  const pid = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .find((name) => {
      try {
        return isServer(name);
      } catch {
        // A process that ended in this moment is not the one.
        return false;
      }
    });
  if (!pid) throw new Error(`No server of a site was found on port ${port}.`);
  return Number(pid);
}
