import {
  compact,
  flag,
  number,
  pruneConditions,
  prunePodTemplate,
  text,
} from '../prune';
import { defineKind } from './defineKind';

export const jobKind = defineKind({
  kind: 'Job',
  group: 'batch',
  version: 'v1',
  resource: 'jobs',
  namespaced: true,
  workload: true,
  keep: ({ spec, status }) => ({
    spec: compact({
      parallelism: number(spec.parallelism),
      completions: number(spec.completions),
      completionMode: text(spec.completionMode, 63),
      backoffLimit: number(spec.backoffLimit),
      activeDeadlineSeconds: number(spec.activeDeadlineSeconds),
      ttlSecondsAfterFinished: number(spec.ttlSecondsAfterFinished),
      suspend: flag(spec.suspend),
      template: prunePodTemplate(spec.template),
    }),
    status: compact({
      active: number(status.active),
      ready: number(status.ready),
      succeeded: number(status.succeeded),
      failed: number(status.failed),
      startTime: text(status.startTime, 64),
      completionTime: text(status.completionTime, 64),
      conditions: pruneConditions(status.conditions),
    }),
  }),
});
