import { MINUTE } from '../engine/time';
import { withDefaults } from '../server/admission/defaults';
import {
  all,
  deployment,
  podsOf,
  read,
  smallCluster,
} from '../testing/smallCluster';

describe('SimulatedCluster', () => {
  it('takes a template that went through an API server and a client for the one it is', () => {
    const cluster = smallCluster();
    cluster.apply(deployment());
    cluster.timeline.advance(MINUTE);
    const stored = read(cluster, 'Deployment', 'cart');
    const resource = cluster.store.resources.forKind('Deployment');
    cluster.store.update(
      resource,
      withDefaults(resource, JSON.parse(JSON.stringify(stored)), stored),
    );
    cluster.timeline.advance(MINUTE);
    expect(all(cluster, 'ReplicaSet')).toHaveLength(1);
  });

  it('rolls back to the ReplicaSet that is there already', () => {
    const cluster = smallCluster();
    cluster.apply(deployment());
    cluster.timeline.advance(MINUTE);
    cluster.apply(deployment({ image: 'cart:2-missing' }));
    cluster.timeline.advance(MINUTE);
    cluster.apply(deployment());
    cluster.timeline.advance(5 * MINUTE);
    const sets = all(cluster, 'ReplicaSet').map(({ metadata, spec }) => [
      metadata.annotations?.['deployment.kubernetes.io/revision'],
      spec.replicas,
    ]);
    expect(sets.sort()).toEqual([
      ['2', 0],
      ['3', 3],
    ]);
  });

  it('refuses a pod for which no quota has room', () => {
    const cluster = smallCluster();
    cluster.apply(deployment({ replicas: 2 }));
    cluster.apply({
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'small', namespace: 'shop' },
      spec: { hard: { pods: '2' } },
    });
    cluster.timeline.advance(MINUTE);
    const [pod] = podsOf(cluster);
    expect(() =>
      cluster.admit(cluster.store.resources.forKind('Pod'), {
        ...pod,
        metadata: { name: 'third', namespace: 'shop' },
      }),
    ).toThrow(
      'pods "third" is forbidden: exceeded quota: small, requested: pods=1, used: pods=2, limited: pods=2',
    );
    expect(read(cluster, 'ResourceQuota', 'small').status.used).toEqual({
      pods: '2',
    });
  });
});
