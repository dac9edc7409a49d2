import type { KubernetesObject } from '../../kubernetes';

/** Whether two JSON values say the same; the order of keys does not matter. */
export function isEqual(left: any, right: any): boolean {
  if (left === right) {
    return true;
  }
  if (
    typeof left !== 'object' ||
    typeof right !== 'object' ||
    left === null ||
    right === null ||
    Array.isArray(left) !== Array.isArray(right)
  ) {
    return false;
  }
  if (Array.isArray(left)) {
    return (
      left.length === right.length &&
      left.every((item, index) => isEqual(item, right[index]))
    );
  }
  const keys = Object.keys(left);
  return (
    keys.length === Object.keys(right).length &&
    keys.every(
      key => Object.hasOwn(right, key) && isEqual(left[key], right[key]),
    )
  );
}

function shareFields(target: any, source: any) {
  if (!target || !source) {
    return;
  }
  for (const key of Object.keys(target)) {
    const value = target[key];
    if (
      typeof value === 'object' &&
      value !== null &&
      value !== source[key] &&
      isEqual(value, source[key])
    ) {
      target[key] = source[key];
    }
  }
}

/**
 * Lets a record use another's labels, annotations, owner references and containers where they are equal, as
 * those of the replicas of one workload are. That is most of what a pod's record would weigh.
 */
export function shareStructure(
  target: KubernetesObject,
  source: KubernetesObject,
): void {
  shareFields(target.metadata, source.metadata);
  shareFields(target.spec, source.spec);
}
