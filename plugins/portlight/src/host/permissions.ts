import { createPermission } from '@backstage/plugin-permission-common';
import { PORTLIGHT_PERMISSIONS } from '@portlight/plugin-portlight-common';

/** Who may see the state of the mirror is taken for an administrator by the pages. */
export const syncReadPermission = createPermission({
  name: PORTLIGHT_PERMISSIONS.syncRead,
  attributes: { action: 'read' },
});
