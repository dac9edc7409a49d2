export { CoverageWriter, observedMinutes } from './coverage';
export { createObserver, type ObserverOptions } from './createObserver';
export { readControllers } from './readObjects';
export {
  type ObservedHour,
  type ObserveHour,
  type Subjects,
  subjectsOf,
  workloadKey,
} from './subjects';
