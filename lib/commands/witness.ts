import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { WitnessHint } from '../witness/server/hint.ts';
import { type RunningWitness, startWitness, type WitnessOptions } from '../witness/server/start.ts';
import { parseWitnessList, writePolicy } from '../witness/write-policy.ts';

/**
 * A witness of a petition's log, for a partner's own machine: it signs each state of the log that continues the last
 * one it signed, and nothing else. Needs Node.js 20.19 or newer and none of the site's settings; also made into one
 * file for those who have no copy of this project (lib/programs).
 */
const USAGE = `A witness signs each state of a petition's log that continues the one before.

  --log VKEY       verifier key of a log to follow; needed once, may be given several times
  --name NAME      what the witness is called, such as group.example/witness; needed once
  --state FOLDER   where it keeps its key and its memory (./witness)
  --port NUMBER    where it answers (7380)
  --host ADDRESS   which address of this machine (127.0.0.1; put a proxy with TLS in front)

For those who run the site, a policy from lists of "name vkey url", one witness a line:
  policy --log VKEY --coalition FILE [--outside FILE]`;

main().catch((fault: unknown) => {
  console.error(fault instanceof WitnessHint ? fault.message : fault);
  process.exit(1);
});

async function main(): Promise<void> {
  const { positionals, values } = readArguments();
  if (values.help) return console.log(USAGE);
  if (positionals[0] === 'policy') return printPolicy(values.log?.[0], values.coalition, values.outside);
  if (positionals.length > 0) throw new WitnessHint(USAGE);
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new WitnessHint('--port must be a number up to 65535.');
  await serve({ folder: values.state, name: values.name ?? null, logs: values.log ?? [], host: values.host, port });
}

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        log: { type: 'string', multiple: true },
        name: { type: 'string' },
        state: { type: 'string', default: 'witness' },
        port: { type: 'string', default: '7380' },
        host: { type: 'string', default: '127.0.0.1' },
        coalition: { type: 'string' },
        outside: { type: 'string' },
        help: { type: 'boolean', default: false },
      },
    });
  } catch (fault) {
    throw new WitnessHint(`${fault instanceof Error ? fault.message : fault}\n\n${USAGE}`);
  }
}

async function serve(options: WitnessOptions): Promise<void> {
  const witness = await startWitness(options, {
    refused: (reason) => console.log(`A request was refused: ${reason}`),
    broke: (fault) => {
      console.error(fault instanceof WitnessHint ? fault.message : fault);
      // Its memory belongs to another process now.
      if (fault instanceof WitnessHint) process.exit(1);
    },
  });
  greet(witness, options);
  for (const signal of ['SIGINT', 'SIGTERM'] as const)
    process.on(signal, () => void witness.stop().then(() => process.exit(0)));
}

function greet({ isNew, name, origins, port, vkey }: RunningWitness, { folder, host }: WitnessOptions): void {
  if (isNew)
    console.log(`A new key is in ${folder}. Whoever has the key can sign as this witness: keep it on this machine.
Never bring the folder back from an older copy: a witness that forgets can be shown a second history.

Send this line to those who run the site, with the public address of this witness in the place of https://…:

  witness ${name.replace(/[^\p{L}\p{N}-]+/gu, '-')} ${vkey} https://…
`);
  console.log(`The witness ${name} follows ${origins.join(', ')} and answers at http://${host}:${port}`);
}

async function printPolicy(log: string | undefined, coalition: string | undefined, outside: string | undefined) {
  if (!log || !coalition) throw new WitnessHint(USAGE);
  const policy = writePolicy(log, await readList(coalition), outside ? await readList(outside) : []);
  if (policy === 'too-many-for-a-checkpoint')
    throw new WitnessHint('A checkpoint has room for 15 witnesses, and so many would be needed. List fewer.');
  if (typeof policy !== 'string')
    throw new WitnessHint(`Line ${policy.line} of the policy would be refused: ${policy.refusal}`);
  process.stdout.write(policy);
}

async function readList(file: string) {
  const listed = parseWitnessList(
    await readFile(file, 'utf8').catch(() => {
      throw new WitnessHint(`${file} cannot be read.`);
    }),
  );
  if (!listed || listed.length === 0) throw new WitnessHint(`${file} needs lines of "name vkey url".`);
  return listed;
}
