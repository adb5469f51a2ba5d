import { setTimeout as sleep } from 'node:timers/promises';
import { makeHome } from './embedded/cluster.ts';
import { databaseUrl, ensureDatabase } from './embedded/database.ts';
import { lockFilePath, readRunningServer, type ServerNote } from './embedded/lock-file.ts';
import { findPlace, type Place } from './embedded/place.ts';
import { launchServer } from './embedded/server.ts';

/** For demo, development and tests. Production brings its own PostgreSQL in DATABASE_URL. */
export interface EmbeddedDatabase {
  url: string;
  /** true when this process started the server, false when it adopted a running one */
  startedHere: boolean;
  /** The server's own folder (PGDATA); its password and log lie beside it. */
  dataDirectory: string;
  /** Ends the server if this process started it, and resolves when it has ended. */
  stop(): Promise<void>;
}

export interface EmbeddedOptions {
  dataDir: string;
  say?: (sentence: string) => void;
  /** false is for tests: faster, and a power cut may cost everything. */
  durable?: boolean;
  maxConnections?: number;
}

const patienceMs = 10_000;

export async function startEmbeddedDatabase(options: EmbeddedOptions): Promise<EmbeddedDatabase> {
  const place = await findPlace(options.dataDir, options.say ?? (() => {}));
  const password = await makeHome(place, options);
  const deadline = Date.now() + patienceMs;
  // PostgreSQL's own lock file decides between two processes that start at once: the loser's
  // server refuses, and the next turn of the loop finds the winner's and adopts it.
  for (;;) {
    const running = await readRunningServer(place);
    const database = running
      ? await adoptServer({ place, running, password, deadline })
      : await startServer({ place, password, options, deadline });
    if (database) return database;
    await sleep(100);
  }
}

interface Adoption {
  place: Place;
  running: ServerNote;
  password: string;
  deadline: number;
}

async function adoptServer(adoption: Adoption): Promise<EmbeddedDatabase | undefined> {
  const { place, running, password, deadline } = adoption;
  const url = databaseUrl(running.port, password);
  try {
    if (running.status !== 'ready') throw new Error(`The server says that it is ${running.status}.`);
    await ensureDatabase(url, place.cluster);
  } catch (cause) {
    // It may still be starting, or just be leaving.
    if (Date.now() > deadline) throw noAnswer(place, running.pid, cause);
    return undefined;
  }
  return { url, startedHere: false, dataDirectory: place.cluster, stop: async () => {} };
}

interface Start {
  place: Place;
  password: string;
  options: EmbeddedOptions;
  deadline: number;
}

async function startServer(start: Start): Promise<EmbeddedDatabase | undefined> {
  const server = await launchServer(start.place, start.options);
  if (!server) {
    if (Date.now() > start.deadline) throw orphanedLock(start.place);
    return undefined;
  }
  const url = databaseUrl(server.port, start.password);
  try {
    await ensureDatabase(url, start.place.cluster);
  } catch (cause) {
    await server.stop();
    throw cause;
  }
  return { url, startedHere: true, dataDirectory: start.place.cluster, stop: server.stop };
}

function noAnswer(place: Place, pid: number, cause: unknown): Error {
  return new Error(
    `Process ${pid} holds the database in ${place.cluster} but does not answer. ` +
      `If it is a PostgreSQL server, end it with "kill -INT ${pid}". ` +
      `If it is something else, delete ${lockFilePath(place)}. Then start again.`,
    { cause },
  );
}

function orphanedLock(place: Place): Error {
  return new Error(
    `PostgreSQL finds ${place.cluster} locked, though no server runs there. ` +
      `Delete ${lockFilePath(place)}, then start again.`,
  );
}
