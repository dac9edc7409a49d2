export * from './detectProvider';
