import * as kubernetes from '@kubernetes/client-node';
import { kindPath } from '@portlight/plugin-portlight-backend/src/inventory/reflector/requests';
import type { KindDefinition } from '@portlight/plugin-portlight-common';
import { runAsProgram } from '../children';
import { measure } from '../meter';
import { inParallel, kindsOf, PARALLEL_LISTS } from './lists';
import type { SyncInput, SyncResult } from './SyncInput';

type List = () => ReturnType<
  kubernetes.ListPromise<kubernetes.KubernetesObject>
>;

const API_OF_GROUP: Record<string, kubernetes.ApiConstructor<any>> = {
  '': kubernetes.CoreV1Api,
  apps: kubernetes.AppsV1Api,
  autoscaling: kubernetes.AutoscalingV2Api,
  batch: kubernetes.BatchV1Api,
  'discovery.k8s.io': kubernetes.DiscoveryV1Api,
  'networking.k8s.io': kubernetes.NetworkingV1Api,
  policy: kubernetes.PolicyV1Api,
  'storage.k8s.io': kubernetes.StorageV1Api,
};

/** The client's own typed list call of a kind: its names follow from the kind. */
function listCall(
  config: kubernetes.KubeConfig,
  { kind, group, namespaced, fieldSelector }: KindDefinition,
): List {
  const api = config.makeApiClient(API_OF_GROUP[group]);
  const name = `list${kind}${namespaced ? 'ForAllNamespaces' : ''}`;
  return () => api[name](fieldSelector ? { fieldSelector } : {});
}

interface Started {
  kind: string;
  informer: kubernetes.ObjectCache<kubernetes.KubernetesObject>;
}

runAsProgram<SyncInput, SyncResult>(async input => {
  const { usage, result: started } = await measure(async () => {
    const informers: Started[] = [];
    const lists = input.clusters.flatMap(({ name }) => {
      const config = new kubernetes.KubeConfig();
      config.loadFromFile(input.kubeconfig);
      config.setCurrentContext(name);
      return kindsOf(input.kinds).map(kind => ({ config, kind }));
    });
    await inParallel(lists, PARALLEL_LISTS, async ({ config, kind }) => {
      const informer = kubernetes.makeInformer(
        config,
        kindPath(kind),
        listCall(config, kind),
      );
      const failed = new Promise<never>((_, reject) => {
        informer.on('error', reject);
      });
      await Promise.race([informer.start(), failed]);
      // Its watch may end later, when nobody measures any more.
      failed.catch(() => {});
      informers.push({ kind: kind.kind, informer });
    });
    return informers;
  }, 1_000);
  const count = (of: readonly Started[]) =>
    of.reduce((sum, { informer }) => sum + informer.list().length, 0);
  return {
    ...usage,
    pods: count(started.filter(({ kind }) => kind === 'Pod')),
    objects: count(started),
  };
});
