export { costsSomething, hasPeers, runsInKubernetes } from './entityFilters';
