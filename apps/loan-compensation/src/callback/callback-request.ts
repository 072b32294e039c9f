import { createHmac } from 'node:crypto';
import { lookup, type LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { BlockList, isIP, isIPv6, type LookupFunction } from 'node:net';

const ANSWER_MILLIS = 15_000;

// This machine, the addresses that cloud machines ask about themselves, and what is no single machine at all.
const FORBIDDEN = new BlockList();
FORBIDDEN.addSubnet('0.0.0.0', 8);
FORBIDDEN.addSubnet('169.254.0.0', 16);
FORBIDDEN.addSubnet('224.0.0.0', 3);
FORBIDDEN.addAddress('::', 'ipv6');
FORBIDDEN.addSubnet('fe80::', 10, 'ipv6');
FORBIDDEN.addSubnet('ff00::', 8, 'ipv6');
// An IPv4 address in the dress of an IPv6 one would pass by the rules above, and no bank needs it.
const WRAPPED = new BlockList();
WRAPPED.addSubnet('::ffff:0:0', 96, 'ipv6');
WRAPPED.addSubnet('64:ff9b::', 96, 'ipv6');
const LOOPBACK = new BlockList();
LOOPBACK.addSubnet('127.0.0.0', 8);
LOOPBACK.addAddress('::1', 'ipv6');

/** Why no request is made to where a name leads. */
export class AddressForbidden extends Error {}

export function requireAddress(address: string, isLoopbackAllowed: boolean): void {
  const family = isIPv6(address) ? 'ipv6' : 'ipv4';
  const isWrapped = family === 'ipv6' && WRAPPED.check(address, family);
  const isOurs = !isLoopbackAllowed && LOOPBACK.check(address, family);
  if (isWrapped || isOurs || FORBIDDEN.check(address, family))
    throw new AddressForbidden(`${address} is not an address of a bank`);
}

export interface SignedCallback {
  deliveryId: string;
  body: string;
  secret: Buffer;
  at: Date;
}

/**
 * Posts once, to exactly this address: no redirect is followed, and the address that a name leads to is judged when it is looked up, so that
 * it cannot be another one when it is used. What the bank says beyond its status is not read.
 * @returns the HTTP status
 */
export function postCallback(
  url: URL,
  { deliveryId, body, secret, at }: SignedCallback,
  isLoopbackAllowed: boolean,
): Promise<number> {
  const timestamp = `${Math.floor(at.getTime() / 1_000)}`;
  const mac = createHmac('sha256', secret).update(`${deliveryId}.${timestamp}.${body}`).digest('base64');
  const headers = {
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
    'user-agent': 'gusu-callback',
    'webhook-id': deliveryId,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${mac}`,
  };
  const host = url.hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) requireAddress(host, isLoopbackAllowed);
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((answered, failed) => {
    const signal = AbortSignal.timeout(ANSWER_MILLIS);
    const options = { method: 'POST', headers, signal, agent: false, lookup: guarded(isLoopbackAllowed) };
    const request = send(url, options, (response) => {
      response.destroy();
      answered(response.statusCode ?? 0);
    });
    request.once('error', failed);
    request.end(body);
  });
}

function guarded(isLoopbackAllowed: boolean): LookupFunction {
  return (hostname, options, callback) =>
    lookup(hostname, { ...options, all: true }, (error, addresses: LookupAddress[]) => {
      if (error) return callback(error, '', 0);
      try {
        for (const { address } of addresses) requireAddress(address, isLoopbackAllowed);
      } catch (forbidden) {
        return callback(forbidden as Error, '', 0);
      }
      const [first] = addresses;
      if (options.all) return callback(null, addresses as never);
      return callback(null, first?.address ?? '', first?.family ?? 4);
    });
}
