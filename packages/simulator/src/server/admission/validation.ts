import {
  equalFields,
  equalValues,
  type ApiObject,
  type ApiObjectInput,
  type ResourceDefinition,
} from '../../store';
import { labelKeyFaults, labelValueFaults } from './labels';

/** One rule that an object breaks, as a Status lists it. */
export interface Finding {
  reason: string;
  message: string;
  field: string;
}

const NAME = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

function required(field: string): Finding {
  return { reason: 'FieldValueRequired', message: 'Required value', field };
}

function wrong(field: string, value: unknown, because: string): Finding {
  return {
    reason: 'FieldValueInvalid',
    message: `Invalid value: ${JSON.stringify(value ?? null)}: ${because}`,
    field,
  };
}

function forbiddenField(field: string, because: string): Finding {
  return {
    reason: 'FieldValueForbidden',
    message: `Forbidden: ${because}`,
    field,
  };
}

function metadataFindings({ metadata }: ApiObjectInput): Finding[] {
  return Object.entries(metadata.labels ?? {}).flatMap(([key, value]) => [
    ...labelKeyFaults(key).map(because =>
      wrong('metadata.labels', key, because),
    ),
    ...labelValueFaults(value).map(because =>
      wrong('metadata.labels', value, because),
    ),
  ]);
}

function podSpecFindings(spec: any, path: string): Finding[] {
  if (!Array.isArray(spec?.containers) || spec.containers.length === 0) {
    return [required(`${path}.containers`)];
  }
  const findings: Finding[] = [];
  const names = new Set<string>();
  spec.containers.forEach((container: any, index: number) => {
    const at = `${path}.containers[${index}]`;
    if (!container?.name) {
      findings.push(required(`${at}.name`));
    } else if (!NAME.test(String(container.name).slice(0, 64))) {
      findings.push(
        wrong(
          `${at}.name`,
          container.name,
          "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')",
        ),
      );
    } else if (names.has(container.name)) {
      findings.push({
        reason: 'FieldValueDuplicate',
        message: `Duplicate value: ${JSON.stringify(container.name)}`,
        field: `${at}.name`,
      });
    }
    names.add(container?.name);
    if (!container?.image) {
      findings.push(required(`${at}.image`));
    }
  });
  return findings;
}

function selectorFindings(spec: any): Finding[] {
  const labels = spec?.template?.metadata?.labels;
  const wanted = spec?.selector?.matchLabels ?? {};
  const findings: Finding[] = [];
  if (!spec?.selector) {
    findings.push(required('spec.selector'));
  }
  if (
    !spec?.selector ||
    Object.entries(wanted).some(([key, value]) => labels?.[key] !== value)
  ) {
    findings.push(
      wrong(
        'spec.template.metadata.labels',
        labels,
        '`selector` does not match template `labels`',
      ),
    );
  }
  return findings;
}

const WITH_SELECTOR = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
]);

/** The rules of its kind that an object breaks. */
export function findFaults(
  { group, kind }: ResourceDefinition,
  object: ApiObjectInput,
): Finding[] {
  const { spec } = object;
  const findings = metadataFindings(object);
  if (group === '' && kind === 'Pod') {
    return [...findings, ...podSpecFindings(spec, 'spec')];
  }
  if (group === 'apps' && WITH_SELECTOR.has(kind)) {
    if (typeof spec?.replicas === 'number' && spec.replicas < 0) {
      findings.push(
        wrong(
          'spec.replicas',
          spec.replicas,
          'must be greater than or equal to 0',
        ),
      );
    }
    return [
      ...findings,
      ...selectorFindings(spec),
      ...podSpecFindings(spec?.template?.spec, 'spec.template.spec'),
    ];
  }
  if (group === 'batch' && kind === 'Job') {
    return [
      ...findings,
      ...podSpecFindings(spec?.template?.spec, 'spec.template.spec'),
    ];
  }
  if (group === '' && kind === 'Service' && !spec?.ports?.length) {
    if (spec?.clusterIP !== 'None' && spec?.type !== 'ExternalName') {
      findings.push(required('spec.ports'));
    }
  }
  return findings;
}

/** The rules about what may change that an update breaks. */
export function findUpdateFaults(
  { group, kind }: ResourceDefinition,
  next: ApiObjectInput,
  current: ApiObject,
): Finding[] {
  if (group === 'apps' && WITH_SELECTOR.has(kind)) {
    return equalValues(next.spec?.selector, current.spec?.selector)
      ? []
      : [wrong('spec.selector', next.spec?.selector, 'field is immutable')];
  }
  if (group === '' && kind === 'Pod') {
    return podUpdateFindings(next, current);
  }
  if ((kind === 'ConfigMap' || kind === 'Secret') && current.immutable) {
    return equalFields(next, current, ['metadata'])
      ? []
      : [forbiddenField('data', 'field is immutable when `immutable` is set')];
  }
  return [];
}

function podUpdateFindings(
  next: ApiObjectInput,
  current: ApiObject,
): Finding[] {
  const before = current.spec?.containers ?? [];
  const after = next.spec?.containers ?? [];
  if (before.length !== after.length) {
    return [
      forbiddenField(
        'spec.containers',
        'pod updates may not add or remove containers',
      ),
    ];
  }
  const sameContainers = after.every((container: any, index: number) =>
    equalFields(container, before[index], ['image']),
  );
  const mayChange = [
    'containers',
    'initContainers',
    'activeDeadlineSeconds',
    'terminationGracePeriodSeconds',
    'tolerations',
    'schedulingGates',
    // Defaults that this server adds, and older objects lack.
    'priority',
    'preemptionPolicy',
    'enableServiceLinks',
    'restartPolicy',
    'dnsPolicy',
    'securityContext',
    'schedulerName',
  ];
  return sameContainers &&
    equalFields(next.spec ?? {}, current.spec ?? {}, mayChange)
    ? []
    : [
        forbiddenField(
          'spec',
          'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
        ),
      ];
}
