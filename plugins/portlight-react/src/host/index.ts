export * from './PortlightHost';
export { PortlightProvider, usePortlightHost } from './PortlightProvider';
export type { PortlightProviderProps } from './PortlightProvider';
