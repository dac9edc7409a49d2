export * from './entityHandlers';
