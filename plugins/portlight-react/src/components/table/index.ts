export * from './columns';
export * from './ObjectTable';
