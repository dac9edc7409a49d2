import { type KubernetesObject, parseQuantity } from '../../kubernetes';
import type { Span, VolumeSpan } from '../types';
import type { ObservedObject } from './ObservedObjects';
import { secondsOf } from './time';

/** Finds the UIDs of the pods that mount a claim. */
export type FindMounts = (
  namespace: string,
  claim: string,
) => readonly string[];

function timeOf({ record, endedAt }: ObservedObject, hour: Span): Span {
  return {
    start: secondsOf(record.metadata?.creationTimestamp) ?? hour.start,
    end: endedAt ?? hour.end,
  };
}

function claimOf({ spec }: KubernetesObject): VolumeSpan['claim'] {
  const { namespace, name } = spec?.claimRef ?? {};
  return namespace && name ? { namespace, name } : undefined;
}

/** A volume; two parts of its time where it was released in the meantime. */
function volumeSpans(
  object: ObservedObject,
  hour: Span,
  mounts: FindMounts,
): VolumeSpan[] {
  const { record } = object;
  const claim = claimOf(record);
  const time = timeOf(object, hour);
  const volume = {
    name: record.metadata?.name ?? '',
    ...(record.spec?.storageClassName
      ? { storageClass: record.spec.storageClassName as string }
      : {}),
    bytes: parseQuantity(record.spec?.capacity?.storage) ?? 0,
    ...(claim ? { claim } : {}),
  };
  const pods = claim ? mounts(claim.namespace, claim.name) : [];
  if (!['Released', 'Failed'].includes(record.status?.phase)) {
    return [{ ...volume, ...time, pods }];
  }
  // It keeps the name of its claim, which may be another one by now.
  const released = Math.min(
    Math.max(
      secondsOf(record.status?.lastPhaseTransitionTime) ?? time.start,
      time.start,
    ),
    time.end,
  );
  return [
    { ...volume, start: time.start, end: released, pods },
    { ...volume, start: released, end: time.end, pods: [] },
  ];
}

/** The volume of a bound claim, where volumes cannot be read. */
function claimedVolume(
  object: ObservedObject,
  hour: Span,
  mounts: FindMounts,
): VolumeSpan | undefined {
  const { spec, status, metadata } = object.record;
  const name = spec?.volumeName;
  if (!name) return undefined;
  const claim = {
    namespace: metadata?.namespace ?? '',
    name: metadata?.name ?? '',
  };
  return {
    name,
    ...(spec.storageClassName
      ? { storageClass: spec.storageClassName as string }
      : {}),
    bytes:
      parseQuantity(status?.capacity?.storage) ??
      parseQuantity(spec.resources?.requests?.storage) ??
      0,
    claim,
    ...timeOf(object, hour),
    pods: mounts(claim.namespace, claim.name),
  };
}

/** The volumes of an hour. */
export function observeVolumes(
  volumes: readonly ObservedObject[],
  claims: readonly ObservedObject[],
  hour: Span,
  mounts: FindMounts,
): VolumeSpan[] {
  const known = new Set(volumes.map(({ record }) => record.metadata?.name));
  return [
    ...volumes.flatMap(volume => volumeSpans(volume, hour, mounts)),
    ...claims.flatMap(claim => {
      const volume = claimedVolume(claim, hour, mounts);
      return volume && !known.has(volume.name) ? [volume] : [];
    }),
  ].filter(
    ({ start, end }) => start < end && start < hour.end && end > hour.start,
  );
}
