export * from './KeyWrapper';
