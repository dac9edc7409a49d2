import { setTimeout } from 'node:timers/promises';
import {
  type NodeStats,
  parseStatsSummary,
} from '@portlight/plugin-portlight-common';
import type { ClusterConnection } from '@portlight/plugin-portlight-node';
import { SyncError } from '../../inventory';
import { askCluster, ClusterRefusal } from './askCluster';

/** Bytes: some hundred kilobytes are usual for a hundred pods. */
const LARGEST_SUMMARY = 16 * 1024 * 1024;

/** What is asked of the kubelets of a cluster. */
export interface KubeletRoundOptions {
  connection: ClusterConnection;
  nodes: readonly string[];
  /** Requests at a time. */
  concurrency: number;
  /** Milliseconds over which the requests are spread. */
  spread: number;
  /** Milliseconds until a request is given up. */
  timeout: number;
  signal: AbortSignal;
  /** From 0 up to 1. */
  random: () => number;
  onStats: (stats: NodeStats) => void;
}

/** How the kubelets answered. */
export interface KubeletOutcome {
  answered: number;
  /** Kubelets that did not answer, with a sentence of one of them. */
  failed: number;
  failure?: string;
  /** The credentials may not ask; the others were not asked then. */
  refused?: boolean;
}

async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  // It rejects when the signal ends it, which whoever waits looks at itself.
  await setTimeout(milliseconds, undefined, { signal }).catch(() => {});
}

/**
 * Asks every kubelet of a cluster for what its pods use, a few at a time and spread over some time, because each
 * request passes through the API server.
 */
export async function askKubelets(
  options: KubeletRoundOptions,
): Promise<KubeletOutcome> {
  const { connection, nodes, spread, timeout, signal, random } = options;
  const outcome: KubeletOutcome = { answered: 0, failed: 0 };
  const began = performance.now();
  let next = 0;
  const ask = async (node: string) => {
    const stats = parseStatsSummary(
      await askCluster(connection, {
        path: `/api/v1/nodes/${encodeURIComponent(node)}/proxy/stats/summary`,
        action: 'read stats/summary of kubelets through nodes/proxy',
        limit: LARGEST_SUMMARY,
        timeout,
        signal,
      }),
    );
    // Whatever it calls itself, it is this node's answer.
    if (stats) options.onStats({ ...stats, name: node });
    else {
      throw new SyncError({
        cause: 'invalidResponse',
        message: `The kubelet of ${node} answers no stats/summary.`,
      });
    }
  };
  const work = async () => {
    while (next < nodes.length && !signal.aborted && !outcome.refused) {
      const index = next++;
      const due = ((index + random()) / nodes.length) * spread;
      await pause(Math.max(0, began + due - performance.now()), signal);
      if (signal.aborted || outcome.refused) return;
      try {
        await ask(nodes[index]);
        outcome.answered++;
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof SyncError)) throw error;
        outcome.failed++;
        outcome.failure ??= error.failure.message;
        if (error instanceof ClusterRefusal && error.status === 403) {
          outcome.refused = true;
          outcome.failure = error.failure.message;
        }
      }
    }
  };
  await Promise.all(
    Array.from({ length: Math.min(options.concurrency, nodes.length) }, work),
  );
  return outcome;
}
