export { formatBytes, formatCpu } from './quantity';
export {
  autoscalerCommand,
  autoscalerPatch,
  isPatchable,
  newTargetUtilisation,
  patchCommand,
  shellWord,
  type TargetedContainer,
  workloadPatch,
} from './workloadPatch';
