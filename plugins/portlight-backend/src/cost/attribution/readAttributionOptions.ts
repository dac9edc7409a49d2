import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import type {
  AttributionOptions,
  AttributionRule,
} from '@portlight/plugin-portlight-common';

const PLACE = 'portlight.cost.attribution';
const SETTINGS = ['team', 'costCenter', 'ownerFrom'];
const OWNERS_FROM = ['catalog', 'labels'] as const;

function readSection(config: Config, key: string, place: string): Config {
  const value: unknown = config.get(key);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(
      `\`${place}\` in the configuration has to be a section`,
    );
  }
  return config.getConfig(key);
}

function refuseOthers(config: Config, place: string, known: string[]): void {
  const other = config.keys().find(key => !known.includes(key));
  if (other !== undefined) {
    throw new InputError(
      `\`${place}.${other}\` in the configuration is not a setting of Portlight; the settings here are ${known
        .map(name => `${place}.${name}`)
        .join(', ')}`,
    );
  }
}

function readRule(config: Config, name: string): AttributionRule | undefined {
  if (!config.has(name)) return undefined;
  const place = `${PLACE}.${name}`;
  const section = readSection(config, name, place);
  refuseOthers(section, place, ['keys', 'values']);
  const keys = section.getOptionalStringArray('keys');
  if (!keys || keys.length === 0) {
    throw new InputError(
      `\`${place}.keys\` in the configuration has to name at least one annotation or label`,
    );
  }
  const values = section.getOptional<Record<string, unknown>>('values');
  if (values === undefined) return { keys };
  if (
    typeof values !== 'object' ||
    values === null ||
    Array.isArray(values) ||
    !Object.values(values).every(value => typeof value === 'string')
  ) {
    throw new InputError(
      `\`${place}.values\` in the configuration has to be a section such as { cc-17: Payments }`,
    );
  }
  return { keys, values: values as Record<string, string> };
}

/**
 * Whose costs are: `portlight.cost.attribution`.
 *
 * @param root - the section `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readAttributionOptions(
  root: Config | undefined,
): AttributionOptions {
  const cost = root?.getOptionalConfig('cost');
  if (!cost?.has('attribution')) return {};
  const config = readSection(cost, 'attribution', PLACE);
  refuseOthers(config, PLACE, SETTINGS);
  const options: AttributionOptions = {};
  const team = readRule(config, 'team');
  if (team) options.team = team;
  const costCenter = readRule(config, 'costCenter');
  if (costCenter) options.costCenter = costCenter;
  const ownerFrom = config.getOptionalString('ownerFrom');
  if (ownerFrom !== undefined) {
    const known = OWNERS_FROM.find(name => name === ownerFrom);
    if (!known) {
      throw new InputError(
        `\`${PLACE}.ownerFrom\` in the configuration is ${JSON.stringify(
          ownerFrom,
        )}, but has to be ${OWNERS_FROM.join(' or ')}`,
      );
    }
    options.ownerFrom = known;
  }
  return options;
}
