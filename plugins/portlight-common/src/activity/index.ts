export {
  describeTimeline,
  SCALING_REASONS,
  type TimelineRow,
} from './describeTimeline';
