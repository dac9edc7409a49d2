export {
  AddressPolicy,
  type AddressSettings,
  type Resolve,
} from './AddressPolicy';
export { AddressRefusedError } from './AddressRefusedError';
