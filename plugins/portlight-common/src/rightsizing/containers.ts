import { type KubernetesObject, parseQuantity } from '../kubernetes';
import type { Autoscaler, Runtime, SizedContainer } from './types';

/** Words of an image's path that say what runs in it. */
const RUNTIMES: readonly [Runtime, RegExp][] = [
  [
    'jvm',
    /(?:^|[/:._-])(?:openjdk|jdk|jre|java\d*|temurin|corretto|zulu|liberica|graalvm|tomcat|jetty|wildfly|jboss|quarkus|spring(?:boot)?|keycloak|kafka|zookeeper|cassandra|elasticsearch|opensearch|logstash|solr|jenkins|sonarqube|nexus3|activemq|hadoop|spark|flink|trino|neo4j)(?:$|[/:._-])/i,
  ],
  ['go', /(?:^|[/:._-])(?:golang|ko-app|ko\.local)(?:$|[/:._-])/i],
];

function runtimeOf(image: unknown): Runtime | undefined {
  if (typeof image !== 'string') return undefined;
  return RUNTIMES.find(([, words]) => words.test(image.slice(0, 512)))?.[0];
}

function amounts(values: any): { cpu?: number; memory?: number } {
  const cpu = parseQuantity(values?.cpu);
  const memory = parseQuantity(values?.memory);
  return {
    ...(cpu === undefined ? {} : { cpu }),
    ...(memory === undefined ? {} : { memory }),
  };
}

function sizedContainer(container: any, sidecar: boolean): SizedContainer {
  const runtime = runtimeOf(container.image);
  const limits = amounts(container.resources?.limits);
  return {
    name: String(container.name ?? ''),
    sidecar,
    // Kubernetes takes a limit for the request where there is none.
    requests: { ...limits, ...amounts(container.resources?.requests) },
    limits,
    ...(runtime ? { runtime } : {}),
  };
}

/**
 * The containers of a pod's spec that run as long as it does.
 *
 * @public
 */
export function sizedContainers(spec: any): SizedContainer[] {
  const sidecars = (spec?.initContainers ?? []).filter(
    (container: any) => container?.restartPolicy === 'Always',
  );
  return [
    ...(spec?.containers ?? []).map((each: any) => sizedContainer(each, false)),
    ...sidecars.map((each: any) => sizedContainer(each, true)),
  ];
}

/** The spec that a workload makes pods from; that of the pod itself where there is none. @public */
export function podSpecOf({ kind, spec }: KubernetesObject): unknown {
  if (kind === 'Pod') return spec;
  return kind === 'CronJob'
    ? spec?.jobTemplate?.spec?.template?.spec
    : spec?.template?.spec;
}

function replicas(value: unknown, fallback: number): number {
  return typeof value === 'number' && value >= 0 ? value : fallback;
}

function utilisation(
  metrics: readonly any[],
  name: string,
): { percent?: number; containers?: string[] } {
  const found: { percent?: number; containers?: string[] } = {};
  for (const metric of metrics) {
    const resource = metric?.resource ?? metric?.containerResource;
    const percent = resource?.target?.averageUtilization;
    if (resource?.name !== name || typeof percent !== 'number') continue;
    found.percent ??= percent;
    if (typeof metric.containerResource?.container === 'string') {
      (found.containers ??= []).push(metric.containerResource.container);
    } else return { percent };
  }
  return found;
}

/** What a HorizontalPodAutoscaler says; a record of the mirror. @public */
export function readAutoscaler({
  metadata,
  spec,
}: KubernetesObject): Autoscaler {
  const metrics: readonly unknown[] = Array.isArray(spec?.metrics)
    ? spec.metrics
    : [];
  const cpu = utilisation(metrics, 'cpu');
  const memory = utilisation(metrics, 'memory');
  return {
    name: metadata?.name ?? '',
    minReplicas: replicas(spec?.minReplicas, 1),
    maxReplicas: replicas(spec?.maxReplicas, 1),
    ...(cpu.percent === undefined ? {} : { targetCpu: cpu.percent }),
    ...(memory.percent === undefined ? {} : { targetMemory: memory.percent }),
    ...(cpu.containers ? { targetContainers: cpu.containers } : {}),
    metrics,
  };
}
