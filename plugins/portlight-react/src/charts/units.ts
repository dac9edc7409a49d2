import type { MetricType } from '@portlight/plugin-portlight-common';
import {
  formatBytes,
  formatCores,
  formatLatency,
  formatNumber,
  formatPercent,
  formatTimestamp,
} from '../components/formats';

/** What is measured; decides how values are written and where an axis has its lines. */
export type UnitKind =
  | 'bytes'
  | 'bytesPerSecond'
  | 'cores'
  | 'seconds'
  | 'ratio'
  | 'requestsPerSecond'
  | 'perSecond'
  | 'connections'
  | 'celsius'
  | 'timestamp'
  | 'number';

/** A unit as charts need it. */
export interface ChartUnit {
  kind: UnitKind;
  /** In words, for titles of columns and screen readers; empty for a plain number. */
  name: string;
  /** With its unit, about three digits. */
  format(value: number | undefined): string;
  /** As `format`, shorter where the unit is said beside the axis. */
  formatTick(value: number): string;
  /** The axis begins at zero: amounts do, points in time and temperatures do not. */
  isAmount: boolean;
}

const suffixed = (suffix: string) => (value: number | undefined) =>
  value === undefined ? formatNumber(value) : `${formatNumber(value)}${suffix}`;

const unit = (
  kind: UnitKind,
  name: string,
  format: ChartUnit['format'],
  options: { isAmount?: boolean; formatTick?: ChartUnit['formatTick'] } = {},
): ChartUnit => ({
  kind,
  name,
  format,
  formatTick: options.formatTick ?? format,
  isAmount: options.isAmount ?? true,
});

const UNITS: Record<UnitKind, ChartUnit> = {
  bytes: unit('bytes', 'bytes', value => formatBytes(value)),
  bytesPerSecond: unit('bytesPerSecond', 'bytes per second', value =>
    value === undefined ? formatBytes(value) : `${formatBytes(value)}/s`,
  ),
  cores: unit(
    'cores',
    'cores',
    value => {
      const text = formatCores(value);
      return value !== undefined && Math.abs(value) >= 0.9995
        ? `${text} cores`
        : text;
    },
    { formatTick: value => formatCores(value) },
  ),
  seconds: unit('seconds', 'seconds', value => formatLatency(value)),
  ratio: unit('ratio', 'percent', value => formatPercent(value), {
    // an axis of `<0.1%` twice would say nothing
    formatTick: value =>
      Math.abs(value) < 0.01
        ? `${formatNumber(value * 100)}%`
        : formatPercent(value),
  }),
  requestsPerSecond: unit(
    'requestsPerSecond',
    'requests per second',
    suffixed(' req/s'),
    { formatTick: value => formatNumber(value) },
  ),
  perSecond: unit('perSecond', 'per second', suffixed('/s')),
  connections: unit('connections', 'connections', value => formatNumber(value)),
  celsius: unit('celsius', '°C', suffixed(' °C'), { isAmount: false }),
  timestamp: unit(
    'timestamp',
    'time',
    value =>
      formatTimestamp(
        value === undefined ? undefined : Math.round(value * 1e3),
      ),
    { isAmount: false },
  ),
  number: unit('number', '', value => formatNumber(value)),
};

/** The unit of that kind. */
export const unitOfKind = (kind: UnitKind): ChartUnit => UNITS[kind];

const isUnitKind = (text: string): text is UnitKind =>
  Object.hasOwn(UNITS, text);

/** The base unit that a name ends with, as Prometheus' naming rules have it. */
function baseKind(name: string): UnitKind {
  if (/_bytes$/.test(name)) return 'bytes';
  if (/_timestamp_seconds$|_start_time_seconds$/.test(name)) return 'timestamp';
  if (/_seconds$/.test(name)) return 'seconds';
  if (/_ratio$/.test(name)) return 'ratio';
  if (/_celsius$/.test(name)) return 'celsius';
  if (/connections/.test(name)) return 'connections';
  return 'number';
}

/** What a value becomes when it is counted per second. */
function perSecond(kind: UnitKind, name: string): UnitKind {
  if (kind === 'bytes') return 'bytesPerSecond';
  if (kind === 'seconds' && /cpu/.test(name)) return 'cores';
  return /requests|handled|http_server/.test(name)
    ? 'requestsPerSecond'
    : 'perSecond';
}

/**
 * The unit of a family of metrics: the one that it declares, or the one that its name ends with. Of counters the
 * unit of their rate.
 */
export function unitOfFamily(family: {
  name: string;
  type?: MetricType;
  unit?: string;
}): ChartUnit {
  const { name, type, unit: declared } = family;
  const named = baseKind(name.replace(/_total$/, ''));
  // A point in time is declared in seconds, too.
  const base =
    declared && isUnitKind(declared) && named !== 'timestamp'
      ? declared
      : named;
  return UNITS[type === 'counter' ? perSecond(base, name) : base];
}
