import {
  type DiscoveredPeer,
  type DiscoveryEvent,
  type DiscoveryMethod,
  type KubernetesObject,
  type Monitored,
  monitorWishes,
  parseLabelSelector,
  peersOfEndpointSlices,
  peersOfPods,
  type PeerPod,
  type PeerSurroundings,
  probeWish,
  scrapeWishes,
} from '@portlight/plugin-portlight-common';
import {
  type DiscoveryContext,
  type DiscoveryMethodFactory,
  watchPeers,
} from '@portlight/plugin-portlight-node';
import { SEES_EVERYTHING } from '../../permissions';
import type { PeerRecords, Place } from '../records/PeerRecords';

/** What the methods that read the mirror need of it. */
export interface MirroredMethodsOptions {
  records: PeerRecords;
  /** Hears which clusters have changed in the database. */
  onChange(listener: (clusters: string[]) => void): () => void;
  /** How pods are reached. */
  reach: 'proxy' | 'direct';
}

/** A Service, or pods with some labels, in one namespace. */
interface Options extends Place {
  service?: string;
  selector?: string;
}

const NAME = /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/;

function readName(options: Readonly<Record<string, unknown>>, key: string) {
  const value = options[key];
  if (typeof value !== 'string' || !NAME.test(value)) {
    throw new Error(`\`${key}\` has to be a name of Kubernetes`);
  }
  return value;
}

function names(values: Iterable<string | undefined>): string[] {
  return [...values].filter((value): value is string => Boolean(value));
}

function podNames(slices: readonly KubernetesObject[]): string[] {
  return names(
    slices.flatMap(({ endpoints = [] }) =>
      (endpoints as { targetRef?: { kind?: string; name?: string } }[]).map(
        ({ targetRef }) =>
          targetRef?.kind === 'Pod' ? targetRef.name : undefined,
      ),
    ),
  );
}

/** What a namespace's tenant says is an endpoint, although it is no pod, is not for the portal to visit. */
function unreachable(peer: DiscoveredPeer): DiscoveredPeer {
  if (peer.pod !== undefined) return peer;
  return {
    ...peer,
    port: undefined,
    metrics: undefined,
    liveness: undefined,
    health: {
      status: 'unknown',
      reason: 'NotProbed',
      message:
        'It is no pod, so that it cannot be reached through the API server; `portlight.peers.reach: direct` would ask it',
    },
  };
}

/** Follows what the mirror knows: at every change of the cluster, and at every resync. */
class MirroredMethod implements DiscoveryMethod {
  #notice?: string;

  constructor(
    readonly name: string,
    private readonly place: Options,
    private readonly context: DiscoveryContext,
    private readonly options: MirroredMethodsOptions,
  ) {}

  async discover(): Promise<DiscoveredPeer[]> {
    this.#notice = undefined;
    const peers =
      this.place.service === undefined
        ? await this.#pods(this.place.selector!)
        : await this.#endpoints(this.place.service);
    return this.options.reach === 'proxy' ? peers.map(unreachable) : peers;
  }

  watch(signal: AbortSignal): AsyncIterable<DiscoveryEvent> {
    const { cluster } = this.place;
    return watchPeers(
      {
        discover: () => this.discover(),
        resync: this.context.resync,
        status: status => this.context.status(status),
        notice: () => this.#notice,
        onChange: listener =>
          this.options.onChange(clusters => {
            if (clusters.includes(cluster)) listener();
          }),
      },
      signal,
    );
  }

  async close(): Promise<void> {}

  async #endpoints(name: string): Promise<DiscoveredPeer[]> {
    const { records } = this.options;
    const { cluster } = this.place;
    const unavailable = await records.unavailable(cluster, [
      'EndpointSlice',
      'Service',
      'Pod',
    ]);
    const service = await records.service(this.place, name, SEES_EVERYTHING);
    if (unavailable.has('EndpointSlice')) {
      const selector = Object.entries(service?.spec?.selector ?? {})
        .map(([key, value]) => `${key}=${value}`)
        .join(',');
      if (!selector) {
        throw new Error(
          `The portal may not list the EndpointSlices of ${cluster}; allow its credentials to list and watch endpointslices in the group discovery.k8s.io`,
        );
      }
      this.#notice =
        "The portal may not list EndpointSlices there: these are the pods that the Service's selector matches";
      return this.#pods(selector, service);
    }
    const slices = await records.slices(this.place, name);
    const pods = await records.pods(this.place, podNames(slices));
    const peers = peersOfEndpointSlices(
      slices,
      pods,
      await this.#surroundings(
        [...pods.values()],
        slices.flatMap(({ endpoints = [] }) =>
          names(endpoints.map(({ nodeName }: any) => nodeName)),
        ),
        service,
      ),
    );
    if (!service && !unavailable.has('Service')) {
      this.#notice = `There is no Service ${this.place.namespace}/${name} in ${cluster}, or not any more`;
    } else if (peers.length === 0) {
      this.#notice = `The Service ${this.place.namespace}/${name} has no endpoints: no pod matches its selector, or none has an address yet`;
    }
    return peers;
  }

  async #pods(
    selector: string,
    service?: KubernetesObject,
  ): Promise<DiscoveredPeer[]> {
    const { records } = this.options;
    const { cluster, namespace } = this.place;
    if ((await records.unavailable(cluster, ['Pod'])).has('Pod')) {
      throw new Error(
        `The portal may not list the pods of ${cluster}; allow its credentials to list and watch pods`,
      );
    }
    const pods = await records.selected(this.place, selector);
    const peers = peersOfPods(
      pods,
      await this.#surroundings(pods, [], service),
    );
    if (peers.length === 0) {
      this.#notice = `No pod in ${namespace} has the labels ${selector}, or none has an address yet`;
    }
    return peers;
  }

  async #surroundings(
    pods: readonly PeerPod[],
    nodes: readonly string[],
    service?: KubernetesObject,
  ): Promise<PeerSurroundings> {
    const { records } = this.options;
    const { cluster, namespace } = this.place;
    const monitors = await records.monitors(cluster);
    const wishesOf = (kind: Monitored['kind'], of: KubernetesObject) =>
      monitorWishes(monitors, {
        kind,
        namespace,
        labels: of.metadata?.labels,
      });
    return {
      cluster,
      nodes: await records.nodes(cluster, [
        ...nodes,
        ...names(pods.map(({ record }) => record.spec?.nodeName)),
      ]),
      self: this.context.self,
      probes: {
        before: [this.context.probe],
        after: service ? [probeWish(service.metadata?.annotations)] : [],
      },
      wishes: {
        before: [this.context.scrape],
        after: [
          ...(service
            ? [
                ...scrapeWishes(service.metadata?.annotations),
                ...wishesOf('Service', service),
              ]
            : []),
          // Pods of one target have the same labels, as far as monitors go.
          ...(pods[0] ? wishesOf('Pod', pods[0].record) : []),
        ],
      },
    };
  }
}

/** Endpoints of a Service: `{ namespace, service }`. */
export function kubernetesMethod(
  options: MirroredMethodsOptions,
): DiscoveryMethodFactory {
  return {
    name: 'kubernetes',
    readOptions: given => ({
      namespace: readName(given, 'namespace'),
      service: readName(given, 'service'),
    }),
    create: ({ namespace, service }, context) =>
      new MirroredMethod(
        'kubernetes',
        {
          cluster: context.cluster!,
          namespace: String(namespace),
          service: String(service),
        },
        context,
        options,
      ),
  };
}

/** Pods by their labels: `{ namespace, selector }`. */
export function selectorMethod(
  options: MirroredMethodsOptions,
): DiscoveryMethodFactory {
  return {
    name: 'selector',
    readOptions: given => {
      const { selector } = given;
      if (typeof selector !== 'string' || selector.trim() === '') {
        throw new Error('`selector` has to be a label selector, as app=cart');
      }
      parseLabelSelector(selector);
      return { namespace: readName(given, 'namespace'), selector };
    },
    create: ({ namespace, selector }, context) =>
      new MirroredMethod(
        'selector',
        {
          cluster: context.cluster!,
          namespace: String(namespace),
          selector: String(selector),
        },
        context,
        options,
      ),
  };
}
