import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  ownerRef,
  type OwnerOptions,
} from '@portlight/plugin-portlight-common';

const VALUES = 'portlight.owner.values';

/**
 * Where owners of workloads and namespaces are read from: `portlight.owner`.
 *
 * @param config - the section `portlight`
 * @throws InputError with the path of the setting at fault
 */
export function readOwnerOptions(config: Config | undefined): OwnerOptions {
  const keys = config?.getOptionalStringArray('owner.keys');
  const values: unknown = config?.getOptional('owner.values');
  const options: OwnerOptions = {};
  if (keys) {
    if (keys.length === 0) {
      throw new InputError(
        '`portlight.owner.keys` in the configuration has to name at least one annotation or label',
      );
    }
    options.keys = keys;
  }
  if (values !== undefined) {
    if (
      typeof values !== 'object' ||
      values === null ||
      Array.isArray(values)
    ) {
      throw new InputError(
        `\`${VALUES}\` in the configuration has to be a section such as { squad-a: 'group:default/payments' }`,
      );
    }
    for (const [value, owner] of Object.entries(values)) {
      // What is whole stays as it is; anything that can be no reference would give nobody rights.
      if (typeof owner !== 'string' || !ownerRef(owner).includes(':')) {
        throw new InputError(
          `\`${VALUES}.${value}\` in the configuration has to be an entity reference such as group:default/payments`,
        );
      }
    }
    options.values = values as Record<string, string>;
  }
  return options;
}
