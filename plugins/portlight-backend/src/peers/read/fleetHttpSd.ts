import {
  httpSdDocument,
  type HttpSdDocument,
  type HttpSdPeer,
  isKnownToExpose,
  type KubernetesObject,
  monitorWishes,
  type PeerPod,
  peersOfEndpointSlices,
  peersOfPods,
  podPorts,
  PortlightError,
  readPorts,
  scrapeWishes,
} from '@portlight/plugin-portlight-common';
import type { ClusterReader } from '../../clusters/read';
import type { Visibility } from '../../permissions';
import type { PeerRecords, PlacedRecord } from '../records/PeerRecords';

/** Targets of one document; Prometheus reads it whole, so that a part would make it forget the rest. */
const MAXIMUM_TARGETS = 20_000;
const MAXIMUM_SERVICES = 20_000;
const MAXIMUM_PODS = 50_000;

/** What the records of Services and pods have in them that say something about metrics. */
const HINTS = [
  'prometheus',
  'metrics',
  'portlight.io/',
  'telemetry',
  'monitoring',
  '"prom"',
];
const SERVICE_NAME = 'kubernetes.io/service-name';

function byNamespace(records: readonly PlacedRecord[]) {
  const groups = new Map<string, PlacedRecord[]>();
  for (const record of records) {
    const group = groups.get(record.namespace);
    if (group) group.push(record);
    else groups.set(record.namespace, [record]);
  }
  return groups;
}

function bySlices(slices: readonly KubernetesObject[]) {
  const groups = new Map<string, KubernetesObject[]>();
  for (const slice of slices) {
    const service = slice.metadata?.labels?.[SERVICE_NAME];
    if (service === undefined) continue;
    const group = groups.get(service);
    if (group) group.push(slice);
    else groups.set(service, [slice]);
  }
  return groups;
}

class FleetDocument {
  readonly #peers = new Map<string, HttpSdPeer>();

  add(peers: readonly (HttpSdPeer & { id: string })[], service?: string) {
    for (const peer of peers) {
      // Who writes EndpointSlices chooses ids, and must not take the place of another namespace's pod.
      const key = `${peer.cluster}\n${peer.namespace}\n${peer.id}`;
      if (peer.metrics && !this.#peers.has(key)) {
        this.#peers.set(key, { ...peer, service });
      }
    }
    if (this.#peers.size > MAXIMUM_TARGETS) {
      throw new PortlightError({
        code: 'too-many-targets',
        status: 422,
        message: `There are more than ${MAXIMUM_TARGETS} targets; ask with \`cluster\` or \`namespace\` for some of them at a time`,
      });
    }
  }

  document(): HttpSdDocument {
    return httpSdDocument([...this.#peers.values()]);
  }
}

/** Everything visible that exposes metrics as far as the mirror knows. */
export async function fleetHttpSd(
  options: { records: PeerRecords; clusters: Pick<ClusterReader, 'visible'> },
  filter: { cluster?: string[]; namespace?: string[] },
  visibility: Visibility,
): Promise<HttpSdDocument> {
  const { records } = options;
  const document = new FleetDocument();
  const clusters = await options.clusters.visible(visibility, filter.cluster);
  for (const { name: cluster } of clusters) {
    const monitors = await records.monitors(cluster);
    const monitored = (kind: string) =>
      monitors.some(each => each.kind === kind);
    const services = await records.services(
      {
        clusters: [cluster],
        namespaces: filter.namespace,
        containing: monitored('ServiceMonitor') ? undefined : HINTS,
      },
      visibility,
      MAXIMUM_SERVICES,
    );
    for (const [namespace, group] of byNamespace(services)) {
      await addServices({
        document,
        records,
        monitors,
        visibility,
        place: { cluster, namespace },
        services: group,
      });
    }
    const pods = await records.podsContaining(
      {
        cluster,
        namespaces: filter.namespace,
        containing: monitored('PodMonitor') ? undefined : HINTS,
      },
      visibility,
      MAXIMUM_PODS,
    );
    const exposing = pods.filter(pod => {
      const { metadata = {} } = pod.record;
      return isKnownToExpose(podPorts(pod.record), [
        ...scrapeWishes(metadata.annotations),
        ...podMonitorWishes(monitors, pod),
      ]);
    });
    for (const pod of exposing) {
      const wishes = { after: podMonitorWishes(monitors, pod) };
      document.add(peersOfPods([pod], { cluster, wishes }));
    }
  }
  return document.document();
}

function podMonitorWishes(
  monitors: readonly KubernetesObject[],
  { record }: PeerPod,
) {
  return monitorWishes(monitors, {
    kind: 'Pod',
    namespace: record.metadata?.namespace ?? '',
    labels: record.metadata?.labels,
  });
}

async function addServices(options: {
  document: FleetDocument;
  records: PeerRecords;
  monitors: readonly KubernetesObject[];
  visibility: Visibility;
  place: { cluster: string; namespace: string };
  services: readonly PlacedRecord[];
}): Promise<void> {
  const { document, records, monitors, visibility, place } = options;
  const exposing = options.services.flatMap(({ name, record }) => {
    const wishes = [
      ...scrapeWishes(record.metadata?.annotations),
      ...monitorWishes(monitors, {
        kind: 'Service',
        namespace: place.namespace,
        labels: record.metadata?.labels,
      }),
    ];
    return isKnownToExpose(readPorts(record.spec?.ports, 'port'), wishes)
      ? [{ name, wishes }]
      : [];
  });
  if (exposing.length === 0) return;
  const slices = bySlices(await records.slicesIn(place));
  const pods = await records.pods(
    place,
    exposing.flatMap(({ name }) => podNames(slices.get(name) ?? [])),
    visibility,
  );
  for (const { name, wishes } of exposing) {
    const peers = peersOfEndpointSlices(slices.get(name) ?? [], pods, {
      cluster: place.cluster,
      wishes: { after: wishes },
    });
    document.add(
      // A pod that is not among those read may not be seen.
      peers.filter(({ pod }) => pod === undefined || pods.has(pod)),
      name,
    );
  }
}

function podNames(slices: readonly KubernetesObject[]): string[] {
  return slices.flatMap(({ endpoints = [] }) =>
    (endpoints as { targetRef?: { kind?: string; name?: string } }[]).flatMap(
      ({ targetRef }) =>
        targetRef?.kind === 'Pod' && targetRef.name ? [targetRef.name] : [],
    ),
  );
}
