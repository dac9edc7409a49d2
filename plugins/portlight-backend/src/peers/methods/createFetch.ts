import type {
  ClusterConnection,
  DiscoveryContext,
} from '@portlight/plugin-portlight-node';
import { Agent } from 'undici';
import { type AddressPolicy, flatHeaders } from '../../clusters';
import { describeFailure } from '../reach/createPeerClient';
import { proxyPath } from '../reach/proxyPath';
import { parseTargetUrl, type TargetUrl } from './targetUrl';

/** Longest answer; a document of 10,000 targets with many labels is a tenth of it. */
const MAXIMUM_BYTES = 5_000_000;
const TIMEOUT = 10_000;

/** Asks servers outside the clusters, and Services inside. */
export interface DiscoveryFetcher {
  /** For targets of a cluster, or of none. */
  in(connection: ClusterConnection | undefined): DiscoveryContext['fetch'];
  close(): Promise<void>;
}

async function readBounded(
  body: AsyncIterable<Uint8Array>,
  maximum: number,
): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of body) {
    length += part.length;
    if (length > maximum) {
      throw new Error(`its answer is larger than ${maximum / 1e6} MB`);
    }
    parts.push(part);
  }
  return new TextDecoder('utf-8', { fatal: true }).decode(
    Buffer.concat(parts, length),
  );
}

/** @param timeout - milliseconds for the whole answer */
export function createDiscoveryFetcher(
  addresses: AddressPolicy,
  timeout = TIMEOUT,
): DiscoveryFetcher {
  const agent = new Agent({
    connect: addresses.connector({ timeout, allowH2: false }),
    allowH2: false,
    maxHeaderSize: 64 * 1024,
  });

  const send = async (
    target: TargetUrl,
    connection: ClusterConnection | undefined,
    headers: Record<string, string>,
    signal: AbortSignal,
  ) => {
    if ('service' in target) {
      if (!connection) {
        throw new Error(
          'Services can be asked only for targets of a cluster that is connected',
        );
      }
      return connection.request({
        path: proxyPath({ type: 'services', ...target.service }),
        headers: { 'accept-encoding': 'identity', ...headers },
        signal,
      });
    }
    addresses.check(target.url.href);
    const response = await agent.request({
      origin: target.url.origin,
      path: target.url.pathname + target.url.search,
      method: 'GET',
      headers: { 'user-agent': 'portlight', ...headers },
      signal,
    });
    return {
      status: response.statusCode,
      headers: flatHeaders(response.headers),
      body: response.body as AsyncIterable<Uint8Array>,
    };
  };

  return {
    in: connection => async (url, request) => {
      const target = parseTargetUrl(url);
      const limit = AbortSignal.timeout(timeout);
      const signal = AbortSignal.any([request.signal, limit]);
      try {
        const { status, headers, body } = await send(
          target,
          connection,
          { ...request.headers },
          signal,
        );
        return {
          status,
          headers,
          text: await readBounded(body, MAXIMUM_BYTES),
        };
      } catch (error) {
        request.signal.throwIfAborted();
        const why = limit.aborted
          ? `it did not answer within ${timeout / 1000} s`
          : describeFailure(error);
        throw new Error(`${url} could not be read: ${why}`, { cause: error });
      }
    },
    close: () => agent.destroy(),
  };
}
