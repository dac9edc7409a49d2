export { ClusterActions } from './ClusterActions';
export {
  RegisterClusterButton,
  RegisterClusterRoute,
  useRegisterCluster,
} from './RegisterCluster';
export { RegistrationDetails } from './RegistrationDetails';
