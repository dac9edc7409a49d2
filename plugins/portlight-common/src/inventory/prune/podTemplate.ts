import {
  type Fields,
  type Json,
  compact,
  fields,
  flag,
  items,
  number,
  quantities,
  text,
  textMap,
  tree,
} from './values';

function pruneProbe(value: Json) {
  const probe = fields(value);
  return compact({
    initialDelaySeconds: number(probe.initialDelaySeconds),
    periodSeconds: number(probe.periodSeconds),
    failureThreshold: number(probe.failureThreshold),
    timeoutSeconds: number(probe.timeoutSeconds),
  });
}

function pruneContainer(container: Fields) {
  const resources = fields(container.resources);
  return compact({
    name: text(container.name, 253),
    image: text(container.image),
    // Always on an init container makes it a sidecar.
    restartPolicy: text(container.restartPolicy, 63),
    resources: compact({
      requests: quantities(resources.requests),
      limits: quantities(resources.limits),
    }),
    ports: items(
      container.ports,
      port =>
        compact({
          name: text(port.name, 63),
          containerPort: number(port.containerPort),
          protocol:
            port.protocol === 'TCP' ? undefined : text(port.protocol, 63),
        }),
      20,
    ),
    readinessProbe: pruneProbe(container.readinessProbe),
    livenessProbe: pruneProbe(container.livenessProbe),
    startupProbe: pruneProbe(container.startupProbe),
  });
}

/** Tolerations that every pod gets from the API server; they say nothing about placement. */
const DEFAULT_TOLERATIONS = new Set([
  'node.kubernetes.io/not-ready',
  'node.kubernetes.io/unreachable',
]);

/** Of affinities those that have to hold: they say where else a pod may be. */
function requiredAffinity(value: Json) {
  const affinity = fields(value);
  const required = (of: Json) => {
    const terms = fields(of).requiredDuringSchedulingIgnoredDuringExecution;
    return compact({
      requiredDuringSchedulingIgnoredDuringExecution: terms && tree(terms),
    });
  };
  return compact({
    nodeAffinity: required(affinity.nodeAffinity),
    podAffinity: required(affinity.podAffinity),
    podAntiAffinity: required(affinity.podAntiAffinity),
  });
}

/** The spec of a pod, or of the template that a controller makes pods from. */
export function prunePodSpec(value: Json): Fields | undefined {
  const spec = fields(value);
  const resources = fields(spec.resources);
  return compact({
    nodeName: text(spec.nodeName, 253),
    containers: items(spec.containers, pruneContainer, 50),
    initContainers: items(spec.initContainers, pruneContainer, 50),
    restartPolicy: text(spec.restartPolicy, 63),
    priorityClassName: text(spec.priorityClassName, 253),
    serviceAccountName: text(spec.serviceAccountName, 253),
    hostNetwork: flag(spec.hostNetwork),
    terminationGracePeriodSeconds: number(spec.terminationGracePeriodSeconds),
    activeDeadlineSeconds: number(spec.activeDeadlineSeconds),
    nodeSelector: textMap(spec.nodeSelector, { maxItems: 20 }),
    tolerations: items(
      spec.tolerations,
      toleration =>
        DEFAULT_TOLERATIONS.has(toleration.key)
          ? undefined
          : compact({
              key: text(toleration.key, 317),
              operator: text(toleration.operator, 63),
              value: text(toleration.value, 253),
              effect: text(toleration.effect, 63),
            }),
      20,
    ),
    affinity: requiredAffinity(spec.affinity),
    topologySpreadConstraints: items(
      spec.topologySpreadConstraints,
      constraint =>
        compact({
          maxSkew: number(constraint.maxSkew),
          topologyKey: text(constraint.topologyKey, 317),
          whenUnsatisfiable: text(constraint.whenUnsatisfiable, 63),
        }),
      10,
    ),
    overhead: quantities(spec.overhead),
    resources: compact({
      requests: quantities(resources.requests),
      limits: quantities(resources.limits),
    }),
    readinessGates: items(
      spec.readinessGates,
      gate => compact({ conditionType: text(gate.conditionType, 317) }),
      10,
    ),
    // Only what links a pod to other objects; projected and empty volumes do not.
    volumes: items(
      spec.volumes,
      volume => {
        // Its claim is named after it.
        if (volume.ephemeral) {
          return { name: text(volume.name, 253), ephemeral: {} };
        }
        const claimName = text(
          fields(volume.persistentVolumeClaim).claimName,
          253,
        );
        return claimName === undefined
          ? undefined
          : {
              name: text(volume.name, 253),
              persistentVolumeClaim: { claimName },
            };
      },
      50,
    ),
  });
}

/** A pod template: its labels and its pods' spec. */
export function prunePodTemplate(value: Json): Fields | undefined {
  const template = fields(value);
  const metadata = compact({
    labels: textMap(fields(template.metadata).labels),
  });
  return compact({ metadata, spec: prunePodSpec(template.spec) });
}
