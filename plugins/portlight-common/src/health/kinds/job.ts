import type { KubernetesObject } from '../../kubernetes';
import type { Finding, KindHealth } from '../Finding';
import { conditionsOf, findCondition } from '../conditions';
import { findRefusal } from '../pods/refusals';
import { describeGroup, summarizePods } from '../pods/summarizePods';
import { count, number, plural, record } from '../reading';
import { assessReplicaTrouble } from '../replicas';
import { parseTime } from '../time';

/** Jobs: finished, failed, suspended or on their way, with the causes that their pods give. */
export const jobHealth: KindHealth = {
  kind: 'Job',
  group: 'batch',
  assess(job, context) {
    const status = record(job.status);
    const finished = assessFinished(job);
    if (finished) {
      return finished;
    }
    if (record(job.spec).suspend === true) {
      return {
        status: 'suspended',
        reason: 'Suspended',
        message: 'Suspended',
        since: findCondition(conditionsOf(job), 'Suspended')?.since,
      };
    }
    const pods = summarizePods(context);
    const active = count(status.active);
    const trouble = assessReplicaTrouble({
      desired: Math.max(active, 1),
      // Pods of a Job are never ready to serve: only trouble matters here.
      ready: Math.min(active, pods?.live ?? active),
      pods: pods && { ...pods, failed: [] },
      refusal: active === 0 ? findRefusal(context) : undefined,
    });
    return (
      trouble ?? {
        ...assessActive(job, pods?.starting[0], pods?.live ?? 0),
        // What keeps its pods from starting is trouble after a while.
        recheckAfter: pods?.recheckAfter,
      }
    );
  },
};

function assessFinished(job: KubernetesObject): Finding | undefined {
  const conditions = conditionsOf(job);
  const failed =
    isTrue(conditions, 'Failed') ?? isTrue(conditions, 'FailureTarget');
  if (failed) {
    return {
      status: 'degraded',
      reason: failed.reason || 'Failed',
      message: failed.message || 'The job has failed',
      since: failed.since,
      problems: [{ cause: 'JobFailed' }],
    };
  }
  const complete =
    isTrue(conditions, 'Complete') ?? isTrue(conditions, 'SuccessCriteriaMet');
  return complete
    ? {
        status: 'healthy',
        reason: 'Complete',
        message: 'Completed',
        since: parseTime(record(job.status).completionTime) ?? complete.since,
      }
    : undefined;
}

function assessActive(
  job: KubernetesObject,
  starting: Parameters<typeof describeGroup>[0] | undefined,
  live: number,
): Finding {
  const status = record(job.status);
  const spec = record(job.spec);
  const active = count(status.active);
  const succeeded = count(status.succeeded);
  const failed = count(status.failed);
  const completions = number(spec.completions);
  const parts = [
    active ? `${plural(active, 'pod')} active` : 'No pod yet',
    completions !== undefined && completions > 1
      ? `${succeeded} of ${completions} completed`
      : '',
    failed
      ? `${plural(failed, 'failed attempt')} of at most ${
          (number(spec.backoffLimit) ?? 6) + 1
        }`
      : '',
    starting && starting.reason !== 'Running'
      ? describeGroup(starting, live)
      : '',
  ];
  return {
    status: 'progressing',
    reason: active ? 'Running' : 'Starting',
    message: parts.filter(Boolean).join(', '),
    since: parseTime(status.startTime),
  };
}

function isTrue(
  conditions: ReturnType<typeof conditionsOf>,
  type: string,
): ReturnType<typeof findCondition> {
  const condition = findCondition(conditions, type);
  return condition?.status === 'True' ? condition : undefined;
}
