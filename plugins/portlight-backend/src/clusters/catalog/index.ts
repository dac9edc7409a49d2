export { CatalogSource } from './CatalogSource';
export { readCatalogCredentials } from './catalogCredentials';
export { kubernetesServers } from './kubernetesServers';
