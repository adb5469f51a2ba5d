import { setTimeout as pause } from 'node:timers/promises';
import { siteReader } from '../verify/fetch-bytes.ts';
import { verifyReceipt } from '../verify/receipt.ts';
import type { Recount } from '../verify/recount.ts';
import { siteOf, Unreadable } from '../verify/site.ts';
import { isVkey, policyOfKey, readTrust, type Trust } from '../verify/trust.ts';
import { type Report, verifySite } from '../verify/verify-site.ts';
import { type SayVerify, verifyWords } from '../verify/words.ts';
import {
  forgetBundles,
  keepingBundles,
  MemoryFault,
  readMemory,
  type SiteMemory,
  writeMemory,
} from './verify/memory.ts';
import { Misuse, misuse, type Options, readOptions } from './verify/options.ts';
import { printFinding, printGrowth, printLimits, printProgress } from './verify/print.ts';

/**
 * Recounts a site's log and holds what the site shows against it. Needs Node.js 20.19 or newer and no part of the site;
 * also made into one file (lib/programs). Ends with 0: everything held; 1: refused, with the reason; 2: nothing could be
 * checked.
 */
main().then(
  (code) => {
    process.exitCode = code;
  },
  (fault: unknown) => {
    const isTold = fault instanceof Misuse || fault instanceof MemoryFault;
    console.error(isTold ? fault.message : fault);
    process.exitCode = 2;
  },
);

async function main(): Promise<0 | 1 | 2> {
  const options = await readOptions();
  const say = verifyWords(options.locale);
  if (!options.site) return checkReceiptAlone(options, say);
  try {
    return await checkSite({ ...options, site: options.site }, say);
  } catch (fault) {
    if (!(fault instanceof Unreadable)) throw fault;
    console.error(say('verify.verdict.unreadable', { reason: fault.message }));
    return 2;
  }
}

/** Named now, else remembered, else the site's own word. */
async function findTrust(options: Options, memory: SiteMemory | null): Promise<Trust> {
  if (options.vkey && !isVkey(options.vkey)) throw new Misuse('--vkey is no verifier key.');
  const given = options.policy ?? (options.vkey && policyOfKey(options.vkey));
  if (given)
    return readTrust(given, 'given') ?? misuse('The policy cannot be used: it needs a log line and a quorum line.');
  const remembered = memory?.policy && readTrust(memory.policy, 'remembered');
  if (remembered) return remembered;
  if (!options.site) throw new Misuse('Say whom to trust: --policy FILE or --vkey VKEY');
  const told = await siteOf(siteReader(options.site, pause)).policy();
  const trust = told === 'missing' ? null : readTrust(told, 'site');
  if (!trust) throw new Unreadable('/log/policy');
  return trust;
}

async function checkSite(options: Options & { readonly site: string }, say: SayVerify): Promise<0 | 1> {
  const memory = await readMemory(options.state, options.site);
  const trust = await findTrust(options, memory);
  const report = await verifyTwice(options, trust, memory, say);
  if (!report.isRefused) await writeMemory(options.state, options.site, { policy: trust.text, last: report.proven });
  const isReceiptRefused = options.receipt ? await checkReceipt(options, trust, report.recount, say) : false;
  printGrowth(say, options.locale, report.recount);
  printLimits(say);
  console.log(`\n${say(report.isRefused ? 'verify.verdict.refused' : 'verify.verdict.proven')}`);
  return report.isRefused || isReceiptRefused ? 1 : 0;
}

/** A damaged copy on this disk must not look like a site's fraud: what is refused is read anew from the site once. */
async function verifyTwice(
  options: Options & { readonly site: string },
  trust: Trust,
  memory: SiteMemory,
  say: SayVerify,
): Promise<Report> {
  const reader = siteReader(options.site, pause);
  let usedCopies = 0;
  const counting = keepingBundles(reader, options.state, options.site, () => usedCopies++);
  const verify = () =>
    verifySite({
      site: siteOf(counting),
      trust,
      remembered: memory.last,
      now: () => BigInt(Math.floor(Date.now() / 1000)),
      patience: options.patience,
      pause: (milliseconds) => pause(milliseconds),
      progress: (done, of) => printProgress(say, done, of),
      // Printed at the end: a first try may be taken back.
      found: () => undefined,
    });
  const first = await verify();
  const isDoubtful = first.isRefused && usedCopies > 0;
  if (isDoubtful) await forgetBundles(options.state, options.site);
  const report = isDoubtful ? await verify() : first;
  for (const finding of report.findings) printFinding(say, finding);
  return report;
}

async function checkReceipt(
  { receipt }: Options,
  trust: Trust,
  recount: Recount | null,
  say: SayVerify,
): Promise<boolean> {
  const findings = receipt ? await verifyReceipt(receipt.text, receipt.address, trust, recount) : [];
  for (const finding of findings) printFinding(say, finding);
  return findings.some(({ kind }) => kind === 'refused');
}

async function checkReceiptAlone(options: Options, say: SayVerify): Promise<0 | 1> {
  return (await checkReceipt(options, await findTrust(options, null), null, say)) ? 1 : 0;
}
