import { Resolver } from 'node:dns/promises';
import { detailOf } from '../fault.ts';
import { bad, type Finding, good, unseen } from './doctor-finding.ts';

/** What the names say. Empty where there is no such record; it throws {@link NamesAway} when nobody can tell. */
export interface Names {
  texts(name: string): Promise<readonly string[]>;
  exchanges(name: string): Promise<readonly string[]>;
}

export class NamesAway extends Error {
  override readonly name = 'NamesAway';
}

/** The machine's own name servers, asked for a few seconds at most. */
export function machineNames(): Names {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  return {
    texts: async (name) => (await ask(() => resolver.resolveTxt(name))).map((parts) => parts.join('')),
    exchanges: async (name) => (await ask(() => resolver.resolveMx(name))).map(({ exchange }) => exchange),
  };
}

async function ask<T>(question: () => Promise<T[]>): Promise<T[]> {
  try {
    return await question();
  } catch (fault) {
    const code = fault instanceof Error ? detailOf(fault, 'code') : undefined;
    if (code === 'ENOTFOUND' || code === 'ENODATA') return [];
    throw new NamesAway('No name server answers.', { cause: fault });
  }
}

/** A record that the provider asks for, as far as it told us. */
export interface WantedRecord {
  readonly record: string;
  readonly type: string;
  readonly name: string;
  readonly value: string;
}

/** Without the provider's word, its usual names. */
export const usualRecords = (domain: string): readonly WantedRecord[] => [
  { record: 'SPF', type: 'TXT', name: `send.${domain}`, value: '' },
  { record: 'SPF', type: 'MX', name: `send.${domain}`, value: '' },
  { record: 'DKIM', type: 'TXT', name: `resend._domainkey.${domain}`, value: '' },
];

/** All that receivers look up before they believe a letter from this domain. */
export async function lookAtNames(names: Names, domain: string, wanted: readonly WantedRecord[]): Promise<Finding[]> {
  const looks = [
    ...wanted.map((record) => () => lookAtRecord(names, record)),
    () => lookAtDmarc(names, domain),
    () => lookAtReplies(names, domain),
  ];
  const findings: Finding[] = [];
  for (const look of looks) {
    const finding = await look().catch((fault: unknown) => {
      if (fault instanceof NamesAway) return null;
      throw fault;
    });
    if (!finding)
      return [...findings, unseen(`The records of ${domain} could not be looked up: no name server answers here`)];
    findings.push(finding);
  }
  return findings;
}

async function lookAtRecord(names: Names, wanted: WantedRecord): Promise<Finding> {
  const { name, record, type, value } = wanted;
  const set = value
    ? `${type} ${name} to ${value}`
    : `${type} ${name} to what the provider’s page on this domain shows`;
  if (type === 'MX') {
    const found = await names.exchanges(name);
    if (found.length > 0) return good(`${record}: bounces find their way back (MX ${name})`);
    return bad(`${record}: ${name} has no MX record, so the provider hears of no bounce`, `Set ${set}.`);
  }
  const texts = await names.texts(name);
  return record === 'DKIM' ? judgeDkim(texts, wanted, set) : judgeSpf(texts, name, set);
}

function judgeDkim(texts: readonly string[], { name, value }: WantedRecord, set: string): Finding {
  const key = (text: string) => /(?:^|;)p=([^;]*)/.exec(text.replace(/\s/g, ''))?.[1] ?? '';
  const found = texts.map(key).filter((p) => p !== '');
  if (found.length === 0)
    return bad(`DKIM: ${name} shows no key, so letters are unsigned to those who check`, `Set ${set}.`);
  if (key(value) !== '' && !found.includes(key(value)))
    return bad(`DKIM: ${name} shows another key than the provider signs with`, `Set ${set}.`);
  return good(`DKIM: ${name} shows the key that letters are signed with`);
}

function judgeSpf(texts: readonly string[], name: string, set: string): Finding {
  const found = texts.filter((text) => /^v=spf1(\s|$)/i.test(text));
  const [policy = ''] = found;
  if (found.length === 0) return bad(`SPF: ${name} does not say who may send for it`, `Set ${set}.`);
  if (found.length > 1)
    return bad(
      `SPF: ${name} has ${found.length} policies, and receivers then take none`,
      'Merge them into one record.',
    );
  if (/(^|\s)\+?all(\s|$)/i.test(policy))
    return bad(`SPF: ${name} lets everybody send for it`, 'End the record with ~all or -all instead.');
  return good(`SPF: ${name} says who may send for it`);
}

/** RFC 7489 §6.6.3: the domain's own policy, else that of the domain above it. */
async function lookAtDmarc(names: Names, domain: string): Promise<Finding> {
  const parents = domain.split('.').map((_, n, labels) => labels.slice(n).join('.'));
  for (const name of parents.filter((parent) => parent.includes('.'))) {
    const texts = await names.texts(`_dmarc.${name}`);
    const found = texts.filter((text) => /^v=DMARC1\s*(;|$)/i.test(text));
    if (found.length > 1)
      return bad(
        `DMARC: _dmarc.${name} has ${found.length} policies, and receivers then take none`,
        'Keep one of them.',
      );
    if (found[0]) return judgeDmarc(found[0], `_dmarc.${name}`);
  }
  return bad(
    `DMARC: ${domain} has no policy, and large mailbox providers refuse mass letters without one`,
    `Set TXT _dmarc.${domain} to "v=DMARC1; p=none" now, and p=quarantine once all letters pass.`,
  );
}

function judgeDmarc(policy: string, name: string): Finding {
  const tag = (wanted: string) => new RegExp(`(?:^|;)\\s*${wanted}\\s*=\\s*([^;\\s]*)`, 'i').exec(policy)?.[1] ?? '';
  const asked = tag('p').toLowerCase();
  if (!['none', 'quarantine', 'reject'].includes(asked))
    return bad(`DMARC: ${name} asks for nothing (p is missing)`, 'Add p=none, p=quarantine or p=reject to it.');
  if (asked === 'none')
    return good(`DMARC: ${name} watches (p=none); p=quarantine keeps forgers out once all letters pass`);
  return good(`DMARC: ${name} keeps forgers out (p=${asked})`);
}

/** Some receivers take no letter from a domain that takes none itself. */
async function lookAtReplies(names: Names, domain: string): Promise<Finding> {
  const found = await names.exchanges(domain);
  if (found.length > 0) return good(`MX: ${domain} can receive letters`);
  return bad(
    `MX: ${domain} receives no letters, and some receivers distrust senders that cannot be answered`,
    `Give ${domain} an MX record, even one of a mailbox that nobody reads.`,
  );
}
