export { EventReader, type InvolvedObjects } from './EventReader';
export * from './eventHandlers';
export * from './timelineHandlers';
export { TimelineReader } from './TimelineReader';
