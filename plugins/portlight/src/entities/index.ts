export { hasPeers, runsInKubernetes } from './entityFilters';
