import type { Health } from '../api/types';
import { isPath, readHostPort, readPort } from './addresses';
import { addressPeer } from './addressPeers';
import type { DiscoveredPeer } from './types';

/** Longest error of a scrape that is shown. */
const MAXIMUM_ERROR = 300;

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function health(target: Record<string, unknown>): Health {
  const { health: state, lastError } = target;
  if (state === 'up') {
    return {
      status: 'healthy',
      reason: 'Scraped',
      message: 'Prometheus scrapes it',
    };
  }
  const error =
    typeof lastError === 'string' ? lastError.slice(0, MAXIMUM_ERROR) : '';
  return state === 'down'
    ? {
        status: 'degraded',
        reason: 'ScrapeFailed',
        message: `Prometheus cannot scrape it${error ? `: ${error}` : ''}`,
      }
    : {
        status: 'unknown',
        reason: 'NotScraped',
        message: 'Prometheus has not scraped it yet',
      };
}

function labelsOf(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).filter(
      (entry): entry is [string, string] =>
        typeof entry[1] === 'string' && !entry[0].startsWith('__'),
    ),
  );
}

/**
 * The active targets of one job, from Prometheus' answer at `/api/v1/targets`. A target whose URL cannot be read is
 * left out.
 *
 * @throws an Error with a sentence where it is no such answer
 *
 * @public
 */
export function peersOfPrometheusTargets(
  answer: unknown,
  job: string,
  cluster?: string,
): DiscoveredPeer[] {
  const data = isRecord(answer) && isRecord(answer.data) ? answer.data : {};
  const targets = data.activeTargets;
  if (!Array.isArray(targets)) {
    throw new Error(
      'The address answers, but not with the targets of a Prometheus',
    );
  }
  return targets.filter(isRecord).flatMap(target => {
    const labels = labelsOf(target.labels);
    if (labels.job !== job || typeof target.scrapeUrl !== 'string') return [];
    let url: URL;
    try {
      url = new URL(target.scrapeUrl);
    } catch {
      return [];
    }
    const scheme = url.protocol.slice(0, -1);
    const path = url.pathname + url.search;
    const address = readHostPort(url.host);
    if (
      (scheme !== 'http' && scheme !== 'https') ||
      !address ||
      !isPath(path)
    ) {
      return [];
    }
    return [
      addressPeer({
        host: address.host,
        port: readPort(url.port),
        scrape: { scheme, path },
        health: health(target),
        details: {
          cluster,
          namespace: labels.namespace,
          node: labels.node,
          zone: labels.zone,
          version: labels.version,
          labels,
        },
      }),
    ];
  });
}
