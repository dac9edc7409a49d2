import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  AttributionOptions,
  OwnerOptions,
  SharingOptions,
} from '@portlight/plugin-portlight-common';
import {
  AddressPolicy,
  readEncryptionKeys,
  readRegistrationSettings,
  type ConfiguredKey,
  type RegistrationSettings,
} from '../clusters';
import { type AnomalySettings, readAnomalySettings } from '../cost/anomalies';
import { readAttributionOptions } from '../cost/attribution';
import { type BudgetSettings, readBudgetSettings } from '../cost/budgets';
import { readSharingSettings } from '../cost/read';
import { type PriceSettings, readPriceSettings } from '../cost/prices';
import {
  COST_SHAPE,
  type CostSettings,
  readCostSettings,
} from '../cost/settings';
import {
  readOwnerOptions,
  readRetentionSettings,
  RETENTION_SHAPE,
  type RetentionOverrides,
} from '../inventory';
import { type HistorySettings, readHistorySettings } from '../metrics/history';
import {
  METRICS_SHAPE,
  type MetricsSettings,
  readMetricsSettings,
} from '../metrics/settings';
import {
  type PrometheusSourceSettings,
  readSourceSettings,
} from '../metrics/sources';
import { readUsageSettings, type UsageSettings } from '../metrics/usage';
import {
  PEERS_SHAPE,
  type PeersSettings,
  readPeersSettings,
} from '../peers/settings';
import {
  readRightsizingSettings,
  RIGHTSIZING_SHAPE,
  type RightsizingSettings,
} from '../rightsizing/settings';

/** The settings under `portlight:` in the portal's configuration. */
export interface PortlightConfig {
  sources: {
    /** Whether the clusters of the portal's `kubernetes:` section are read. */
    kubernetes: boolean;
    /** Whether the clusters that entities of the catalog describe are read. */
    catalog: boolean;
  };
  /** Of `portlight.encryption`; newest first. */
  encryptionKeys: ConfiguredKey[];
  registration: RegistrationSettings;
  addresses: AddressPolicy;
  retention: RetentionOverrides;
  owner: OwnerOptions;
  peers: PeersSettings;
  metrics: MetricsSettings;
  /** Of `portlight.metrics.history`. */
  history: HistorySettings;
  /** Of `portlight.metrics.sources`. */
  prometheus: PrometheusSourceSettings[];
  /** Of `portlight.metrics.usage`. */
  usage: UsageSettings;
  /** Of `portlight.cost`, for the hourly job. */
  cost: CostSettings;
  /** Of `portlight.cost.prices`. */
  prices: PriceSettings;
  /** Of `portlight.cost.attribution`. */
  attribution: AttributionOptions;
  /** Of `portlight.cost.budgets`. */
  budgets: BudgetSettings;
  /** Of `portlight.cost.anomalies`. */
  anomalies: AnomalySettings;
  /** Of `portlight.cost.sharing`. */
  sharing: SharingOptions;
  rightsizing: RightsizingSettings;
}

/** What may stand under `portlight:`; `true` for a value. */
interface Shape {
  [name: string]: Shape | true;
}

const SHAPE: Shape = {
  sources: { kubernetes: true, catalog: true },
  catalog: { credentials: true },
  kubeconfig: { path: true, contexts: true },
  clusters: true,
  encryption: { keys: true },
  registration: {
    allowedExecCommands: true,
    allowInsecureTls: true,
    allowPlainHttp: true,
    maximumClusters: true,
  },
  addresses: { allowLoopback: true, allow: true, deny: true },
  owner: { keys: true, values: true },
  retention: RETENTION_SHAPE,
  peers: PEERS_SHAPE,
  metrics: METRICS_SHAPE,
  cost: COST_SHAPE,
  rightsizing: RIGHTSIZING_SHAPE,
};

/**
 * The portal does not validate its configuration when it starts, so that a misspelt setting would be
 * silently without effect.
 */
function refuseUnknown(
  config: Config,
  shape: Shape,
  path: readonly string[],
): void {
  for (const name of config.keys()) {
    const known = Object.hasOwn(shape, name) ? shape[name] : undefined;
    const place = [...path, name].join('.');
    if (known === undefined) {
      const names = Object.keys(shape)
        .map(setting => [...path, setting].join('.'))
        .join(', ');
      throw new InputError(
        `\`${place}\` in the configuration is not a setting of Portlight; the settings here are ${names}`,
      );
    }
    if (known !== true) {
      const section = config.getOptional(name);
      if (
        typeof section !== 'object' ||
        section === null ||
        Array.isArray(section)
      ) {
        throw new InputError(
          `\`${place}\` in the configuration has to be a section with ${Object.keys(
            known,
          ).join(', ')}`,
        );
      }
      refuseUnknown(config.getConfig(name), known, [...path, name]);
    }
  }
}

/**
 * Reads and checks the settings.
 *
 * @throws InputError with the path of the setting at fault
 */
export function readPortlightConfig(root: Config): PortlightConfig {
  const value = root.getOptional('portlight');
  if (
    value !== undefined &&
    (typeof value !== 'object' || value === null || Array.isArray(value))
  ) {
    throw new InputError(
      `\`portlight\` in the configuration has to be a section with ${Object.keys(
        SHAPE,
      ).join(', ')}`,
    );
  }
  const config = root.getOptionalConfig('portlight');
  if (config) {
    refuseUnknown(config, SHAPE, ['portlight']);
  }
  return {
    sources: {
      kubernetes: config?.getOptionalBoolean('sources.kubernetes') ?? true,
      catalog: config?.getOptionalBoolean('sources.catalog') ?? true,
    },
    encryptionKeys: readEncryptionKeys(config),
    registration: readRegistrationSettings(config),
    addresses: AddressPolicy.fromConfig(config),
    retention: readRetentionSettings(config),
    owner: readOwnerOptions(config),
    peers: readPeersSettings(config),
    metrics: readMetricsSettings(config),
    history: readHistorySettings(config),
    prometheus: readSourceSettings(config),
    usage: readUsageSettings(config),
    cost: readCostSettings(config),
    prices: readPriceSettings(config),
    attribution: readAttributionOptions(config),
    budgets: readBudgetSettings(config),
    anomalies: readAnomalySettings(config),
    sharing: readSharingSettings(config),
    rightsizing: readRightsizingSettings(config),
  };
}
