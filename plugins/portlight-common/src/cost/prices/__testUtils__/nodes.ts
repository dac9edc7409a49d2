import type { NodeSpan } from '../../types';
import { GIB } from '../types';

/** A node of an hour, with what a test does not care about. */
export function nodeSpan(node: Partial<NodeSpan> = {}): NodeSpan {
  const capacity = node.capacity ?? { cpu: 2, memory: 8 * GIB, gpu: 0 };
  return {
    name: 'node-1',
    uid: `uid-${JSON.stringify(node)}`,
    start: 0,
    end: 3600,
    capacityType: 'on-demand',
    labels: {},
    capacity,
    allocatable: capacity,
    ...node,
  };
}
