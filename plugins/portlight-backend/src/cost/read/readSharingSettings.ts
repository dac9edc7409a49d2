import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  type SharingOptions,
  toNanos,
} from '@portlight/plugin-portlight-common';

const PLACE = 'portlight.cost.sharing';
const NAMES = ['idle', 'namespaces', 'labels', 'monthlyCost', 'split'] as const;
const IDLE = ['separate', 'share', 'hide'] as const;
const SPLITS = ['weighted', 'even'] as const;

/** What is shared unless a request says otherwise. */
export const DEFAULT_SHARING: SharingOptions = {
  idle: 'separate',
  namespaces: [],
  labels: [],
  monthlyCost: 0,
  split: 'weighted',
};

function refuse(name: string, value: unknown, expected: string): never {
  throw new InputError(
    `\`${PLACE}.${name}\` in the configuration is ${JSON.stringify(
      value,
    )}, but has to be ${expected}`,
  );
}

/** One of a few words. */
function readWord<Word extends string>(
  config: Config,
  name: string,
  words: readonly Word[],
  otherwise: Word,
): Word {
  const value = config.getOptionalString(name);
  if (value === undefined) return otherwise;
  return (
    words.find(word => word === value) ??
    refuse(name, value, words.join(' or '))
  );
}

/** A label as `name=value`; nothing where it is none. */
export function parseSharedLabel(
  text: string,
): { key: string; value: string } | undefined {
  const equals = text.indexOf('=');
  return equals > 0
    ? { key: text.slice(0, equals), value: text.slice(equals + 1) }
    : undefined;
}

/**
 * Reads `portlight.cost.sharing`.
 *
 * @param root - the section `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readSharingSettings(root: Config | undefined): SharingOptions {
  const cost = root?.getOptionalConfig('cost');
  if (!cost?.has('sharing')) return DEFAULT_SHARING;
  const value: unknown = cost.get('sharing');
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(
      `\`${PLACE}\` in the configuration has to be a section`,
    );
  }
  const config = cost.getConfig('sharing');
  const names: readonly string[] = NAMES;
  const other = config.keys().find(key => !names.includes(key));
  if (other !== undefined) {
    throw new InputError(
      `\`${PLACE}.${other}\` in the configuration is not a setting of Portlight; those here are ${NAMES.join(
        ', ',
      )}`,
    );
  }
  const monthlyCost = config.getOptionalNumber('monthlyCost') ?? 0;
  if (!(monthlyCost >= 0 && monthlyCost <= 1e6)) {
    refuse('monthlyCost', monthlyCost, 'a number from 0 to 1000000');
  }
  return {
    idle: readWord(config, 'idle', IDLE, DEFAULT_SHARING.idle),
    namespaces: config.getOptionalStringArray('namespaces') ?? [],
    labels: (config.getOptionalStringArray('labels') ?? []).map(
      text =>
        parseSharedLabel(text) ??
        refuse('labels', text, 'labels as name=value, such as tier=platform'),
    ),
    monthlyCost: toNanos(monthlyCost),
    split: readWord(config, 'split', SPLITS, DEFAULT_SHARING.split),
  };
}
