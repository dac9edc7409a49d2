import type { PeerScrape } from '../../api/types';
import type { DiscoveredPeer } from '../../peers';
import {
  EXPOSITION_ACCEPT,
  ExpositionError,
  ExpositionParser,
  type Scrape,
  type SeriesTable,
} from '../../metrics/exposition';
import { DirectReadError, type ProxyReader } from './ProxyReader';

/** How one scrape went. */
export interface DirectScrape {
  /** Seconds since the epoch. */
  at: number;
  report: PeerScrape;
  /** Absent when it failed. */
  scrape?: Scrape;
}

/** Where the API server's pod proxy has the metrics of a peer; undefined where it cannot have them. */
export function metricsPath({
  namespace,
  pod,
  metrics,
}: Pick<DiscoveredPeer, 'namespace' | 'pod' | 'metrics'>): string | undefined {
  if (!namespace || !pod || !metrics) {
    return undefined;
  }
  const { scheme, port, path } = metrics;
  const prefix = scheme === 'https' ? 'https:' : '';
  return `/api/v1/namespaces/${encodeURIComponent(
    namespace,
  )}/pods/${prefix}${encodeURIComponent(pod)}:${port}/proxy${path}`;
}

function describe(error: unknown): string {
  if (error instanceof ExpositionError) {
    return error.message;
  }
  if (!(error instanceof DirectReadError)) {
    return `It could not be read: ${(error as Error).message}`;
  }
  switch (error.status) {
    case 403:
      return `You may not reach pods through the API server: ${error.message}. The right to \`get\` \`pods/proxy\` in the namespace is needed`;
    case 404:
      return `There are no metrics at this path: ${error.message}. Name their place in \`prometheus.io/path\` and \`prometheus.io/port\``;
    default:
      return error.message;
  }
}

/** Scrapes a peer through the API server. Whatever it answers, the outcome is a value. */
export async function scrapeDirect(
  reader: ProxyReader,
  peer: DiscoveredPeer & { cluster: string },
  table: SeriesTable,
  now: () => number,
): Promise<DirectScrape> {
  const path = metricsPath(peer);
  let asked = now();
  let answered: number | undefined;
  let parser: ExpositionParser | undefined;
  const outcome = (scrape?: Scrape, message?: string): DirectScrape => {
    const at = answered ?? asked;
    return {
      at: at / 1000,
      ...(scrape ? { scrape } : {}),
      report: {
        at: new Date(at).toISOString(),
        up: scrape !== undefined,
        durationSeconds: (now() - asked) / 1000,
        ...(scrape
          ? { samples: scrape.values.length, bytes: scrape.bytes }
          : {}),
        ...(message === undefined ? {} : { message }),
      },
    };
  };
  if (path === undefined) {
    return outcome(
      undefined,
      peer.pod === undefined
        ? 'It is no pod, so that it cannot be reached through the API server'
        : 'It is not known where it exposes metrics; name the port in `prometheus.io/port`',
    );
  }
  try {
    await reader.read(
      peer.cluster,
      path,
      EXPOSITION_ACCEPT,
      (chunk, header) => {
        answered ??= now();
        parser ??= new ExpositionParser({
          contentType: header('content-type') ?? undefined,
          table,
        });
        parser.push(chunk);
      },
      // its turn may come late
      () => {
        asked = now();
      },
    );
    // An empty body is one without any metrics.
    parser ??= new ExpositionParser({ table });
    return outcome(parser.end());
  } catch (error) {
    return outcome(undefined, describe(error));
  }
}
