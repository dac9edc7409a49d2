export { allocateHour } from './allocateHour';
