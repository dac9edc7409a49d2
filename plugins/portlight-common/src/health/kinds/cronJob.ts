import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import type { HealthContext } from '../HealthContext';
import { findRecentEvent, readEvents } from '../events';
import { list, record, text } from '../reading';
import { latest, parseTime } from '../time';
import { jobHealth } from './job';

const SCHEDULE_EVENTS: ReadonlySet<string> = new Set([
  'TooManyMissedTimes',
  'FailedNeedsStart',
  'InvalidSchedule',
  'UnparseableSchedule',
  'UnknownTimeZone',
]);

/** CronJobs: by their newest Jobs, or by the times in their status where the Jobs are not known. */
export const cronJobHealth: KindHealth = {
  kind: 'CronJob',
  group: 'batch',
  assess(cronJob, context) {
    if (record(cronJob.spec).suspend === true) {
      return {
        status: 'suspended',
        reason: 'Suspended',
        message: 'No further runs: suspended',
      };
    }
    const jobs = list(context.children)
      .filter(child => text(child.kind) === 'Job')
      .sort((left, right) => startOf(right) - startOf(left));
    return (
      assessSchedule(context) ??
      (jobs.length ? assessJobs(jobs, context) : assessTimes(cronJob))
    );
  },
};

function assessSchedule(context: HealthContext): Finding | undefined {
  const event = findRecentEvent(
    readEvents(context).filter(
      ({ kind, warning }) => kind === 'CronJob' && warning,
    ),
    context,
    SCHEDULE_EVENTS,
  );
  return (
    event && {
      status: 'degraded',
      reason: event.reason,
      message: event.message || 'Runs cannot be scheduled',
      since: event.firstSeenAt,
      problems: [{ cause: 'JobFailed' }],
    }
  );
}

function assessJobs(
  jobs: readonly KubernetesObject[],
  context: HealthContext,
): Finding {
  const findings = jobs.map(job => ({
    job,
    finding: jobHealth.assess(job, {
      ...context,
      children: undefined,
      pods: podsOf(job, context),
      events: eventsOf(job, context),
    }),
  }));
  const ended = findings.find(
    ({ finding }) =>
      finding.status === 'healthy' || finding.status === 'degraded',
  );
  const running = findings.find(
    ({ finding }) => finding.status === 'progressing',
  );
  if (ended?.finding.status === 'degraded') {
    const { finding, job } = ended;
    const message = `Last run ${text(record(job.metadata).name)}: ${
      finding.message
    }`;
    return {
      ...finding,
      message,
      problems: finding.problems?.map(problem => ({ ...problem, message })),
    };
  }
  if (running) {
    return { ...running.finding, message: `A run is in progress` };
  }
  return {
    status: 'healthy',
    reason: ended ? 'LastRunSucceeded' : 'Scheduled',
    message: ended ? 'The last run has succeeded' : 'No run has ended yet',
    since: ended?.finding.since,
  };
}

function assessTimes(cronJob: KubernetesObject): Finding {
  const status = record(cronJob.status);
  const scheduledAt = parseTime(status.lastScheduleTime);
  const succeededAt = parseTime(status.lastSuccessfulTime);
  if (list(status.active).length) {
    return {
      status: 'progressing',
      reason: 'Running',
      message: 'A run is in progress',
      since: scheduledAt,
    };
  }
  if (scheduledAt === undefined) {
    return {
      status: 'healthy',
      reason: 'NotRunYet',
      message: 'Waits for its first run',
    };
  }
  return succeededAt !== undefined && succeededAt >= scheduledAt
    ? {
        status: 'healthy',
        reason: 'LastRunSucceeded',
        message: 'The last run has succeeded',
        since: succeededAt,
      }
    : {
        status: 'degraded',
        reason: 'LastRunFailed',
        message: 'The last run has ended without success',
        since: scheduledAt,
        problems: [{ cause: 'JobFailed' }],
      };
}

function podsOf(
  job: KubernetesObject,
  { pods }: HealthContext,
): HealthContext['pods'] {
  const name = text(record(job.metadata).name);
  return Array.isArray(pods)
    ? list(pods).filter(pod =>
        list(record(pod.metadata).ownerReferences).some(
          owner => owner.kind === 'Job' && owner.name === name,
        ),
      )
    : undefined;
}

function eventsOf(
  job: KubernetesObject,
  { events }: HealthContext,
): HealthContext['events'] {
  const name = text(record(job.metadata).name);
  return list(events).filter(event => {
    const about = text(record(event.involvedObject ?? event.regarding).name);
    return about === name || about.startsWith(`${name}-`);
  });
}

function startOf(job: KubernetesObject): number {
  return (
    latest(
      parseTime(record(job.status).startTime),
      parseTime(record(job.metadata).creationTimestamp),
    ) ?? 0
  );
}
