import type { Health } from '../api/types';
import { formatHostPort, readHostPort, type HostPort } from './addresses';
import { DEFAULT_METRICS_PATH, type ScrapeWish } from './metricsEndpoint';
import type { DiscoveredPeer } from './types';

/** The health of a peer that nobody speaks for, until it is asked. */
export const UNPROBED: Health = {
  status: 'unknown',
  reason: 'NotProbed',
  message: 'It has not been asked yet whether it is alive',
};

/** What is known of a peer that has no pod. @public */
export interface AddressPeer extends HostPort {
  /** Where its metrics are; at its own port under `/metrics` when absent. */
  scrape?: ScrapeWish;
  /** Unknown when absent. */
  health?: Health;
  /** What else is known. */
  details?: Partial<
    Pick<
      DiscoveredPeer,
      | 'cluster'
      | 'namespace'
      | 'node'
      | 'zone'
      | 'region'
      | 'version'
      | 'labels'
      | 'liveness'
    >
  >;
}

/** A peer that is known by its address. Its id is the address, with the path where that is not the usual one. @public */
export function addressPeer(peer: AddressPeer): DiscoveredPeer {
  const { host, scrape = {}, health = UNPROBED, details } = peer;
  const scheme = scrape.scheme ?? 'http';
  const port = peer.port ?? (scheme === 'https' ? 443 : 80);
  const address = formatHostPort(host, port);
  const path = scrape.path ?? DEFAULT_METRICS_PATH;
  const metricsPort = Number(scrape.port ?? port);
  return {
    id: path === DEFAULT_METRICS_PATH ? address : address + path,
    name: address,
    host,
    port,
    labels: {},
    ...details,
    health,
    ...(scrape.enabled === false || !Number.isInteger(metricsPort)
      ? {}
      : { metrics: { scheme, port: metricsPort, path } }),
  };
}

/**
 * Reads a list of addresses with commas or line ends between them.
 *
 * @throws an Error with the entry at fault
 * @public
 */
export function readAddresses(text: string): HostPort[] {
  const entries = text
    .split(/[,\n]/)
    .map(entry => entry.trim())
    .filter(Boolean);
  return entries.map(entry => {
    const address = readHostPort(entry);
    if (!address) {
      throw new Error(
        `${JSON.stringify(
          entry.slice(0, 80),
        )} is no address; write host:port, and IPv6 as [::1]:port`,
      );
    }
    return address;
  });
}

/** An SRV record. @public */
export interface SrvRecord {
  /** The host. */
  name: string;
  /** 1 to 65535. */
  port: number;
}

/** The peers that SRV records name. A target of `.` says that the service is not offered. @public */
export function peersOfSrv(
  records: readonly SrvRecord[],
  scrape: ScrapeWish,
): DiscoveredPeer[] {
  return records
    .filter(({ name }) => name !== '' && name !== '.')
    .map(({ name, port }) =>
      addressPeer({ host: name.replace(/\.$/, ''), port, scrape }),
    );
}

/** The peers that A and AAAA records name. @public */
export function peersOfAddresses(
  addresses: readonly string[],
  port: number,
  scrape: ScrapeWish,
): DiscoveredPeer[] {
  return addresses.map(host => addressPeer({ host, port, scrape }));
}
