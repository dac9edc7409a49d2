export * from './types';
export * from './histogram';
export * from './usage';
export * from './strategies';
export * from './savings';
export * from './patches';
export * from './advice';
export { podSpecOf, readAutoscaler, sizedContainers } from './containers';
export {
  assessWorkload,
  type SizedWorkload,
  type WorkloadAssessment,
} from './assessWorkload';
