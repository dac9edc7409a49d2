import type { LabelMatcher } from '../promql';
import { parseMatcher } from './matchers';
import type {
  GoldenSignalOptions,
  SaturationSource,
  SignalSource,
} from './types';

const SIGNALS = [
  'requestRate',
  'errorRate',
  'latency',
  'saturation',
  'activeConnections',
];

function fail(path: string, expected: string): never {
  throw new Error(`\`${path}\` must be ${expected}`);
}

function object(
  value: unknown,
  path: string,
  allowed: readonly string[],
): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    return fail(path, `an object with ${allowed.join(', ')}`);
  }
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key)) {
      throw new Error(
        `\`${path}.${key}\` is not known; there are ${allowed.join(', ')}`,
      );
    }
  }
  return value as Record<string, unknown>;
}

function list<T>(
  value: unknown,
  path: string,
  read: (item: unknown, path: string) => T,
): T[] {
  if (!Array.isArray(value) || value.length === 0) {
    return fail(path, 'a list with at least one item');
  }
  return value.map((item, index) => read(item, `${path}[${index}]`));
}

function readMatcher(value: unknown, path: string): LabelMatcher {
  const matcher = typeof value === 'string' ? parseMatcher(value) : undefined;
  return (
    matcher ??
    fail(path, 'a label matcher such as `code=~"5.."`, with =, !=, =~ or !~')
  );
}

function positive(value: unknown, path: string): number {
  return typeof value === 'number' && Number.isFinite(value) && value > 0
    ? value
    : fail(path, 'a number above 0');
}

function readSource(value: unknown, path: string): SignalSource {
  const { family, matchers, unitsPerSecond } = object(value, path, [
    'family',
    'matchers',
    'unitsPerSecond',
  ]);
  return {
    family:
      typeof family === 'string' && family !== ''
        ? family
        : fail(`${path}.family`, 'the name of a family of metrics'),
    ...(matchers === undefined
      ? {}
      : { matchers: list(matchers, `${path}.matchers`, readMatcher) }),
    ...(unitsPerSecond === undefined
      ? {}
      : {
          unitsPerSecond: positive(unitsPerSecond, `${path}.unitsPerSecond`),
        }),
  };
}

function readSaturation(value: unknown, path: string): SaturationSource {
  const { used, capacity } = object(value, path, ['used', 'capacity']);
  return {
    used: readSource(used, `${path}.used`),
    ...(capacity === undefined
      ? {}
      : {
          capacity:
            typeof capacity === 'number'
              ? positive(capacity, `${path}.capacity`)
              : readSource(capacity, `${path}.capacity`),
        }),
  };
}

function readErrors(
  value: unknown,
  path: string,
): NonNullable<GoldenSignalOptions['errorRate']> {
  const { errors, requests } = object(value, path, ['errors', 'requests']);
  return {
    errors: list(errors, `${path}.errors`, readSource),
    ...(requests === undefined
      ? {}
      : { requests: list(requests, `${path}.requests`, readSource) }),
  };
}

/**
 * Golden signals as a configuration names them.
 *
 * @param value - of the setting; matchers are texts such as `code=~"5.."`
 * @param path - of the setting, for messages
 * @throws Error that names the setting and says what it must be
 *
 * @public
 */
export function readGoldenSignalOptions(
  value: unknown,
  path = 'portlight.metrics.goldenSignals',
): GoldenSignalOptions {
  const { requestRate, errorRate, latency, saturation, activeConnections } =
    object(value, path, SIGNALS);
  const sources = (
    name: 'requestRate' | 'latency' | 'activeConnections',
    found: unknown,
  ) =>
    found === undefined
      ? {}
      : { [name]: list(found, `${path}.${name}`, readSource) };
  return {
    ...sources('requestRate', requestRate),
    ...(errorRate === undefined
      ? {}
      : { errorRate: readErrors(errorRate, `${path}.errorRate`) }),
    ...sources('latency', latency),
    ...(saturation === undefined
      ? {}
      : {
          saturation: list(saturation, `${path}.saturation`, readSaturation),
        }),
    ...sources('activeConnections', activeConnections),
  };
}
