export { createUnownedHandlers } from './unownedHandlers';
