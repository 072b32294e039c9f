import type { IncomingHttpHeaders, OutgoingHttpHeaders } from 'node:http';

/** What concerns one connection only and is not handed on (RFC 9110 §7.6.1), `connection` and what it lists left aside. */
const HOP_BY_HOP = [
  'keep-alive',
  'proxy-authenticate',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'upgrade',
];
/** What a caller says of itself that only a door can know. */
const SAID_BY_DOORS = /^(?:x-forwarded-.*|x-real-ip|forwarded)$/;
const WITHOUT_BODY = ['GET', 'HEAD'];
const BODY = ['content-length', 'content-type', 'content-encoding', 'transfer-encoding', 'expect'];

/** Who the caller is, as the gateway sees it. */
export interface SeenCaller {
  method: string;
  ip: string;
  host: string | undefined;
  protocol: string;
}

/** The headers a service gets: the caller's own, without those of its connection, and with what the gateway saw of it. */
export function headersForService(headers: IncomingHttpHeaders, caller: SeenCaller): OutgoingHttpHeaders {
  const left = without(headers, [...HOP_BY_HOP, 'expect']);
  for (const name of Object.keys(left)) if (SAID_BY_DOORS.test(name)) delete left[name];
  // A body that nobody reads is not handed on, so its length must not be promised either.
  const kept = WITHOUT_BODY.includes(caller.method) ? without(left, BODY) : left;
  return {
    ...kept,
    host: caller.host,
    'x-forwarded-for': caller.ip,
    'x-forwarded-host': caller.host,
    'x-forwarded-proto': caller.protocol,
  };
}

/** The headers a caller gets: the service's own, without those of the connection between us and it. */
export function headersForCaller(headers: IncomingHttpHeaders, prefix: string): IncomingHttpHeaders {
  const listed = (headers.connection ?? '').split(',').map((name) => name.trim().toLowerCase());
  const kept = without(headers, [...HOP_BY_HOP, 'connection', 'transfer-encoding', ...listed]);
  // A service knows its own addresses; its caller comes back through the gateway.
  if (kept.location?.startsWith('/')) kept.location = prefix + kept.location;
  return kept;
}

function without(headers: IncomingHttpHeaders, names: readonly string[]): IncomingHttpHeaders {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !names.includes(name)));
}
