export { ClusterPage, FleetPage, FleetTile } from './pages';
