import { invalidParameter } from '../../api/invalidParameter';
import { excerpt } from './excerpt';
import {
  COST_DIMENSIONS,
  type CostDimension,
  type CostKeys,
  type CostRecordClass,
  type FilterField,
} from './types';

/** What has no value where one is asked for. */
export const UNALLOCATED = '__unallocated__';

/** The value of what is no workload's, by its class. */
export const CLASS_VALUES: Record<
  Exclude<CostRecordClass, 'workload'>,
  string
> = {
  idle: '__idle__',
  overhead: '__overhead__',
  'management-fee': '__management_fee__',
  unmounted: '__unmounted__',
  'unallocated-load-balancer': '__load_balancer__',
  shared: '__shared__',
};

const MAXIMUM_DIMENSIONS = 5;
const MAXIMUM_KEY = 320;

/** Kinds that OpenCost aggregates by as if they were dimensions. */
const KIND_DIMENSIONS: ReadonlyMap<string, string> = new Map([
  ['deployment', 'Deployment'],
  ['statefulset', 'StatefulSet'],
  ['daemonset', 'DaemonSet'],
  ['job', 'Job'],
]);

/** Labels that OpenCost aggregates by under names of their own. */
const LABEL_DIMENSIONS: ReadonlyMap<string, string> = new Map([
  ['department', 'department'],
  ['environment', 'env'],
  ['product', 'app'],
]);

const NAMES: ReadonlySet<string> = new Set(COST_DIMENSIONS);

/** Dimensions that hours and days are not kept by, only the details of hours of the last days. */
const DETAIL_DIMENSIONS: ReadonlySet<string> = new Set([
  'node',
  'pod',
  'container',
  'service',
  'annotation',
]);

/** Whether only the details of hours know it. @public */
export function needsDetails(
  field: FilterField | CostDimension['name'],
): boolean {
  return DETAIL_DIMENSIONS.has(field);
}

function parseDimension(text: string): CostDimension {
  const colon = text.indexOf(':');
  const name = colon < 0 ? text : text.slice(0, colon);
  if (name === 'label' || name === 'annotation') {
    const key = colon < 0 ? '' : text.slice(colon + 1).trim();
    if (key === '' || key.length > MAXIMUM_KEY) {
      throw invalidParameter(
        'aggregate',
        `\`${excerpt(
          text,
        )}\` does not say which ${name}; write \`${name}:NAME\`, such as \`${name}:app\``,
      );
    }
    return { name, key, text };
  }
  if (NAMES.has(text)) {
    return { name: text as (typeof COST_DIMENSIONS)[number], text };
  }
  const kind = KIND_DIMENSIONS.get(text);
  if (kind) return { name: 'controller', text, kind };
  const label = LABEL_DIMENSIONS.get(text);
  if (label) return { name: 'label', key: label, text };
  throw invalidParameter(
    'aggregate',
    `Costs are not aggregated by \`${excerpt(text)}\`; they are by ${[
      ...COST_DIMENSIONS,
      ...KIND_DIMENSIONS.keys(),
      ...LABEL_DIMENSIONS.keys(),
    ].join(', ')}, \`label:NAME\`, \`annotation:NAME\` and all`,
  );
}

/**
 * What costs are aggregated by. `all`, and nothing, is everything in one row.
 *
 * @throws PortlightError `invalid-parameter`
 *
 * @public
 */
export function parseAggregate(aggregate: readonly string[]): CostDimension[] {
  const texts = [
    ...new Set(
      aggregate
        .flatMap(text => text.split(','))
        .map(text => text.trim())
        .filter(text => text !== ''),
    ),
  ];
  if (texts.length > MAXIMUM_DIMENSIONS) {
    throw invalidParameter(
      'aggregate',
      `Costs are aggregated by ${MAXIMUM_DIMENSIONS} things at most`,
    );
  }
  return texts.filter(text => text !== 'all').map(parseDimension);
}

/** The value of a row for a field that has one. */
export function readKey(
  keys: CostKeys,
  field: Exclude<FilterField, 'label' | 'annotation' | 'class'>,
): string | undefined {
  if (field !== 'service') return keys[field];
  // A pod that several Services select is with the first of them, so that no cost is counted twice.
  return keys.services?.length ? [...keys.services].sort()[0] : undefined;
}

/** As Prometheus, and with it OpenCost, writes names of labels. */
function sanitized(key: string): string {
  return key.replace(/[^A-Za-z0-9_]/g, '_');
}

/** The value of a label or annotation, also by the name that OpenCost has for it. @public */
export function labelValue(
  map: Readonly<Record<string, string>> | undefined,
  key: string,
): string | undefined {
  if (!map) return undefined;
  if (Object.hasOwn(map, key)) return map[key];
  const same = key.includes('_')
    ? Object.keys(map).find(name => sanitized(name) === key)
    : undefined;
  return same === undefined ? undefined : map[same];
}

function valueOf(keys: CostKeys, dimension: CostDimension): string | undefined {
  switch (dimension.name) {
    case 'label':
      return labelValue(keys.labels, dimension.key);
    case 'annotation':
      return labelValue(keys.annotations, dimension.key);
    case 'controllerKind':
      return keys.kind?.toLowerCase();
    case 'controller':
      return dimension.kind === undefined || dimension.kind === keys.kind
        ? keys.workload
        : undefined;
    default:
      return readKey(keys, dimension.name);
  }
}

/** The values of a row, one for each dimension; see {@link CLASS_VALUES} and {@link UNALLOCATED} for what has none. */
export function valuesOf(
  keys: CostKeys,
  dimensions: readonly CostDimension[],
): string[] {
  const absent =
    keys.class === 'workload' ? UNALLOCATED : CLASS_VALUES[keys.class];
  return dimensions.map(dimension => valueOf(keys, dimension) ?? absent);
}
