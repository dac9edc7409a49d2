import { type Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isPath } from '@portlight/plugin-portlight-common';
import { durationToMilliseconds, type HumanDuration } from '@backstage/types';
import { DEFAULT_PEERS_SETTINGS, type PeersSettings } from './PeersSettings';

/** What may stand under `portlight.peers`. */
export const PEERS_SHAPE = {
  allowedMethods: true,
  reach: true,
  resync: true,
  perCluster: true,
  maximumTargets: true,
  scrapeEntities: true,
  probe: {
    enabled: true,
    path: true,
    period: true,
    timeout: true,
    failureThreshold: true,
    successThreshold: true,
  },
  self: { pod: true, namespace: true, address: true },
} as const;

const METHOD = /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/;

function refuse(setting: string, value: unknown, expected: string): never {
  throw new InputError(
    `\`portlight.peers.${setting}\` is ${JSON.stringify(
      value,
    )}, but has to be ${expected}`,
  );
}

function readDuration(
  config: Config | undefined,
  name: string,
  setting: string,
  fallback: number,
  [minimum, maximum]: readonly [number, number],
): number {
  if (!config?.has(name)) return fallback;
  let duration: HumanDuration;
  try {
    duration = readDurationFromConfig(config, { key: name });
  } catch (error) {
    return refuse(
      setting,
      config.getOptional(name),
      `a duration such as 30s or { seconds: 30 }`,
    );
  }
  const milliseconds = durationToMilliseconds(duration);
  if (!(milliseconds >= minimum && milliseconds <= maximum)) {
    refuse(
      setting,
      config.getOptional(name),
      `between ${minimum / 1000} s and ${maximum / 1000} s`,
    );
  }
  return milliseconds;
}

function readWhole(
  config: Config | undefined,
  name: string,
  setting: string,
  fallback: number,
  maximum: number,
): number {
  const value = config?.getOptionalNumber(name);
  if (value === undefined) return fallback;
  if (!Number.isInteger(value) || value < 1 || value > maximum) {
    refuse(setting, value, `a whole number from 1 to ${maximum}`);
  }
  return value;
}

/**
 * Reads `peers` of the section `portlight`.
 *
 * @throws an Error that names the setting at fault
 */
export function readPeersSettings(
  portlight: Config | undefined,
): PeersSettings {
  const config = portlight?.getOptionalConfig('peers');
  const defaults = DEFAULT_PEERS_SETTINGS;
  const allowedMethods =
    config?.getOptionalStringArray('allowedMethods') ?? defaults.allowedMethods;
  allowedMethods.forEach((method, index) => {
    if (!METHOD.test(method)) {
      refuse(
        `allowedMethods[${index}]`,
        method,
        'the name of a discovery method, such as kubernetes, selector, http, dns, static or prometheus',
      );
    }
  });
  const reach = config?.getOptionalString('reach') ?? defaults.reach;
  if (reach !== 'proxy' && reach !== 'direct') {
    refuse('reach', reach, 'proxy (through the API server) or direct');
  }
  const probe = config?.getOptionalConfig('probe');
  const path = probe?.getOptionalString('path');
  if (path !== undefined && !isPath(path)) {
    refuse('probe.path', path, 'a path that begins with /, such as /livez');
  }
  const self = config?.getOptionalConfig('self');
  return {
    allowedMethods,
    reach,
    resync: readDuration(
      config,
      'resync',
      'resync',
      defaults.resync,
      [1_000, 3_600_000],
    ),
    perCluster: readWhole(
      config,
      'perCluster',
      'perCluster',
      defaults.perCluster,
      1_000,
    ),
    maximumTargets: readWhole(
      config,
      'maximumTargets',
      'maximumTargets',
      defaults.maximumTargets,
      10_000,
    ),
    scrapeEntities:
      config?.getOptionalBoolean('scrapeEntities') ?? defaults.scrapeEntities,
    probe: {
      enabled: probe?.getOptionalBoolean('enabled') ?? defaults.probe.enabled,
      path: path ?? defaults.probe.path,
      pathConfigured: path !== undefined,
      period: readDuration(
        probe,
        'period',
        'probe.period',
        defaults.probe.period,
        [1_000, 3_600_000],
      ),
      timeout: readDuration(
        probe,
        'timeout',
        'probe.timeout',
        defaults.probe.timeout,
        [100, 60_000],
      ),
      failureThreshold: readWhole(
        probe,
        'failureThreshold',
        'probe.failureThreshold',
        defaults.probe.failureThreshold,
        100,
      ),
      successThreshold: readWhole(
        probe,
        'successThreshold',
        'probe.successThreshold',
        defaults.probe.successThreshold,
        100,
      ),
    },
    ...(self && {
      self: {
        pod: self.getOptionalString('pod'),
        namespace: self.getOptionalString('namespace'),
        address: self.getOptionalString('address'),
      },
    }),
  };
}
