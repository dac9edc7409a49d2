import type { promises as dnsPromises } from 'node:dns';
import {
  addressPeer,
  type DiscoveredPeer,
  isSelf,
  peersOfAddresses,
  peersOfHttpSd,
  peersOfPrometheusTargets,
  peersOfSrv,
  readAddresses,
  readHostPort,
  readHttpSd,
  readPort,
  type SrvRecord,
} from '@portlight/plugin-portlight-common';
import {
  type DiscoveryContext,
  type DiscoveryMethodFactory,
  watchPeers,
} from '@portlight/plugin-portlight-node';
import { readTargetUrl } from './targetUrl';

type Given = Readonly<Record<string, unknown>>;

function readText(options: Given, key: string, example: string): string {
  const value = options[key];
  if (typeof value !== 'string' || value.trim() === '') {
    throw new Error(`\`${key}\` has to be a text, such as ${example}`);
  }
  return value.trim();
}

const URL_EXAMPLE = 'https://targets.example.com/cart';

/** A method that asks again and again. */
function polled(
  name: string,
  readOptions: DiscoveryMethodFactory['readOptions'],
  discover: (
    options: Given,
    context: DiscoveryContext,
    signal: AbortSignal,
    note: (notice: string) => void,
  ) => Promise<DiscoveredPeer[]>,
): DiscoveryMethodFactory {
  return {
    name,
    readOptions,
    create: (options, context) => {
      const { self, probe } = context;
      const port = readPort(probe.port);
      const liveness =
        port === undefined && probe.path === undefined
          ? undefined
          : { port, path: probe.path };
      let notice: string | undefined;
      const others = async (signal: AbortSignal) => {
        notice = undefined;
        const peers = await discover(options, context, signal, text => {
          notice = text;
        });
        return peers
          .filter(peer => !isSelf(peer, self))
          .map(peer => ({ ...peer, liveness }));
      };
      return {
        name,
        discover: others,
        watch: signal =>
          watchPeers(
            {
              discover: others,
              resync: context.resync,
              status: status => context.status(status),
              notice: () => notice,
            },
            signal,
          ),
        close: async () => {},
      };
    },
  };
}

/** Prometheus' HTTP service discovery: `{ url }`. */
export function httpMethod(): DiscoveryMethodFactory {
  return polled(
    'http',
    options => ({ url: readTargetUrl(readText(options, 'url', URL_EXAMPLE)) }),
    async ({ url }, context, signal) => {
      const { status, headers, text } = await context.fetch(String(url), {
        headers: {
          accept: 'application/json',
          // As Prometheus says it.
          'x-prometheus-refresh-interval-seconds': String(
            context.resync / 1000,
          ),
        },
        signal,
      });
      if (status !== 200) {
        throw new Error(
          `The service discovery at ${url} answered with status ${status} instead of 200`,
        );
      }
      if (!/^application\/json\b/i.test(headers['content-type'] ?? '')) {
        throw new Error(
          `The service discovery at ${url} did not answer with application/json`,
        );
      }
      return peersOfHttpSd(readHttpSd(text), context.cluster);
    },
  );
}

/** The targets of a job of a Prometheus: `{ url, job }`. */
export function prometheusMethod(): DiscoveryMethodFactory {
  return polled(
    'prometheus',
    options => ({
      url: readTargetUrl(
        readText(options, 'url', 'https://prometheus.example.com'),
      ),
      job: readText(options, 'job', 'cart'),
    }),
    async ({ url, job }, context, signal) => {
      const { status, text } = await context.fetch(
        `${String(url).replace(/\/+$/, '')}/api/v1/targets?state=active`,
        { headers: { accept: 'application/json' }, signal },
      );
      if (status !== 200) {
        throw new Error(
          `The Prometheus at ${url} answered with status ${status} instead of 200`,
        );
      }
      let answer: unknown;
      try {
        answer = JSON.parse(text);
      } catch {
        throw new Error(`The address ${url} does not answer as a Prometheus`);
      }
      return peersOfPrometheusTargets(answer, String(job), context.cluster);
    },
  );
}

/** A list: `{ peers }`, with commas between the addresses. */
export function staticMethod(): DiscoveryMethodFactory {
  return polled(
    'static',
    options => {
      const text = readText(options, 'peers', 'cart-1.example.com:8080');
      readAddresses(text);
      return { peers: text };
    },
    async ({ peers }, { scrape, cluster }) =>
      readAddresses(String(peers)).map(address =>
        addressPeer({ ...address, scrape, details: { cluster } }),
      ),
  );
}

/** The part of node's resolver that is used. */
export type DnsResolver = Pick<
  dnsPromises.Resolver,
  'resolveSrv' | 'resolve4' | 'resolve6'
>;

const NOTHING = new Set(['ENODATA', 'ENOTFOUND']);

/** No such records; any other failure is one. */
async function orNone<Item>(records: Promise<Item[]>): Promise<Item[]> {
  try {
    return await records;
  } catch (error) {
    if (NOTHING.has((error as NodeJS.ErrnoException).code ?? '')) return [];
    throw error;
  }
}

/** SRV records, or A and AAAA records with a port: `{ name, port? }`. */
export function dnsMethod(resolver: DnsResolver): DiscoveryMethodFactory {
  return polled(
    'dns',
    options => {
      const text = readText(options, 'name', '_metrics._tcp.cart.example.com');
      const address = readHostPort(text);
      if (!address || /^[\d.]+$|:/.test(address.host)) {
        throw new Error(
          `\`name\` is ${JSON.stringify(
            text.slice(0, 80),
          )}, but has to be a host name or the name of SRV records`,
        );
      }
      const port = readPort(options.port) ?? address.port;
      if (!text.startsWith('_') && port === undefined) {
        throw new Error(
          `A and AAAA records say no port: write ${address.host}:port, or set portlight.io/metrics-port to its number`,
        );
      }
      return { name: address.host, ...(port === undefined ? {} : { port }) };
    },
    async ({ name, port }, { scrape, cluster }, _signal, note) => {
      const host = String(name);
      const peers = await resolveDns(resolver, host, Number(port), scrape);
      if (peers.length === 0) {
        note(
          `The name server knows no ${
            host.startsWith('_') ? 'SRV' : 'A or AAAA'
          } records of ${host}`,
        );
      }
      return peers.map(peer => ({ ...peer, cluster }));
    },
  );
}

async function resolveDns(
  resolver: DnsResolver,
  name: string,
  port: number,
  scrape: DiscoveryContext['scrape'],
): Promise<DiscoveredPeer[]> {
  try {
    if (name.startsWith('_')) {
      const records: SrvRecord[] = await orNone(resolver.resolveSrv(name));
      return peersOfSrv(records, scrape);
    }
    const [ipv4, ipv6] = await Promise.all([
      orNone(resolver.resolve4(name)),
      orNone(resolver.resolve6(name)),
    ]);
    return peersOfAddresses([...ipv4, ...ipv6], port, scrape);
  } catch (error) {
    throw new Error(
      `The name server does not answer for ${name} (${
        (error as NodeJS.ErrnoException).code ?? (error as Error).message
      })`,
    );
  }
}
