/**
 * A permission policy for Portlight: users read what their groups own, administrators all.
 *
 * @packageDocumentation
 */
export { permissionModulePortlightPolicy as default } from './module';
export {
  PortlightPermissionPolicy,
  type PortlightPermissionPolicyOptions,
} from './PortlightPermissionPolicy';
export { readAdministrators } from './readAdministrators';
