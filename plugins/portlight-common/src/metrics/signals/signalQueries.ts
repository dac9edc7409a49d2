import type { LabelMatcher } from '../promql';
import { errorMatchers } from './errors';
import { WELL_KNOWN } from './families';
import { normalizeName } from './matchers';
import type {
  GoldenSignalOptions,
  GoldenSignalQuery,
  RequestFamily,
  SaturationSource,
  SeriesSelector,
  SignalContext,
  SignalFamily,
  SignalOperand,
  SignalQuery,
  SignalSource,
} from './types';

const SETTING = 'portlight.metrics.goldenSignals';
const LATENCY_QUANTILES = [0.5, 0.95, 0.99];

/** A family that is there, and what is known about it. */
interface Found {
  family: SignalFamily;
  known: RequestFamily;
}

type Unit = GoldenSignalQuery['unit'];

class Families {
  private readonly byName = new Map<string, SignalFamily[]>();

  constructor(families: readonly SignalFamily[]) {
    for (const family of families) {
      const name = normalizeName(family.name);
      const known = this.byName.get(name);
      if (known) known.push(family);
      else this.byName.set(name, [family]);
    }
  }

  /** Under any spelling of its name. */
  find(
    name: string,
    types: readonly SignalFamily['type'][],
  ): SignalFamily | undefined {
    return this.byName
      .get(normalizeName(name))
      ?.find(({ type }) => types.includes(type));
  }
}

const REQUEST_TYPES = ['counter', 'histogram', 'summary'] as const;
const VALUE_TYPES = ['gauge', 'unknown'] as const;

function selector(
  family: SignalFamily,
  part: SeriesSelector['part'],
  {
    matchers = [],
    unitsPerSecond,
  }: { matchers?: LabelMatcher[]; unitsPerSecond?: number } = {},
): SeriesSelector {
  const { name } = family;
  return {
    family: name,
    name: part === 'value' ? name : `${name}_${part}`,
    part,
    matchers,
    ...(unitsPerSecond === undefined ? {} : { unitsPerSecond }),
  };
}

/** How many there were, of a counter or of the observations of a histogram or summary. */
function counting(
  family: SignalFamily,
  matchers: LabelMatcher[] = [],
): SeriesSelector {
  return selector(family, family.type === 'counter' ? 'value' : 'count', {
    matchers,
  });
}

function isHistogram({ family }: { family: SignalFamily }): boolean {
  return family.type === 'histogram' && family.hasBuckets !== false;
}

/** The requests that the service itself counts; where it counts none, those of the proxy. */
function findRequests(families: Families): Found[][] {
  const found = WELL_KNOWN.requests.flatMap(known => {
    const family = families.find(known.name, REQUEST_TYPES);
    return family ? [{ family, known }] : [];
  });
  const of = (protocol: RequestFamily['protocol']) =>
    found.filter(({ known }) => known.protocol === protocol);
  const own = [of('http'), of('rpc')].filter(({ length }) => length > 0);
  const proxied = of('proxy');
  return own.length > 0 || proxied.length === 0 ? own : [proxied];
}

function describe(
  signal: GoldenSignalQuery['signal'],
  unit: Unit,
  queries: SignalQuery[],
  message: string,
): GoldenSignalQuery {
  const names = queries.flatMap(selectorsOf).map(({ family }) => family);
  return {
    signal,
    unit,
    queries,
    families: [...new Set(names)],
    ...(queries.length === 0 ? { message } : {}),
  };
}

/** The series that a query reads. @public */
export function selectorsOf(query: SignalQuery): SeriesSelector[] {
  if (query.kind !== 'ratio') {
    return query.of;
  }
  return [query.numerator, query.denominator].flatMap(side =>
    side.kind === 'perPeer' ? [] : side.of,
  );
}

function missing(sources: readonly SignalSource[], setting: string): string {
  const names = sources.map(({ family }) => `\`${family}\``).join(', ');
  return `No peer exposes ${names} with a fitting type, which \`${SETTING}.${setting}\` names.`;
}

function unknownRequests(what: string, setting: string, name: string): string {
  return `No family that is known to tell ${what} is exposed. Expose \`${name}\`, or name one in \`${SETTING}.${setting}\`.`;
}

function selectAll(
  families: Families,
  sources: readonly SignalSource[],
  types: readonly SignalFamily['type'][],
  select: (family: SignalFamily, source: SignalSource) => SeriesSelector,
): SeriesSelector[] {
  return sources.flatMap(source => {
    const family = families.find(source.family, types);
    return family ? [select(family, source)] : [];
  });
}

function countAll(families: Families, sources: readonly SignalSource[]) {
  return selectAll(families, sources, REQUEST_TYPES, (family, source) =>
    counting(family, source.matchers),
  );
}

function requestRate(
  families: Families,
  requests: readonly Found[][],
  sources: SignalSource[] | undefined,
): GoldenSignalQuery {
  const of = sources
    ? countAll(families, sources)
    : requests.map(([{ family, known }]) => counting(family, known.matchers));
  return describe(
    'requestRate',
    'requestsPerSecond',
    of.length > 0 ? [{ kind: 'rate', of }] : [],
    sources
      ? missing(sources, 'requestRate')
      : unknownRequests('requests', 'requestRate', 'http_requests_total'),
  );
}

function ratio(errors: SeriesSelector[], all: SeriesSelector[]): SignalQuery[] {
  return errors.length === 0 || all.length === 0
    ? []
    : [
        {
          kind: 'ratio',
          numerator: { kind: 'rate', of: errors },
          denominator: { kind: 'rate', of: all },
        },
      ];
}

function errorRate(
  families: Families,
  requests: readonly Found[][],
  options: GoldenSignalOptions,
): GoldenSignalQuery {
  const { errorRate: sources, requestRate: rates } = options;
  const named = (queries: SignalQuery[], message: string) =>
    describe('errorRate', 'ratio', queries, message);
  if (sources) {
    const all = sources.requests ?? rates;
    const wellKnown = requests.map(([{ family, known }]) =>
      counting(family, known.matchers),
    );
    return named(
      ratio(
        countAll(families, sources.errors),
        all ? countAll(families, all) : wellKnown,
      ),
      missing(sources.errors, 'errorRate'),
    );
  }
  const told = requests.flatMap(protocol => {
    const first = protocol
      .map(found => ({
        ...found,
        errors: errorMatchers(found.known, found.family.labels),
      }))
      .find(({ errors }) => errors !== undefined);
    return first ? [first] : [];
  });
  return named(
    ratio(
      told.map(({ family, known, errors = [] }) =>
        counting(family, [...(known.matchers ?? []), ...errors]),
      ),
      told.map(({ family, known }) => counting(family, known.matchers)),
    ),
    requests.length > 0
      ? `The requests have no label that tells errors, such as \`code\` or \`status\`. Add one, or set \`${SETTING}.errorRate\`.`
      : unknownRequests('errors', 'errorRate', 'http_requests_total'),
  );
}

function latency(
  families: Families,
  requests: readonly Found[][],
  sources: SignalSource[] | undefined,
): GoldenSignalQuery {
  const of = sources
    ? selectAll(families, sources, ['histogram'], (family, source) =>
        selector(family, 'bucket', source),
      )
    : requests.flatMap(protocol => {
        const first = protocol.find(isHistogram);
        return first ? [selector(first.family, 'bucket', first.known)] : [];
      });
  const timed = requests
    .flat()
    .find(({ family: { type } }) => type === 'summary' || type === 'histogram');
  const unknown = timed
    ? `\`${timed.family.name}\` has no buckets, and quantiles of peers do not add up. Expose it as a histogram (Micrometer: \`management.metrics.distribution.percentiles-histogram\`).`
    : unknownRequests('latency', 'latency', 'http_request_duration_seconds');
  return describe(
    'latency',
    'seconds',
    of.length > 0
      ? [{ kind: 'quantile', of, quantiles: LATENCY_QUANTILES }]
      : [],
    sources ? missing(sources, 'latency') : unknown,
  );
}

/** A gauge as it is, a counter (such as of CPU seconds) as its rate. */
function operand(
  families: Families,
  source: SignalSource | undefined,
): SignalOperand | undefined {
  const family =
    source && families.find(source.family, [...VALUE_TYPES, 'counter']);
  return (
    family && {
      kind: family.type === 'counter' ? 'rate' : 'value',
      of: [selector(family, 'value', { matchers: source.matchers })],
    }
  );
}

function limited(
  families: Families,
  { used, capacity = 1 }: SaturationSource,
): SignalQuery[] {
  const numerator = operand(families, used);
  const denominator: SignalOperand | undefined =
    typeof capacity === 'number'
      ? { kind: 'perPeer', value: capacity }
      : operand(families, capacity);
  return numerator && denominator
    ? [{ kind: 'ratio', numerator, denominator }]
    : [];
}

function delays(families: Families): SignalQuery[] {
  return WELL_KNOWN.delays.flatMap((name): SignalQuery[] => {
    const family = families.find(name, [...VALUE_TYPES, 'histogram']);
    if (!family) {
      return [];
    }
    return family.type === 'histogram'
      ? [
          {
            kind: 'quantile',
            of: [selector(family, 'bucket')],
            quantiles: [0.99],
          },
        ]
      : [{ kind: 'maximum', of: [selector(family, 'value')] }];
  });
}

function saturation(
  families: Families,
  sources: SaturationSource[] | undefined,
  { cpuLimit }: SignalContext,
): GoldenSignalQuery {
  const toSource = (named: { name: string; matchers?: LabelMatcher[] }) => ({
    family: named.name,
    matchers: named.matchers,
  });
  const wellKnown = WELL_KNOWN.saturation
    // The limit of the container is tighter than the threads of the runtime.
    .filter(
      ({ used }) =>
        cpuLimit === undefined || used.name !== 'process_cpu_seconds_total',
    )
    .map(({ used, capacity }) => ({
      used: toSource(used),
      ...(capacity ? { capacity: toSource(capacity) } : {}),
    }));
  const cpu =
    cpuLimit === undefined
      ? []
      : [{ used: { family: 'process_cpu_seconds_total' }, capacity: cpuLimit }];
  const queries = (sources ?? [...cpu, ...wellKnown]).flatMap(source =>
    limited(families, source),
  );
  const waits = sources || queries.length > 0 ? [] : delays(families);
  return describe(
    'saturation',
    waits.length > 0 ? 'seconds' : 'ratio',
    queries.length > 0 ? queries : waits,
    sources
      ? missing(
          sources.map(({ used }) => used),
          'saturation',
        )
      : `No family that is known to tell how full something is (CPU, threads, connections of a pool, open files) is exposed. Name one in \`${SETTING}.saturation\`.`,
  );
}

function activeConnections(
  families: Families,
  sources: SignalSource[] | undefined,
): GoldenSignalQuery {
  const wellKnown = WELL_KNOWN.connections.map(({ name, matchers }) => ({
    family: name,
    matchers,
  }));
  const of = selectAll(
    families,
    sources ?? wellKnown,
    // A count of what is open may be exposed as a sum that goes up and down.
    VALUE_TYPES,
    (family, source) =>
      selector(family, 'value', { matchers: source.matchers }),
  );
  // Of the well-known ones only one: a server's connections are its proxy's too.
  const chosen = sources ? of : of.slice(0, 1);
  return describe(
    'activeConnections',
    'connections',
    chosen.length > 0 ? [{ kind: 'value', of: chosen }] : [],
    sources
      ? missing(sources, 'activeConnections')
      : unknownRequests(
          'open connections or requests in flight',
          'activeConnections',
          'http_server_active_requests',
        ),
  );
}

/**
 * How each golden signal is computed from the families that are there, by their well-known names or by the
 * options; the same for what is now and for what was.
 *
 * @public
 */
export function signalQueries(
  families: readonly SignalFamily[],
  options: GoldenSignalOptions = {},
  context: SignalContext = {},
): GoldenSignalQuery[] {
  const known = new Families(families);
  const requests = findRequests(known);
  return [
    requestRate(known, requests, options.requestRate),
    errorRate(known, requests, options),
    latency(known, requests, options.latency),
    saturation(known, options.saturation, context),
    activeConnections(known, options.activeConnections),
  ];
}
