import type { SignalFamily } from '@portlight/plugin-portlight-common';
import type { KnownSeries } from '../history';

/** Labels of samples that are none of the family. */
const PARTS = ['le', 'quantile'];

/** The family that a sample of this name belongs to. */
function familyName({ name, type }: KnownSeries): string {
  return type === 'histogram' || type === 'summary'
    ? name.replace(/_(bucket|count|sum)$/, '')
    : name;
}

/** What was exposed, as golden signals are looked for in it. */
export function pastFamilies(known: readonly KnownSeries[]): SignalFamily[] {
  const families = new Map<
    string,
    { family: SignalFamily; labels: Set<string> }
  >();
  for (const series of known) {
    const { type } = series;
    const name = familyName(series);
    const key = `${type} ${name}`;
    let found = families.get(key);
    if (!found) {
      found = {
        family: {
          name,
          type,
          labels: [],
          ...(type === 'histogram' && { hasBuckets: false }),
        },
        labels: new Set(),
      };
      families.set(key, found);
    }
    for (const [label, value] of series.labels) {
      if (!PARTS.includes(label)) found.labels.add(label);
      else if (label === 'le' && !/inf/i.test(value)) {
        found.family.hasBuckets = true;
      }
    }
  }
  return [...families.values()].map(({ family, labels }) => ({
    ...family,
    labels: [...labels],
  }));
}
