export * from './types';
export * from './PortlightApi';
export * from './invalidParameter';
export * from './constants';
export * from './createRemotePortlightApi';
export * from './describePermission';
