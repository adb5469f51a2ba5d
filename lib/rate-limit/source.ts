import ipaddr from 'ipaddr.js';
import { settings } from '../env.ts';
import { digestOfDay } from './day-key.ts';
import { SOCKET_HEADER } from './socket.ts';

type Network = readonly [ipaddr.IPv4 | ipaddr.IPv6, number];

/** Who is counted: never an address, only its hash under a key that lives for a day in this process's memory. */
export interface Source {
  readonly key: string;
  readonly isOnion: boolean;
}

/**
 * Tor's `HiddenServiceExportCircuitID haproxy` gives every circuit an address in this network (tor(1)); nobody else has
 * one, because it belongs to the unique local addresses of RFC 4193.
 */
const CIRCUITS = ipaddr.parseCIDR('fc00:dead:beef:4dad::/64');

const isIn = (address: ipaddr.IPv4 | ipaddr.IPv6, [network, bits]: Network): boolean =>
  address.kind() === network.kind() && address.match(network, bits);

function readAddress(text: string): ipaddr.IPv4 | ipaddr.IPv6 | null {
  const plain = text.trim();
  return ipaddr.isValid(plain) ? ipaddr.process(plain) : null;
}

/**
 * The source of a request. X-Forwarded-For is read from its end, and only as far as trusted proxies wrote it: what a
 * visitor writes there themselves changes nothing (SA-02). Loopback is a source like any other (SA-03).
 */
export function sourceOf(request: Request, trusted: readonly Network[] = settings().TRUSTED_PROXIES): Source {
  const forwarded = (request.headers.get('x-forwarded-for') ?? '').split(',');
  let address = readAddress(request.headers.get(SOCKET_HEADER) ?? '');
  while (address && forwarded.length > 0 && trusted.some((network) => address && isIn(address, network))) {
    const next = readAddress(forwarded.pop() ?? '');
    if (!next) break;
    address = next;
  }
  return nameSource(address);
}

function nameSource(address: ipaddr.IPv4 | ipaddr.IPv6 | null): Source {
  // Without an address, everybody together is one source: that is too strict, and never too lax.
  if (!address) return { key: digestOfDay('nobody'), isOnion: false };
  if (isIn(address, CIRCUITS)) return { key: digestOfDay(`circuit ${address.toNormalizedString()}`), isOnion: true };
  const bytes = address.toByteArray().slice(0, address.kind() === 'ipv4' ? 4 : 8);
  return { key: digestOfDay(`${address.kind()} ${bytes.join('.')}`), isOnion: false };
}
