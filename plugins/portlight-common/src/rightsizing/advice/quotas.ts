import { Histogram, QUOTA_BUCKETS } from '../histogram';
import { formatBytes, formatCpu, shellWord } from '../patches';
import { type Advice, confidenceOfDays } from './types';

/** How much of a ResourceQuota was used. @public */
export interface QuotaUse {
  /** Its place. */
  cluster: string;
  /** Its place. */
  namespace: string;
  /** Of the quota. */
  name: string;
  /** By resource: cores, bytes or objects. */
  hard: ReadonlyMap<string, number>;
  /** By resource, samples of what was used. */
  used: ReadonlyMap<string, Histogram>;
  /** Days of which something is known. */
  days: number;
  /** Pods that could not be made in its namespace lately (`FailedCreate`). */
  failedCreates: number;
}

const GIBIBYTE = 2 ** 30;
const PERCENTILE = 0.99;
const HEADROOM = 1.2;
/** What is less of a difference is none. */
const DIFFERENCE = 0.1;
const FEWEST_DAYS = 1;

function isCpu(resource: string): boolean {
  return /(?:^|\.)cpu$/.test(resource);
}

function isBytes(resource: string): boolean {
  return /(?:^|[.-])(?:memory|storage)$/.test(resource);
}

/** A quota of a resource as Kubernetes writes it. */
function formatQuota(resource: string, amount: number): string {
  if (isCpu(resource)) return formatCpu(amount);
  return isBytes(resource) ? formatBytes(amount) : String(Math.round(amount));
}

/** The next step: half a core, 256 MiB up to 16 GiB, then 1 GiB, or one object. */
function stepOf(resource: string, amount: number): number {
  if (isCpu(resource)) return amount < 16 ? 0.5 : 1;
  if (!isBytes(resource)) return 1;
  return amount < 16 * GIBIBYTE ? GIBIBYTE / 4 : GIBIBYTE;
}

/** What a quota should be: the 99th percentile of what was used and a fifth, up to the next step. */
function suggestQuota(resource: string, used: Histogram): number {
  const [last] = [...used.buckets()].slice(-1);
  if (!last) return 0;
  // Objects are counted: the value is the largest whole number in its bucket.
  const percentile = used.percentile(PERCENTILE);
  const counted = isCpu(resource) || isBytes(resource);
  const wanted = (counted ? percentile : Math.floor(percentile)) * HEADROOM;
  const step = stepOf(resource, wanted);
  return Math.max(step, Math.ceil(wanted / step - 1e-9) * step);
}

/** An empty histogram for what is used of a quota. @public */
export function quotaHistogram(): Histogram {
  return new Histogram(QUOTA_BUCKETS);
}

/** What a ResourceQuota should be, where that is something else. @public */
export function adviseQuota(use: QuotaUse): Advice | undefined {
  const { cluster, namespace, name, days, failedCreates } = use;
  if (days < FEWEST_DAYS) return undefined;
  const changes: Record<string, string> = {};
  const words: string[] = [];
  let refused = false;
  for (const [resource, hard] of use.hard) {
    const used = use.used.get(resource);
    if (!used || used.total === 0 || hard <= 0) continue;
    const suggested = suggestQuota(resource, used);
    if (Math.abs(suggested - hard) <= hard * DIFFERENCE) continue;
    if (suggested < hard && failedCreates > 0) {
      refused = true;
      continue;
    }
    changes[resource] = formatQuota(resource, suggested);
    words.push(
      `${resource} from ${formatQuota(resource, hard)} to ${changes[resource]}`,
    );
  }
  const notes = refused
    ? [
        `Nothing is lowered: ${failedCreates} times lately a pod could not be made in this namespace (FailedCreate).`,
      ]
    : [];
  if (words.length === 0 && !refused) return undefined;
  const item: Advice['item'] = {
    type: 'resourceQuota',
    cluster,
    namespace,
    kind: 'ResourceQuota',
    name,
    message:
      words.length > 0
        ? `Set ${words.join(
            ', ',
          )}: what was used 99 % of the time, and a fifth.`
        : 'More is reserved than is used, but pods were refused lately: find out why before you lower it.',
    confidence: confidenceOfDays(days),
    notes,
  };
  if (words.length === 0) return { item };
  return {
    item: {
      ...item,
      command: `kubectl patch resourcequota ${shellWord(
        name,
      )} --namespace ${shellWord(
        namespace,
      )} --type merge --patch-file ${shellWord(`resourcequota-${name}.yaml`)}`,
    },
    patch: {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name, namespace },
      spec: { hard: changes },
    },
  };
}
