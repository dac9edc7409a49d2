import type { AllocationPolicy } from '../../types';
import type { CostKeys } from '../types';
import type { FocusPart, FocusPrice } from './types';

/** How nodes are divided. */
const POLICIES: Record<AllocationPolicy, string> = {
  proportional: 'portlight-proportional/v1',
  'reserved-first': 'portlight-reserved-first/v1',
};

/** How everything else is; a fee is nobody's part of anything. */
const METHODS: Partial<Record<FocusPrice['kind'], string>> = {
  storage: 'portlight-mounted-time/v1',
  loadBalancer: 'portlight-selected-time/v1',
  network: 'portlight-sender/v1',
};

/** By which method the charges of a price are split; docs/focus.md has what each does. Nothing where they are not. */
export function methodOf(
  { kind }: FocusPrice,
  policy: AllocationPolicy,
): string | undefined {
  return kind === 'node' ? POLICIES[policy] : METHODS[kind];
}

/** What a charge is split to; nothing where it is what was left. */
export function allocatedTo(keys: CostKeys): string | null {
  if (keys.namespace === undefined) return null;
  const { cluster, namespace, kind, workload } = keys;
  return kind === undefined || workload === undefined
    ? `${cluster}/${namespace}`
    : `${cluster}/${namespace}/${kind}/${workload}`;
}

/** What that is called. */
export function allocatedName(keys: CostKeys): string | null {
  return keys.workload ?? keys.namespace ?? null;
}

/** Ours, not the users': FOCUS wants a prefix on them. */
const PREFIX = 'portlight/';

function tags(given: Record<string, string | undefined>): string {
  return JSON.stringify(
    Object.fromEntries(
      Object.entries(given)
        // Names without values are left out.
        .filter(([, value]) => value !== undefined)
        .map(([name, value]) => [`${PREFIX}${name}`, value]),
    ),
  );
}

/** Tags of what is paid for, which all parts of it have. */
export function resourceTags({ cluster }: CostKeys): string {
  return tags({ cluster });
}

function ofWorkload(keys: CostKeys): Record<string, string | undefined> {
  const { namespace, kind, workload, owner, system } = keys;
  const { domain, entity, team, costCenter } = keys;
  return {
    namespace,
    kind,
    workload,
    owner,
    system,
    domain,
    entity,
    team,
    costCenter,
  };
}

/** Tags of what it was split to. */
export function allocatedTags(keys: CostKeys): string | null {
  return keys.namespace === undefined ? null : tags(ofWorkload(keys));
}

/** Both, where a row has no place for the second. */
export function allTags(keys: CostKeys): string {
  return tags({ cluster: keys.cluster, ...ofWorkload(keys) });
}

/** How large a part of the origin a charge is; the parts of an origin are 1. */
export function methodDetails(part: FocusPart, origin: number): string | null {
  if (origin === 0) return null;
  return JSON.stringify({
    Elements: [
      {
        AllocatedRatio: part.modelled / origin,
        UsageUnit: part.unit,
        UsageQuantity: part.quantity,
      },
    ],
  });
}
