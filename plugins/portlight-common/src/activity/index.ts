export { mergeEvents } from './mergeEvents';
