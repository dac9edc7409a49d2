export * from './entity';
export * from './entityName';
export * from './ownerOf';
