export * from './ObjectReader';
export * from './objectCounts';
export * from './inventoryHandlers';
export * from './detailHandlers';
export * from './RecordReader';
