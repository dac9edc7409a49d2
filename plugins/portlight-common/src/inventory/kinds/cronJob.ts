import {
  compact,
  fields,
  flag,
  items,
  number,
  prunePodTemplate,
  text,
} from '../prune';
import { defineKind } from './defineKind';

export const cronJobKind = defineKind({
  kind: 'CronJob',
  group: 'batch',
  version: 'v1',
  resource: 'cronjobs',
  namespaced: true,
  workload: true,
  keep: ({ spec, status }) => {
    const jobSpec = fields(fields(spec.jobTemplate).spec);
    return {
      spec: compact({
        schedule: text(spec.schedule, 253),
        timeZone: text(spec.timeZone, 253),
        suspend: flag(spec.suspend),
        concurrencyPolicy: text(spec.concurrencyPolicy, 63),
        startingDeadlineSeconds: number(spec.startingDeadlineSeconds),
        jobTemplate: compact({
          spec: compact({
            backoffLimit: number(jobSpec.backoffLimit),
            activeDeadlineSeconds: number(jobSpec.activeDeadlineSeconds),
            template: prunePodTemplate(jobSpec.template),
          }),
        }),
      }),
      status: compact({
        lastScheduleTime: text(status.lastScheduleTime, 64),
        lastSuccessfulTime: text(status.lastSuccessfulTime, 64),
        active: items(status.active, job =>
          compact({ kind: text(job.kind, 63), name: text(job.name, 253) }),
        ),
      }),
    };
  },
});
