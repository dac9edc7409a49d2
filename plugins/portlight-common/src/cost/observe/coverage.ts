import { HOUR } from '../allocation/time';
import { stepsWithin, usageOf } from '../allocation/usage';
import type { CostHour, HourCoverage, PodSpan, Span } from '../types';

/** The first steps of a pod cannot be measured (a rate takes two samples), nor can one that does not run yet. */
const COMPLETE = 0.9;

/** Seconds of a pod in which its usage is known. */
function measuredSeconds(pod: PodSpan, span: Span): number {
  let measured = 0;
  for (const series of usageOf(pod)) {
    const moments = [span.start, ...stepsWithin(series, span), span.end];
    for (let index = 0; index + 1 < moments.length; index++) {
      const middle = (moments[index] + moments[index + 1]) / 2;
      const step = Math.floor((middle - series.start) / series.step);
      if (typeof series.cpu[step] === 'number') {
        measured += moments[index + 1] - moments[index];
      }
    }
  }
  return measured;
}

/** How much of an hour was seen, with what is missing said. */
export function coverageOf(
  { nodes, pods }: Pick<CostHour, 'nodes' | 'pods'>,
  hour: Span,
  known: { observedMinutes: number; reasons: readonly string[] },
): HourCoverage {
  let total = 0;
  let measured = 0;
  for (const pod of pods) {
    const span = {
      start: Math.max(pod.start, hour.start),
      end: Math.min(pod.end, hour.end),
    };
    total += span.end - span.start;
    measured += measuredSeconds(pod, span);
  }
  const reasons = [...known.reasons];
  const observedMinutes = Math.min(60, Math.max(0, known.observedMinutes));
  if (observedMinutes < HOUR / 60) {
    reasons.push(
      `Nodes and pods were watched in ${observedMinutes} of 60 minutes`,
    );
  }
  const names = new Set(nodes.map(({ name }) => name));
  const strays = pods.filter(({ node }) => !names.has(node)).length;
  if (strays > 0) {
    reasons.push(
      `Of ${strays} ${
        strays === 1 ? 'pod' : 'pods'
      } the node is not known: what they demand is charged at the price of an unknown node`,
    );
  }
  let usage: HourCoverage['usage'] = 'complete';
  if (total > 0 && measured === 0) {
    usage = 'requests-only';
    reasons.push('No usage was measured: what was requested is charged');
  } else if (measured < COMPLETE * total) {
    usage = 'partial';
    reasons.push(
      `Usage was measured in ${Math.floor(
        (100 * measured) / total,
      )} % of the pods' time: for the rest, what was requested is charged`,
    );
  }
  return { observedMinutes, usage, reasons };
}
