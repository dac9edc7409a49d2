import {
  type GoldenSignalName,
  invalidParameter,
} from '@portlight/plugin-portlight-common';
import type { HistoryMatcher } from '../history';

/** What over time is asked for. */
export type HistorySubject = { signal: GoldenSignalName } | { family: string };

/** The parameters of a question about the past. */
export interface HistoryParameters {
  signal?: GoldenSignalName;
  family?: string;
  label?: string[];
  since?: string;
  until?: string;
  step?: number;
}

/** The signal or the family; exactly one of them. */
export function readSubject({
  signal,
  family,
}: HistoryParameters): HistorySubject {
  if (signal !== undefined && family !== undefined) {
    throw invalidParameter(
      'family',
      'A question about the past is about a signal or a family, not both; leave `signal` or `family` out',
    );
  }
  if (signal !== undefined) return { signal };
  if (family !== undefined) return { family };
  throw invalidParameter(
    'signal',
    'Say what over time: `signal` for a golden signal, or `family` for a family of metrics',
  );
}

/** Of one label several values mean any of them. */
export function readMatchers(labels: readonly string[] = []): HistoryMatcher[] {
  const values = new Map<string, string[]>();
  for (const text of labels) {
    const equals = text.indexOf('=');
    if (equals < 1) {
      throw invalidParameter(
        'label',
        'A label is asked for as `name=value`, such as `code=500`',
      );
    }
    const name = text.slice(0, equals);
    const known = values.get(name) ?? [];
    values.set(name, [...known, text.slice(equals + 1)]);
  }
  return [...values].map(([label, wanted]) => ({
    label,
    operator: '=',
    values: wanted,
  }));
}
