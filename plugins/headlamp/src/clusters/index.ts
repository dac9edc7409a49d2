export { ClusterPage, FleetPage } from './pages';
