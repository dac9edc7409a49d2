import type { DecayingHistogram } from '../histogram';
import type {
  ContainerTarget,
  ResourceTarget,
  SizedContainer,
  SizedResource,
} from '../types';
import { DAY_SECONDS, SLOT_SECONDS, type UsageWindow } from '../usage';
import type { ContainerFacts } from './facts';
import { roundCpu } from './rounding';

const MEBIBYTE = 1024 * 1024;
const MARGIN = 0.15;
const PERCENTILES = { target: 0.9, lower: 0.5, upper: 0.95 };
/** Of a pod, shared by its containers. */
const LEAST = { cpu: 0.025, memory: 250 * MEBIBYTE };
/** It counts a sample a minute; ours stand for five. */
const SAMPLES_PER_DAY = 1440;
const ITS_SAMPLES = SLOT_SECONDS / 60;
/** The largest amount it knows: thousandths of a core, or bytes. */
const MOST = 1e14;
/** It reckons with whole thousandths of a core, and whole bytes. */
const UNITS = { cpu: 1000, memory: 1 };
/** What a sum of binary fractions is less than it should be. */
const NOISE = 1e-9;

/** Days of which it looks back. @public */
export const VPA_DAYS = 8;

/**
 * How much is known, in days: the lesser of the time from the first to the last sample, and of the samples there would
 * be in a day.
 *
 * @param samples - as many as one a minute
 * @public
 */
export function vpaConfidence(
  firstAt: number,
  lastAt: number,
  samples: number,
): number {
  if (!(samples > 0)) return 0;
  return Math.min((lastAt - firstAt) / DAY_SECONDS, samples / SAMPLES_PER_DAY);
}

/** What a bound is multiplied by where little is known. @public */
export function confidenceFactor(
  multiplier: number,
  exponent: number,
  confidence: number,
): number {
  return (1 + multiplier / confidence) ** exponent;
}

/** Limits stay in proportion to requests, as its default `controlledValues: RequestsAndLimits` has it. */
function scaledLimit(
  { requests, limits }: SizedContainer,
  resource: 'cpu' | 'memory',
  request: number,
  round: (amount: number) => number,
): { limit?: number } {
  const limit = limits[resource];
  const before = requests[resource] ?? limit;
  if (limit === undefined || !before) return {};
  return { limit: round((limit * request) / before) };
}

/** Its amounts are integers: what is beyond the point is dropped at each step. */
function whole(amount: number): number {
  return Math.max(0, Math.min(MOST, Math.floor(amount + NOISE)));
}

function bounds(
  histogram: DecayingHistogram,
  confidence: number,
  containers: number,
  resource: SizedResource,
): ResourceTarget & { request: number } {
  const unit = UNITS[resource];
  const least = whole(LEAST[resource] * unit * (1 / containers));
  const of = (part: number, factor: number) => {
    const base = whole(histogram.percentile(part) * unit);
    const padded = base + whole(base * MARGIN);
    // Nothing times endlessly much is nothing.
    const scaled = padded === 0 ? 0 : whole(padded * factor);
    return Math.max(least, scaled) / unit;
  };
  return {
    request: of(PERCENTILES.target, 1),
    lower: of(PERCENTILES.lower, confidenceFactor(0.001, -2, confidence)),
    upper: of(PERCENTILES.upper, confidenceFactor(1, 1, confidence)),
    notes: [],
  };
}

/**
 * What the Vertical Pod Autoscaler would recommend with its default flags, by its published algorithm.
 *
 * @param window - of its last eight days
 * @public
 */
export function sizeVpa(
  window: UsageWindow,
  { container, containersInPod }: ContainerFacts,
): ContainerTarget {
  const confidence = vpaConfidence(
    window.firstAt,
    window.lastAt,
    window.samples * ITS_SAMPLES,
  );
  const containers = Math.max(1, containersInPod);
  const nothing: ResourceTarget = { notes: ['There are no samples yet.'] };
  const target: ContainerTarget = { cpu: nothing, memory: nothing };
  if (!window.cpuDecayed.empty) {
    const cpu = bounds(window.cpuDecayed, confidence, containers, 'cpu');
    target.cpu = {
      ...cpu,
      ...scaledLimit(container, 'cpu', cpu.request, roundCpu),
    };
  }
  if (!window.memoryPeaks.empty) {
    const memory = bounds(window.memoryPeaks, confidence, containers, 'memory');
    target.memory = {
      ...memory,
      ...scaledLimit(container, 'memory', memory.request, Math.ceil),
    };
  }
  return target;
}
