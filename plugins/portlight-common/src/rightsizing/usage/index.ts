export {
  type ContainerDay,
  DAY_SECONDS,
  emptyContainerDay,
  type OutOfMemory,
  type PodDay,
  podKey,
  recordOutOfMemory,
  recordSlot,
  SLOT_SECONDS,
  type SlotSample,
  SLOTS_PER_DAY,
} from './ContainerDay';
export {
  compactContainerDay,
  decodeContainerDay,
  encodeContainerDay,
} from './containerDayCode';
export { UsageWindow } from './UsageWindow';
