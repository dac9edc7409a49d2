export * from './readPortlightConfig';
