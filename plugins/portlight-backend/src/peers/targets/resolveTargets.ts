import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import {
  ENTITY_ANNOTATIONS,
  type EntityDiscovery,
  invalidAnnotation,
  PEER_ANNOTATIONS,
  PortlightError,
  readEntityDiscovery,
  type Workload,
} from '@portlight/plugin-portlight-common';
import type { ClusterReader } from '../../clusters/read';
import { entitySelector } from '../../entities/entitySelector';
import { checkLabelSelector } from '../../entities/requireSelector';
import type { ObjectReader } from '../../inventory/read';
import type { Visibility } from '../../permissions';
import { parseTargetUrl } from '../methods/targetUrl';
import type { DiscoveryMethods } from '../methods';
import type { Asker, PeersRequest } from '../PeerService';
import type { PeerRecords, Place } from '../records/PeerRecords';
import {
  labelledWorkload,
  methodTarget,
  type Said,
  selectorTarget,
  selectorText,
  serviceOf,
  serviceTarget,
  type WantedTarget,
} from './serviceTargets';

/** What resolving needs. */
export interface ResolveOptions {
  catalog: CatalogService;
  clusters: Pick<ClusterReader, 'visible'>;
  objects: Pick<ObjectReader, 'workloadsOf'>;
  records: PeerRecords;
  methods: DiscoveryMethods;
  allowedMethods: readonly string[];
}

/** What a request is about. */
export interface Wanted {
  targets: WantedTarget[];
  /** Why there are none. */
  message?: string;
  /** Whether an annotation wants them worked on always. */
  always?: boolean;
}

const MAXIMUM_WORKLOADS = 200;
const MAXIMUM_TARGETS = 100;
/** Services of a namespace that are looked through. */
const MAXIMUM_SERVICES = 2_000;

/** Finds out which targets a request is about, among what may be seen. */
export class TargetResolver {
  constructor(private readonly options: ResolveOptions) {}

  /** @throws PortlightError `not-found` or `invalid-annotation` */
  async resolve(request: PeersRequest, asker: Asker): Promise<Wanted> {
    if ('service' in request) {
      const { cluster, namespace, service } = request;
      const record = await this.options.records.service(
        { cluster, namespace },
        service,
        asker.visibility,
      );
      if (!record) {
        throw new PortlightError({
          code: 'not-found',
          status: 404,
          message: `Service \`${namespace}/${service}\` is not in this cluster, or not any more`,
        });
      }
      return { targets: [serviceTarget(cluster, namespace, service)] };
    }
    const { entityRef, cluster } = request;
    const entity = await this.options.catalog.getEntityByRef(entityRef, {
      credentials: asker.credentials,
    });
    if (!entity) {
      throw new PortlightError({
        code: 'not-found',
        status: 404,
        message: `\`${entityRef}\` is not in the catalog, or you may not see it`,
      });
    }
    return this.ofEntity(entity, asker.visibility, cluster);
  }

  /** @throws PortlightError `not-found` or `invalid-annotation` */
  async ofEntity(
    entity: Entity,
    visibility: Visibility,
    clusters?: readonly string[],
  ): Promise<Wanted> {
    const ref = stringifyEntityRef(entity);
    const discovery = readEntityDiscovery(entity.metadata.annotations);
    const own =
      entity.metadata.annotations?.[ENTITY_ANNOTATIONS.cluster]?.trim();
    const asked = (
      await this.options.clusters.visible(visibility, own ? [own] : undefined)
    )
      .map(({ name }) => name)
      .filter(name => !clusters || clusters.includes(name));
    const always = discovery.scrape.enabled;
    const subject = { entity, ref, discovery, asked, visibility };
    const found = await this.#targets(subject, own, clusters);
    return {
      ...found,
      targets: found.targets.slice(0, MAXIMUM_TARGETS),
      always,
    };
  }

  async #targets(
    subject: Subject,
    own: string | undefined,
    clusters: readonly string[] | undefined,
  ): Promise<Wanted> {
    const { discovery, asked, ref } = subject;
    const { method, options } = discovery;
    if (method === undefined || (method === 'kubernetes' && !options.service)) {
      return this.#ofWorkloads(subject);
    }
    const factory = this.options.methods.get(method);
    if (!factory) {
      throw invalidAnnotation(
        PEER_ANNOTATIONS.discovery,
        method,
        `one of ${[...this.options.methods.keys()].join(', ')}`,
      );
    }
    if (!this.options.allowedMethods.includes(method)) {
      throw new PortlightError({
        code: 'invalid-annotation',
        status: 422,
        message: `The entity wants its peers found by the method ${method}, which this portal does not allow; its operator allows it with portlight.peers.allowedMethods`,
      });
    }
    if (method === 'kubernetes') return this.#ofService(subject);
    if (method === 'selector') return this.#ofSelector(subject);
    if (own && asked.length === 0) {
      return {
        targets: [],
        message: `The cluster ${own} is none that the portal knows and you may see`,
      };
    }
    if (!own && clusters && clusters.length > 0) {
      return {
        targets: [],
        message: 'The peers of this entity belong to no cluster',
      };
    }
    let checked: Record<string, unknown>;
    try {
      // What annotations say about ports belongs to some methods' options.
      checked = factory.readOptions({
        ...(discovery.scrape.port === undefined
          ? {}
          : { port: discovery.scrape.port }),
        ...options,
      });
    } catch (error) {
      throw new PortlightError({
        code: 'invalid-annotation',
        status: 422,
        message: `The annotations of the entity for the discovery method ${method} cannot be used: ${
          (error as Error).message
        }`,
        cause: error,
      });
    }
    await this.#checkService(checked, own, subject.visibility);
    return {
      targets: [methodTarget(own ?? '', entityOf(subject), method, checked)],
      message: `No peers of ${ref} are known`,
    };
  }

  /** A Service that is asked for targets has to be one that may be seen. */
  async #checkService(
    { url }: Readonly<Record<string, unknown>>,
    cluster: string | undefined,
    visibility: Visibility,
  ): Promise<void> {
    if (typeof url !== 'string' || !/^service/.test(url)) return;
    const target = parseTargetUrl(url);
    if (!('service' in target)) return;
    const { namespace, name } = target.service;
    if (!cluster) {
      throw new PortlightError({
        code: 'invalid-annotation',
        status: 422,
        message: `The address ${url} is in a cluster; say with ${ENTITY_ANNOTATIONS.cluster} in which`,
      });
    }
    const place = { cluster, namespace };
    if (!(await this.options.records.service(place, name, visibility))) {
      throw new PortlightError({
        code: 'not-found',
        status: 404,
        message: `Service \`${namespace}/${name}\` is not in the cluster ${cluster}, or you may not see it`,
      });
    }
  }

  async #ofService(subject: Subject): Promise<Wanted> {
    const { discovery, asked, visibility, entity } = subject;
    const text = String(discovery.options.service);
    const [name, namespace = annotationOf(entity, 'namespace')] = text
      .split('/')
      .reverse();
    const services = await this.options.records.services(
      {
        clusters: asked,
        name,
        namespaces: namespace ? [namespace] : undefined,
      },
      visibility,
      MAXIMUM_TARGETS,
    );
    return {
      targets: services.map(service =>
        serviceTarget(
          service.cluster,
          service.namespace,
          service.name,
          entityOf(subject),
        ),
      ),
      message: `There is no Service ${text} in the clusters that you may see; check ${PEER_ANNOTATIONS.service}`,
    };
  }

  async #ofSelector(subject: Subject): Promise<Wanted> {
    const { discovery, asked, visibility, entity, ref } = subject;
    const selector = String(discovery.options.selector);
    const places = await this.options.records.placesOfPods(
      selector,
      { clusters: asked, namespace: annotationOf(entity, 'namespace') },
      visibility,
      MAXIMUM_TARGETS,
    );
    return {
      targets: places.map(({ cluster, namespace }) =>
        selectorTarget(
          cluster,
          namespace,
          {
            id: `entity/${ref}#selector/${namespace}`,
            name: `${namespace}/${selector}`,
            selector,
          },
          entityOf(subject),
        ),
      ),
      message: `No pod that you may see has the labels ${selector}; check ${PEER_ANNOTATIONS.selector}`,
    };
  }

  async #ofWorkloads(subject: Subject): Promise<Wanted> {
    const { entity, ref, asked, visibility } = subject;
    const selector = entitySelector(entity);
    if (!selector) {
      throw new PortlightError({
        code: 'no-workload-annotation',
        status: 404,
        message: `\`${ref}\` has none of the annotations ${ENTITY_ANNOTATIONS.kubernetesId}, ${ENTITY_ANNOTATIONS.labelSelector}, ${ENTITY_ANNOTATIONS.workload} and ${PEER_ANNOTATIONS.discovery}, so that no peers are known to be its own`,
      });
    }
    checkLabelSelector(selector);
    const { workloads } = await this.options.objects.workloadsOf(
      selector,
      MAXIMUM_WORKLOADS,
      visibility,
    );
    const targets = new Map<string, WantedTarget>();
    for (const [place, own] of byPlace(workloads, asked)) {
      for (const target of await this.#inPlace(place, own, subject)) {
        targets.set(`${target.cluster}\n${target.id}`, target);
      }
    }
    return {
      targets: [...targets.values()],
      message: `No workload of ${ref} is in the clusters that you may see, so that there are no peers`,
    };
  }

  async #inPlace(
    { cluster, namespace }: Place,
    workloads: readonly Workload[],
    subject: Subject,
  ): Promise<WantedTarget[]> {
    const { records } = this.options;
    const services = await records.services(
      { clusters: [cluster], namespaces: [namespace] },
      subject.visibility,
      MAXIMUM_SERVICES,
    );
    const found = await records.workloads({ cluster, namespace }, workloads);
    const known = found
      .map(({ kind, name, record }) => labelledWorkload(kind, name, record))
      // What has run and ended serves nothing.
      .filter(({ kind }) => kind !== 'Job' && kind !== 'CronJob');
    return known.flatMap(workload => {
      const service = serviceOf(
        workload,
        services.map(({ record }) => record),
      );
      if (service) {
        const name = service.metadata!.name!;
        return [serviceTarget(cluster, namespace, name, entityOf(subject))];
      }
      const text = selectorText(workload.selector ?? workload.labels);
      if (!text) return [];
      const id = `workload/${namespace}/${workload.kind}/${workload.name}`;
      return [
        selectorTarget(
          cluster,
          namespace,
          { id, name: `${namespace}/${workload.name}`, selector: text },
          entityOf(subject),
        ),
      ];
    });
  }
}

interface Subject {
  entity: Entity;
  ref: string;
  discovery: EntityDiscovery;
  /** Names of clusters. */
  asked: string[];
  visibility: Visibility;
}

function entityOf({ ref, discovery }: Subject): { ref: string; said: Said } {
  return { ref, said: discovery };
}

function annotationOf(
  entity: Entity,
  name: keyof typeof ENTITY_ANNOTATIONS,
): string | undefined {
  return (
    entity.metadata.annotations?.[ENTITY_ANNOTATIONS[name]]?.trim() || undefined
  );
}

function byPlace(
  workloads: readonly Workload[],
  clusters: readonly string[],
): [Place, Workload[]][] {
  const asked = new Set(clusters);
  const places = new Map<string, [Place, Workload[]]>();
  for (const workload of workloads) {
    const { cluster, namespace } = workload;
    if (!asked.has(cluster)) continue;
    const key = `${cluster}\n${namespace}`;
    const place = places.get(key);
    if (place) place[1].push(workload);
    else places.set(key, [{ cluster, namespace }, [workload]]);
  }
  return [...places.values()];
}
