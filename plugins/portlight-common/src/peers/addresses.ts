/** A host with the port that was said, if any. @public */
export interface HostPort {
  /** An IP address or a host name; IPv6 without brackets. */
  host: string;
  /** From 1 to 65535; absent where none is named. */
  port?: number;
}

/** Longest name that DNS has, and room for a zone of an IPv6 address. */
const MAXIMUM_HOST = 253;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/i;
const IPV6 = /^[0-9a-f:]{2,39}$|^[0-9a-f:]{2,30}(\d{1,3}\.){3}\d{1,3}$/i;
const PORT = /^\d{1,5}$/;

/** A TCP port from a number or digits; undefined for anything else. @public */
export function readPort(value: unknown): number | undefined {
  if (typeof value !== 'number' && !PORT.test(String(value))) return undefined;
  const port = Number(value);
  return Number.isInteger(port) && port >= 1 && port <= 65535
    ? port
    : undefined;
}

/** Whether it is written as IPv6. */
export function isIpv6(host: string): boolean {
  return host.includes(':') && IPV6.test(host);
}

/** Whether it is an IPv6 or IPv4 address, or a host name. */
export function isHost(host: string): boolean {
  if (host.length === 0 || host.length > MAXIMUM_HOST) return false;
  if (host.includes(':')) return isIpv6(host);
  const name = host.endsWith('.') ? host.slice(0, -1) : host;
  return name.split('.').every(label => LABEL.test(label));
}

/**
 * Reads `host:port`, `[IPv6]:port`, or either without a port.
 *
 * @returns undefined for anything else, such as a URL
 *
 * @public
 */
export function readHostPort(text: string): HostPort | undefined {
  const match = /^(?:\[([^\]]*)\]|([^:[\]]*))(?::(\d{1,5}))?$/.exec(text);
  if (!match) return isIpv6(text) ? { host: text } : undefined;
  const [, bracketed, plain, digits] = match;
  const host = bracketed ?? plain;
  if (bracketed === undefined ? !isHost(host) : !isIpv6(host)) return undefined;
  if (digits === undefined) return { host };
  const port = readPort(digits);
  return port === undefined ? undefined : { host, port };
}

/** As it stands in URLs and in Prometheus' targets. @public */
export function formatHostPort(host: string, port?: number): string {
  const name = host.includes(':') ? `[${host}]` : host;
  return port === undefined ? name : `${name}:${port}`;
}

/** A request path with its query, without anything that could end it early. @public */
export function isPath(text: string): boolean {
  return (
    text.length <= 1024 &&
    // Printable ASCII: no spaces, no line ends, no fragment.
    /^\/[!-"$-~]*$/.test(text) &&
    !text.startsWith('//') &&
    // As the path's own segments, also encoded; a proxy would leave the pod's path by them, and some decode first.
    !/(\/|%2f|%5c)(\.|%2e){1,2}(\/|%2f|%5c|\?|$)/i.test(text) &&
    !text.includes('\\')
  );
}
