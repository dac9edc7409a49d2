import {
  CLUSTER_HEALTH_RANK,
  HEALTH_STATUSES,
} from '@portlight/plugin-portlight-common';
import { clusterUrgency, statusLook } from './statusLooks';

it('tells the statuses of objects apart without colour', () => {
  const shapes = HEALTH_STATUSES.map(status => statusLook(status).shape);
  expect(new Set(shapes).size).toBe(HEALTH_STATUSES.length);
});

it.each(['constructor', '__proto__', 'brandNew', ''])(
  'shows the status %p of a newer backend as unknown',
  status => {
    expect(statusLook(status)).toMatchObject({
      shape: 'question',
      word: status || 'Unknown',
    });
  },
);

it('orders clusters by who has to act first', () => {
  const statuses = Object.keys(CLUSTER_HEALTH_RANK) as (
    | 'healthy'
    | 'critical'
  )[];
  const order = statuses
    .map(status => ({
      status: 'active' as const,
      health: { status, reasons: [] },
    }))
    .sort((a, b) => clusterUrgency(a) - clusterUrgency(b));
  expect(order.map(({ health }) => health.status)).toEqual(statuses);
  expect(
    clusterUrgency({
      status: 'unreachable',
      health: { status: 'healthy', reasons: [] },
    }),
  ).toBeLessThan(clusterUrgency(order[order.length - 1]));
});
