import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { Controller } from '../Controller';
import { controllerReference, isFinished, isReady } from '../pods';
import { nameSuffix } from '../random';
import { labelsMatch } from '../selectors';
import type { Pod } from '../types';

// kube-controller-manager's `--max-endpoints-per-slice`.
const MAX_ENDPOINTS = 100;

/** Lists the pods behind each Service. */
export class EndpointSliceController extends Controller {
  readonly kinds = ['Service', 'Pod'] as const;

  /** The Services of each namespace: a pod must find its own without a walk through all objects. */
  private readonly services = new Map<string, Map<string, ApiObject>>();

  observe(change: StoreChange): void {
    const namespace = change.object.metadata.namespace!;
    if (change.resource.kind === 'Service') {
      this.remember(change, namespace);
      return;
    }
    const pod = change.object as Pod;
    const before = change.previous as Pod | undefined;
    if (
      change.type === 'MODIFIED' &&
      before &&
      isReady(before) === isReady(pod) &&
      before.status?.podIP === pod.status?.podIP &&
      before.metadata.labels === pod.metadata.labels &&
      before.metadata.deletionTimestamp === pod.metadata.deletionTimestamp
    ) {
      return;
    }
    for (const service of this.services.get(namespace)?.values() ?? []) {
      const { selector } = service.spec;
      if (
        labelsMatch(selector, pod.metadata.labels) ||
        (before && labelsMatch(selector, before.metadata.labels))
      ) {
        this.enqueueObject(service);
      }
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const service = this.services.get(namespace)?.get(name);
    if (!service) {
      return undefined;
    }
    const endpoints = [...this.context.index.podsIn(namespace).values()]
      .filter(
        pod =>
          labelsMatch(service.spec.selector, pod.metadata.labels) &&
          pod.status?.podIP &&
          !isFinished(pod),
      )
      .map(pod => this.endpointOf(service, pod));
    const count = Math.max(1, Math.ceil(endpoints.length / MAX_ENDPOINTS));
    for (let i = 0; i < count; i++) {
      this.write(
        service,
        i,
        endpoints.slice(i * MAX_ENDPOINTS, (i + 1) * MAX_ENDPOINTS),
      );
    }
    this.removeSurplus(service, count);
    return undefined;
  }

  private remember(change: StoreChange, namespace: string): void {
    const service = change.object;
    let known = this.services.get(namespace);
    if (!known) {
      known = new Map();
      this.services.set(namespace, known);
    }
    if (change.type === 'DELETED' || !service.spec?.selector) {
      known.delete(service.metadata.name);
      return;
    }
    known.set(service.metadata.name, service);
    if (service.spec !== change.previous?.spec) {
      this.enqueueObject(service);
    }
  }

  private endpointOf(service: ApiObject, pod: Pod) {
    const terminating = pod.metadata.deletionTimestamp !== undefined;
    const ready = isReady(pod);
    const node = this.store.get(
      this.resource('Node'),
      undefined,
      pod.spec.nodeName ?? '',
    );
    const zone = node?.metadata.labels?.['topology.kubernetes.io/zone'];
    return {
      addresses: [pod.status!.podIP!],
      conditions: {
        ready:
          service.spec.publishNotReadyAddresses === true ||
          (ready && !terminating),
        serving: ready,
        terminating,
      },
      nodeName: pod.spec.nodeName,
      targetRef: {
        kind: 'Pod',
        name: pod.metadata.name,
        namespace: pod.metadata.namespace,
        uid: pod.metadata.uid,
      },
      ...(zone && { zone }),
      ...(service.spec.clusterIP === 'None' &&
        pod.spec.hostname !== undefined && {
          hostname: String(pod.spec.hostname),
        }),
    };
  }

  private write(service: ApiObject, index: number, endpoints: object[]): void {
    const slices = this.resource('EndpointSlice');
    const name = sliceName(service, index);
    const { namespace } = service.metadata;
    const ports = (
      (service.spec.ports ?? []) as {
        name?: string;
        port: number;
        targetPort?: number | string;
        protocol?: string;
      }[]
    ).map(({ name: portName, port, targetPort, protocol }) => ({
      name: portName ?? '',
      port: typeof targetPort === 'number' ? targetPort : port,
      protocol: protocol ?? 'TCP',
    }));
    const content = { addressType: 'IPv4', endpoints, ports };
    if (this.store.get(slices, namespace, name)) {
      this.store.modify(slices, namespace, name, stored => ({
        ...stored,
        ...content,
      }));
      return;
    }
    this.store.create(slices, {
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: {
        name,
        namespace,
        labels: {
          ...service.metadata.labels,
          'endpointslice.kubernetes.io/managed-by':
            'endpointslice-controller.k8s.io',
          'kubernetes.io/service-name': service.metadata.name,
          ...(service.spec.clusterIP === 'None' && {
            'service.kubernetes.io/headless': '',
          }),
        },
        ownerReferences: [controllerReference(service)],
      },
      ...content,
    });
  }

  private removeSurplus(service: ApiObject, count: number): void {
    const slices = this.resource('EndpointSlice');
    const { namespace } = service.metadata;
    for (let i = count; ; i++) {
      const name = sliceName(service, i);
      if (!this.store.get(slices, namespace, name)) {
        return;
      }
      this.store.delete(slices, namespace, name);
    }
  }
}

function sliceName(service: ApiObject, index: number): string {
  return `${service.metadata.name}-${nameSuffix(
    5,
    service.metadata.uid,
    'slice',
    index,
  )}`;
}
