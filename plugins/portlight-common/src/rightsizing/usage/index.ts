export * from './ContainerDay';
export {
  compactContainerDay,
  decodeContainerDay,
  encodeContainerDay,
} from './containerDayCode';
export { UsageWindow } from './UsageWindow';
