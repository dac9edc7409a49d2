import type { RelatedObject } from '../../api/types';
import { type HealthContext, assessHealth } from '../../health';
import { podTemplate } from '../derive';
import type { KubernetesObject } from '../../kubernetes';
import { matchesLabels, objectSelector } from '../selectors';
import {
  autoscalerDetail,
  claimDetail,
  disruptionBudgetDetail,
  ingressDetail,
  serviceDetail,
} from './relatedDetails';

const MAX_RELATED = 100;

/** What other objects are matched against. */
interface Subject {
  kind: string;
  name: string;
  labels: Record<string, string>;
  claims: ReadonlySet<string>;
  serviceAccount?: string;
}

function claimsOf(pods: readonly KubernetesObject[]): Set<string> {
  const names = new Set<string>();
  for (const pod of pods) {
    for (const volume of pod.spec?.volumes ?? []) {
      const name = volume.persistentVolumeClaim?.claimName;
      if (name) {
        names.add(name);
      }
    }
  }
  return names;
}

function selectsBy(value: unknown, labels: Record<string, string>): boolean {
  const selector = objectSelector(value);
  return selector !== undefined && matchesLabels(selector, labels);
}

function isServedBy(service: KubernetesObject, subject: Subject): boolean {
  const selector = Object.entries(service.spec?.selector ?? {});
  return (
    selector.length > 0 &&
    selector.every(([key, value]) => subject.labels[key] === value)
  );
}

function backendServices(ingress: KubernetesObject): string[] {
  const backends = [
    ingress.spec?.defaultBackend,
    ...(ingress.spec?.rules ?? []).flatMap(
      (rule: any) => rule.http?.paths?.map((path: any) => path.backend) ?? [],
    ),
  ];
  return backends.map(backend => backend?.service?.name).filter(Boolean);
}

/** Objects of a workload's or pod's namespace that belong to it, and how. */
export function describeRelated(
  subject: KubernetesObject,
  pods: readonly KubernetesObject[],
  candidates: readonly KubernetesObject[],
  now: number,
): RelatedObject[] {
  const template = podTemplate(subject) ?? pods[0];
  const about: Subject = {
    kind: subject.kind ?? '',
    name: subject.metadata?.name ?? '',
    labels: template?.metadata?.labels ?? pods[0]?.metadata?.labels ?? {},
    claims: claimsOf([...pods, ...(template ? [template] : [])]),
    serviceAccount: template?.spec?.serviceAccountName,
  };
  const services = candidates.filter(
    object => object.kind === 'Service' && isServedBy(object, about),
  );
  const serviceNames = new Set(services.map(({ metadata }) => metadata?.name));
  const slicesOf = (service: KubernetesObject) =>
    candidates.filter(
      ({ kind, metadata }) =>
        kind === 'EndpointSlice' &&
        metadata?.labels?.['kubernetes.io/service-name'] ===
          service.metadata?.name,
    );

  const relate = (
    object: KubernetesObject,
  ):
    | { relation: string; detail?: string; context?: Partial<HealthContext> }
    | undefined => {
    const { spec } = object;
    switch (object.kind) {
      case 'HorizontalPodAutoscaler':
        return spec?.scaleTargetRef?.kind === about.kind &&
          spec.scaleTargetRef.name === about.name
          ? { relation: 'scales', detail: autoscalerDetail(object) }
          : undefined;
      case 'PodDisruptionBudget':
        return selectsBy(spec?.selector, about.labels)
          ? { relation: 'protects', detail: disruptionBudgetDetail(object) }
          : undefined;
      case 'Service': {
        if (!services.includes(object)) {
          return undefined;
        }
        const endpointSlices = slicesOf(object);
        return {
          relation: 'serves',
          detail: serviceDetail(object, endpointSlices),
          context: { endpointSlices },
        };
      }
      case 'Ingress':
        return backendServices(object).some(name => serviceNames.has(name))
          ? { relation: 'routes', detail: ingressDetail(object) }
          : undefined;
      case 'NetworkPolicy':
        return selectsBy(spec?.podSelector, about.labels)
          ? {
              relation: 'restricts',
              detail: (spec?.policyTypes ?? ['Ingress']).join(', '),
            }
          : undefined;
      case 'PersistentVolumeClaim':
        return about.claims.has(object.metadata?.name ?? '')
          ? {
              relation: 'mounts',
              detail: claimDetail(object),
              context: { pods },
            }
          : undefined;
      case 'ServiceAccount':
        return about.serviceAccount !== 'default' &&
          object.metadata?.name === about.serviceAccount
          ? { relation: 'runs as' }
          : undefined;
      case 'ServiceMonitor':
        return services.some(service =>
          selectsBy(spec?.selector, service.metadata?.labels ?? {}),
        )
          ? { relation: 'monitors' }
          : undefined;
      case 'PodMonitor':
        return selectsBy(spec?.selector, about.labels)
          ? { relation: 'monitors' }
          : undefined;
      default:
        return undefined;
    }
  };

  const related: RelatedObject[] = [];
  for (const object of candidates) {
    const found = relate(object);
    if (found) {
      const { relation, detail, context } = found;
      related.push({
        object: {
          kind: object.kind ?? '',
          ...(object.metadata?.namespace
            ? { namespace: object.metadata.namespace }
            : {}),
          name: object.metadata?.name ?? '',
        },
        relation,
        health: assessHealth(object, { now, ...context }),
        ...(detail ? { detail } : {}),
      });
    }
  }
  return related.slice(0, MAX_RELATED);
}
