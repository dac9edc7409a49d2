import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ownerOf } from './entities';

/** Settings of the entity provider. @public */
export interface ProviderConfig {
  /** How often the fleet is looked at. */
  schedule: SchedulerServiceTaskScheduleDefinition;
  /** The owner of what names none: an entity reference. */
  defaultOwner: string;
  /** Whether namespaces become entities. */
  namespaces: boolean;
  /** Whether workloads become entities. */
  workloads: boolean;
  /** Kinds of workloads that become entities. */
  workloadKinds: readonly string[];
  /** Names of namespaces that are left out with what is in them; `*` stands for any characters. */
  excludedNamespaces: readonly string[];
}

const PLACE = 'catalog.providers.portlight';
const SETTINGS = [
  'schedule',
  'defaultOwner',
  'namespaces',
  'workloads',
  'workloadKinds',
  'excludedNamespaces',
];

/**
 * The settings under `catalog.providers.portlight`; undefined where there are none, and then nothing is provided.
 *
 * @throws InputError naming the setting at fault
 */
export function readProviderConfig(root: Config): ProviderConfig | undefined {
  if (!root.has(PLACE)) return undefined;
  const value = root.get(PLACE);
  // `portlight: {}` and `portlight: true` both mean: with the defaults
  const config = value === true ? undefined : root.getConfig(PLACE);
  const unknown = config?.keys().find(key => !SETTINGS.includes(key));
  if (unknown !== undefined) {
    throw new InputError(
      `\`${PLACE}.${unknown}\` in the configuration is not a setting; the settings here are ${SETTINGS.join(
        ', ',
      )}`,
    );
  }
  const defaultOwner =
    config?.getOptionalString('defaultOwner') ?? 'group:default/unowned';
  if (ownerOf(defaultOwner, '') === '') {
    throw new InputError(
      `\`${PLACE}.defaultOwner\` in the configuration has to be an entity reference such as group:default/platform`,
    );
  }
  return {
    defaultOwner,
    schedule: config?.has('schedule')
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
          config.getConfig('schedule'),
        )
      : {
          frequency: { seconds: 30 },
          timeout: { minutes: 5 },
          initialDelay: { seconds: 5 },
        },
    namespaces: config?.getOptionalBoolean('namespaces') ?? false,
    workloads: config?.getOptionalBoolean('workloads') ?? false,
    workloadKinds: config?.getOptionalStringArray('workloadKinds') ?? [
      'Deployment',
      'StatefulSet',
      'DaemonSet',
      'CronJob',
    ],
    excludedNamespaces: config?.getOptionalStringArray(
      'excludedNamespaces',
    ) ?? ['kube-*'],
  };
}
