export * from './types';
export * from './PortlightApi';
export * from './constants';
export * from './createRemotePortlightApi';
export * from './describePermission';
