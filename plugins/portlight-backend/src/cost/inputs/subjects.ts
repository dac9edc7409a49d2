import type {
  CostHour,
  KubernetesObject,
} from '@portlight/plugin-portlight-common';

/** What workloads and namespaces say of themselves. */
export interface Subjects {
  /** By {@link workloadKey}. */
  workloads: ReadonlyMap<string, KubernetesObject>;
  /** By name. */
  namespaces: ReadonlyMap<string, KubernetesObject>;
}

/** What is known of an hour of a cluster. */
export interface ObservedHour {
  hour: CostHour;
  subjects: Subjects;
}

/** Puts together what is known of an hour of a cluster. */
export type ObserveHour = (
  cluster: string,
  hour: number,
) => Promise<ObservedHour>;

/** What a workload is known by within its cluster. */
export function workloadKey(
  namespace: string,
  kind: string,
  name: string,
): string {
  return `${namespace}/${kind}/${name}`;
}

/** The workloads and namespaces among objects. */
export function subjectsOf(objects: Iterable<KubernetesObject>): Subjects {
  const workloads = new Map<string, KubernetesObject>();
  const namespaces = new Map<string, KubernetesObject>();
  for (const object of objects) {
    const { kind = '', metadata } = object;
    const { namespace = '', name = '' } = metadata ?? {};
    if (kind === 'Namespace') namespaces.set(name, object);
    else workloads.set(workloadKey(namespace, kind, name), object);
  }
  return { workloads, namespaces };
}
