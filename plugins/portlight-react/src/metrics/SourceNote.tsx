import type { MetricHistorySource } from '@portlight/plugin-portlight-common';
import { formatDuration } from '../components';

function describeSource({ name, resolutionSeconds }: MetricHistorySource) {
  return resolutionSeconds === undefined
    ? name
    : `${name}, every ${formatDuration(resolutionSeconds * 1000)}`;
}

/** Where figures over time are from: it decides what they can tell. Each source once. */
export function SourceNote(props: {
  sources: readonly (MetricHistorySource | undefined)[];
}) {
  const names = new Set(
    props.sources.flatMap(source => (source ? describeSource(source) : [])),
  );
  return names.size > 0 ? <span>From {[...names].join('; ')}</span> : null;
}
