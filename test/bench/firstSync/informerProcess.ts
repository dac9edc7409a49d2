import * as kubernetes from '@kubernetes/client-node';
import type { KindDefinition } from '@portlight/plugin-portlight-common';
import { program } from '../children';
import { measure } from '../meter';
import { collectionPath, inParallel, kindsOf, PARALLEL_LISTS } from './listPath';
import type { SyncInput, SyncResult } from './SyncInput';

type List = () => ReturnType<
  kubernetes.ListPromise<kubernetes.KubernetesObject>
>;

const API_OF_GROUP: Record<
  string,
  new (...args: any[]) => kubernetes.CoreV1Api | kubernetes.AppsV1Api
> = {
  '': kubernetes.CoreV1Api,
  apps: kubernetes.AppsV1Api as never,
  autoscaling: kubernetes.AutoscalingV2Api as never,
  batch: kubernetes.BatchV1Api as never,
  'discovery.k8s.io': kubernetes.DiscoveryV1Api as never,
  'networking.k8s.io': kubernetes.NetworkingV1Api as never,
  policy: kubernetes.PolicyV1Api as never,
  'storage.k8s.io': kubernetes.StorageV1Api as never,
};

/** The client's own typed list call of a kind: its names follow from the kind. */
function listCall(
  config: kubernetes.KubeConfig,
  { kind, group, namespaced, fieldSelector }: KindDefinition,
): List {
  const api = config.makeApiClient(API_OF_GROUP[group] as never) as any;
  // Events of the core group carry it in their name.
  const base = kind === 'Event' && group === '' ? 'Event' : kind;
  const name = `list${base}${namespaced ? 'ForAllNamespaces' : ''}`;
  return () => api[name](fieldSelector ? { fieldSelector } : {});
}

program<SyncInput, SyncResult>(async input => {
  const { usage, result: informers } = await measure(async () => {
    const started: kubernetes.ObjectCache<kubernetes.KubernetesObject>[] = [];
    const lists = input.clusters.flatMap(({ name }) => {
      const config = new kubernetes.KubeConfig();
      config.loadFromFile(input.kubeconfig);
      config.setCurrentContext(name);
      return kindsOf(input.kinds).map(kind => ({ config, kind }));
    });
    await inParallel(lists, PARALLEL_LISTS, async ({ config, kind }) => {
      const informer = kubernetes.makeInformer(
        config,
        collectionPath(kind),
        listCall(config, kind),
      );
      const failed = new Promise<never>((_, reject) => {
        informer.on('error', reject);
      });
      await Promise.race([informer.start(), failed]);
      failed.catch(() => {});
      started.push(informer);
    });
    return started;
  }, 1_000);
  const objects = informers.flatMap(informer => [...informer.list()]);
  const pods = objects.filter(
    object => 'nodeName' in ((object as kubernetes.V1Pod).spec ?? {}),
  ).length;
  return { ...usage, pods, objects: objects.length };
});
