export * from './images';
export * from './numbers';
export * from './times';
