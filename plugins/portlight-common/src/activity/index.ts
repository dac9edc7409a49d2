export {
  describeTimeline,
  SCALING_REASONS,
  type TimelineRow,
} from './describeTimeline';
export { mergeEvents } from './mergeEvents';
