export * from './EventReader';
export * from './eventHandlers';
