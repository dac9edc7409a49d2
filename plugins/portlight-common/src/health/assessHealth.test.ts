import * as fc from 'fast-check';
import type { KubernetesObject } from '../kubernetes';
import { assess, assessHealth } from './assessHealth';
import { KIND_HEALTH } from './kinds';
import { PROBLEM_CAUSES } from './problemCauses';
import { HEALTH_STATUSES } from './rank';
import {
  NOW,
  ago,
  condition,
  contextOf,
  crashingPod,
  object,
  pod,
} from './testing/objects';

const KINDS = [...new Set(KIND_HEALTH.map(({ kind }) => kind)), 'Certificate'];

/** Words and values that stand in objects, so that random ones get past the first look. */
const value = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    'True',
    'False',
    'Unknown',
    'Running',
    'Pending',
    'Failed',
    'CrashLoopBackOff',
    'Unschedulable',
    'Ready',
    ago(100),
    ago(-4000),
    '0000-00-00T00:00:00Z',
    -1,
    1e308,
    true,
  ),
);
const field = fc.constantFrom(
  'type',
  'status',
  'reason',
  'message',
  'name',
  'phase',
  'state',
  'lastState',
  'waiting',
  'running',
  'terminated',
  'conditions',
  'containers',
  'containerStatuses',
  'initContainerStatuses',
  'lastTransitionTime',
  'startedAt',
  'finishedAt',
  'deletionTimestamp',
  'creationTimestamp',
  'ownerReferences',
  'generation',
  'observedGeneration',
  'replicas',
  'readyReplicas',
  'restartCount',
  'suspend',
  'involvedObject',
  'firstTimestamp',
  'endpoints',
  'hard',
  'used',
  'bindings',
);
const { node } = fc.letrec<{ node: unknown }>(tie => ({
  node: fc.oneof(
    { maxDepth: 5, depthSize: 'small' },
    value,
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(field, tie('node'), { maxKeys: 6 }),
  ),
}));
const anyObject = fc.record(
  {
    kind: fc.oneof(fc.constantFrom(...KINDS), value),
    apiVersion: fc.option(fc.constantFrom('v1', 'apps/v1', 'x.io/v1'), {
      nil: undefined,
    }),
    metadata: node,
    spec: node,
    status: node,
    endpoints: node,
  },
  { requiredKeys: ['kind'] },
) as fc.Arbitrary<KubernetesObject>;
const anyContext = fc
  .record(
    {
      pods: fc.array(anyObject, { maxLength: 3 }),
      children: fc.array(anyObject, { maxLength: 3 }),
      events: fc.array(anyObject, { maxLength: 3 }),
      endpointSlices: fc.array(anyObject, { maxLength: 2 }),
      storageClass: anyObject,
    },
    { requiredKeys: [] },
  )
  .map(extra => contextOf(extra));

describe('assess', () => {
  it('answers one of the five statuses on any JSON, with words and causes that lists can show', () => {
    fc.assert(
      fc.property(anyObject, anyContext, (subject, context) => {
        const { health, problems, recheckAfter } = assess(subject, context);
        expect(HEALTH_STATUSES).toContain(health.status);
        expect(health.reason).toMatch(/^[A-Za-z][A-Za-z0-9_,:./-]*$/);
        expect(health.message).not.toMatch(/[\p{Cc}]/u);
        expect(health.message.length).toBeLessThanOrEqual(500);
        expect(recheckAfter ?? Infinity).toBeGreaterThan(NOW);
        for (const problem of problems) {
          expect(PROBLEM_CAUSES).toHaveProperty(problem.cause);
          expect(Date.parse(problem.since)).not.toBeNaN();
          expect(problem.affected).toBeGreaterThan(0);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does not throw on what is no object at all', () => {
    fc.assert(
      fc.property(fc.anything(), subject => {
        expect(HEALTH_STATUSES).toContain(
          assessHealth(subject as KubernetesObject, contextOf()).status,
        );
      }),
    );
  });

  it('answers the same twice and leaves its input alone', () => {
    fc.assert(
      fc.property(anyObject, anyContext, (subject, context) => {
        const before = JSON.stringify([subject, context]);
        const first = assess(subject, context);
        expect(assess(subject, context)).toEqual(first);
        expect(JSON.stringify([subject, context])).toBe(before);
      }),
    );
  });

  it('does not get better by one more crashing pod', () => {
    const workload = (ready: number) =>
      object('apps/v1', 'Deployment', {
        spec: { replicas: 10 },
        status: {
          replicas: 10,
          updatedReplicas: 10,
          availableReplicas: ready,
        },
      });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 10 }), crashing => {
        const pods = Array.from({ length: 10 }, (_, index) =>
          index < crashing
            ? crashingPod(`cart-${index}`)
            : pod({}, {}, { name: `cart-${index}` }),
        );
        const { health, problems } = assess(
          workload(10 - crashing),
          contextOf({ pods }),
        );
        expect(health.status).toBe('degraded');
        expect(problems).toMatchObject([
          { cause: 'CrashLoopBackOff', affected: crashing },
        ]);
      }),
    );
  });

  it.each([
    ['an hour behind', -3600_000],
    ['an hour ahead', 3600_000],
  ])('keeps its verdict with a clock %s', (_what, skew) => {
    const subjects = [
      pod(),
      crashingPod('cart-1'),
      pod(
        {
          phase: 'Pending',
          conditions: [
            condition('PodScheduled', 'False', {
              reason: 'Unschedulable',
              lastTransitionTime: ago(300),
            }),
          ],
        },
        { nodeName: undefined },
      ),
      object('v1', 'Node', {
        status: {
          conditions: [
            condition('Ready', 'False', { lastTransitionTime: ago(600) }),
          ],
        },
      }),
    ];
    expect(
      subjects.map(
        subject => assessHealth(subject, contextOf({ now: NOW + skew })).status,
      ),
    ).toEqual(['healthy', 'degraded', 'degraded', 'degraded']);
  });

  it('does not judge a manifest as if it came from a cluster', () => {
    expect(
      assessHealth(
        { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'a' } },
        contextOf(),
      ),
    ).toMatchObject({ status: 'unknown', reason: 'NoStatus' });
  });

  it('does not mistake the kind of another group for the built-in one', () => {
    expect(
      assessHealth(
        object('serving.knative.dev/v1', 'Service', {
          spec: { type: 'LoadBalancer' },
          status: { conditions: [condition('Ready', 'True')] },
        }),
        contextOf(),
      ).status,
    ).toBe('healthy');
  });
});
