export { HealthTile } from './HealthTile';
