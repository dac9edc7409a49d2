import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const PLACE = 'portlight.cost.anomalies';

/** The settings of `portlight.cost.anomalies`. */
export interface AnomalySettings {
  /** Smaller differences are none: units of the currency a day. */
  minimumCost: number;
  /** Smaller differences are none: a share of what was to be expected. */
  minimumChange: number;
}

const DEFAULTS: AnomalySettings = { minimumCost: 1, minimumChange: 0.25 };
const HIGHEST: AnomalySettings = { minimumCost: 1e6, minimumChange: 100 };

/**
 * Reads `portlight.cost.anomalies`.
 *
 * @param root - the section `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readAnomalySettings(root: Config | undefined): AnomalySettings {
  const cost = root?.getOptionalConfig('cost');
  if (!cost?.has('anomalies')) return DEFAULTS;
  const value: unknown = cost.get('anomalies');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(
      `\`${PLACE}\` in the configuration has to be a section`,
    );
  }
  const config = cost.getConfig('anomalies');
  const names = Object.keys(DEFAULTS) as (keyof AnomalySettings)[];
  const other = config.keys().find(key => !names.some(name => name === key));
  if (other !== undefined) {
    throw new InputError(
      `\`${PLACE}.${other}\` in the configuration is not a setting of Portlight; the settings here are ${names
        .map(name => `${PLACE}.${name}`)
        .join(', ')}`,
    );
  }
  const read = (name: keyof AnomalySettings) => {
    const number = config.getOptionalNumber(name) ?? DEFAULTS[name];
    if (!(number >= 0 && number <= HIGHEST[name])) {
      throw new InputError(
        `\`${PLACE}.${name}\` in the configuration is ${number}, but has to be from 0 to ${HIGHEST[name]}`,
      );
    }
    return number;
  };
  return {
    minimumCost: read('minimumCost'),
    minimumChange: read('minimumChange'),
  };
}
