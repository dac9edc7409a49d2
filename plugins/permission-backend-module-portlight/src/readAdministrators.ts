import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { ownerRef } from '@portlight/plugin-portlight-common';

const PLACE = 'permission.portlight.administrators';

/**
 * The entity references under `permission.portlight.administrators`, whole and in lower case.
 *
 * @throws InputError for whatever cannot be a reference to a group or user
 *
 * @public
 */
export function readAdministrators(config: Config): string[] {
  const unknown = (
    config.getOptionalConfig('permission.portlight')?.keys() ?? []
  ).filter(name => name !== 'administrators');
  if (unknown.length > 0) {
    throw new InputError(
      `\`permission.portlight.${unknown[0]}\` in the configuration is not a setting of Portlight's policy; its only setting is ${PLACE}`,
    );
  }
  const values = config.getOptionalStringArray(PLACE) ?? [];
  return values.map((value, index) => {
    const ref = ownerRef(value.trim());
    if (!/^(group|user):[^/]+\/[^/]+$/.test(ref)) {
      throw new InputError(
        `\`${PLACE}[${index}]\` in the configuration is \`${value}\`, but has to be a catalog entity reference of a group or a user, such as \`group:default/platform\``,
      );
    }
    return ref;
  });
}
