import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { readKeys, type ConfiguredKey } from './configuredKeys';

const SETTINGS = ['name', 'secret'];

/**
 * Reads `encryption.keys` of the section `portlight`.
 *
 * @throws an Error that names the setting at fault and never its value
 */
export function readEncryptionKeys(
  config: Config | undefined,
): ConfiguredKey[] {
  const keys = config?.getOptionalConfigArray('encryption.keys') ?? [];
  return readKeys(
    keys.map((key, index) => {
      const unknown = key.keys().find(each => !SETTINGS.includes(each));
      if (unknown !== undefined) {
        throw new InputError(
          `\`portlight.encryption.keys[${index}].${unknown}\` in the configuration is not a setting of Portlight; the settings here are ${SETTINGS.join(
            ', ',
          )}`,
        );
      }
      return {
        name: key.getOptionalString('name'),
        secret: key.getString('secret'),
      };
    }),
  );
}
