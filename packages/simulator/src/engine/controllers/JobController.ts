import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { isTrue, withCondition } from '../conditions';
import { Controller } from '../Controller';
import { createPod } from '../podFactory';
import { controllerOf, isActive, isReady } from '../pods';
import { nameSuffix } from '../random';
import { MINUTE, SECOND, timeOf, timestamp } from '../time';
import type { Condition, Pod } from '../types';

const COMPONENT = 'job-controller';
const FIRST_BACKOFF = 10 * SECOND;
const MAX_BACKOFF = 10 * MINUTE;

interface JobPods {
  active: Pod[];
  succeeded: Pod[];
  failed: Pod[];
}

/** Runs Jobs to their completions or to their limit of failures. */
export class JobController extends Controller {
  readonly kinds = ['Job', 'Pod'] as const;

  private readonly created = new Map<string, number>();

  observe(change: StoreChange): void {
    if (change.resource.kind === 'Job') {
      if (change.type === 'DELETED') {
        this.created.delete(change.object.metadata.uid);
      } else if (change.object.spec !== change.previous?.spec) {
        this.enqueueObject(change.object);
      }
      return;
    }
    const owner = controllerOf(change.object);
    if (owner?.kind === 'Job') {
      this.enqueue(change.object.metadata.namespace, owner.name);
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const job = this.store.get(this.resource('Job'), namespace, name);
    if (!job || job.metadata.deletionTimestamp) {
      return undefined;
    }
    if (isOver(job)) {
      return this.afterEnd(job);
    }
    const pods = this.podsOf(job);
    const completions: number = job.spec.completions ?? 1;
    const limit: number = job.spec.backoffLimit ?? 6;
    const startTime = job.status?.startTime ?? timestamp(this.now);
    if (job.spec.suspend) {
      this.endPods(pods.active);
      this.write(job, this.podsOf(job), { conditions: this.suspended(job) });
      return undefined;
    }
    const deadline =
      job.spec.activeDeadlineSeconds === undefined
        ? undefined
        : (timeOf(startTime) ?? this.now) +
          job.spec.activeDeadlineSeconds * SECOND;
    if (pods.succeeded.length >= completions) {
      this.complete(job, pods, startTime);
      return this.afterEnd(job);
    }
    if (failuresOf(pods) > limit) {
      this.fail(job, pods, startTime, {
        reason: 'BackoffLimitExceeded',
        message: 'Job has reached the specified backoff limit',
      });
      return this.afterEnd(job);
    }
    if (deadline !== undefined && this.now >= deadline) {
      this.fail(job, pods, startTime, {
        reason: 'DeadlineExceeded',
        message: 'Job was active longer than specified deadline',
      });
      return this.afterEnd(job);
    }
    const retryAt = retryTime(pods.failed);
    if (retryAt === undefined || retryAt <= this.now) {
      const wanted = Math.min(
        job.spec.parallelism ?? 1,
        completions - pods.succeeded.length,
      );
      for (let i = pods.active.length; i < wanted; i++) {
        this.createPod(job);
      }
    }
    this.write(job, this.podsOf(job), { startTime });
    return earliest(
      deadline,
      retryAt !== undefined && retryAt > this.now ? retryAt : undefined,
    );
  }

  private createPod(job: ApiObject): void {
    const number = (this.created.get(job.metadata.uid) ?? 0) + 1;
    this.created.set(job.metadata.uid, number);
    const labels = {
      'batch.kubernetes.io/controller-uid': job.metadata.uid,
      'batch.kubernetes.io/job-name': job.metadata.name,
      'controller-uid': job.metadata.uid,
      'job-name': job.metadata.name,
    };
    const name = `${job.metadata.name}-${nameSuffix(
      5,
      job.metadata.uid,
      number,
    )}`;
    const pod = createPod(this.store, job, job.spec.template, { name, labels });
    const failed = typeof pod === 'string';
    this.say(
      job,
      failed ? 'Warning' : 'Normal',
      failed ? 'FailedCreate' : 'SuccessfulCreate',
      failed ? `Error creating: ${pod}` : `Created pod: ${name}`,
    );
  }

  private complete(job: ApiObject, pods: JobPods, startTime: string): void {
    this.endPods(pods.active);
    const now = timestamp(this.now);
    const message = 'Reached expected number of succeeded pods';
    const reason = 'CompletionsReached';
    const conditions = ['SuccessCriteriaMet', 'Complete'].reduce(
      (all: Condition[], type) =>
        withCondition(
          all,
          { type, status: 'True', reason, message, lastProbeTime: now },
          now,
        ),
      job.status?.conditions ?? [],
    );
    this.write(job, this.podsOf(job), {
      startTime,
      completionTime: now,
      conditions,
    });
    this.say(job, 'Normal', 'Completed', 'Job completed');
  }

  private fail(
    job: ApiObject,
    pods: JobPods,
    startTime: string,
    why: { reason: string; message: string },
  ): void {
    this.endPods(pods.active);
    const now = timestamp(this.now);
    const conditions = ['FailureTarget', 'Failed'].reduce(
      (all: Condition[], type) =>
        withCondition(
          all,
          { type, status: 'True', ...why, lastProbeTime: now },
          now,
        ),
      job.status?.conditions ?? [],
    );
    this.write(job, this.podsOf(job), { startTime, conditions });
    this.say(job, 'Warning', why.reason, why.message);
  }

  private suspended(job: ApiObject): Condition[] {
    const now = timestamp(this.now);
    return withCondition(
      job.status?.conditions,
      {
        type: 'Suspended',
        status: 'True',
        reason: 'JobSuspended',
        message: 'Job suspended',
        lastProbeTime: now,
      },
      now,
    );
  }

  private afterEnd(job: ApiObject): number | undefined {
    const ttl = job.spec.ttlSecondsAfterFinished;
    if (ttl === undefined) {
      return undefined;
    }
    const stored = this.store.get(
      this.resource('Job'),
      job.metadata.namespace,
      job.metadata.name,
    );
    const ended = (stored?.status?.conditions as Condition[] | undefined)?.find(
      ({ type }) => type === 'Complete' || type === 'Failed',
    );
    const due = (timeOf(ended?.lastTransitionTime) ?? this.now) + ttl * SECOND;
    if (this.now < due) {
      return due;
    }
    this.store.delete(
      this.resource('Job'),
      job.metadata.namespace,
      job.metadata.name,
    );
    return undefined;
  }

  private endPods(pods: readonly Pod[]): void {
    for (const { metadata } of pods) {
      this.store.delete(
        this.resource('Pod'),
        metadata.namespace,
        metadata.name,
      );
    }
  }

  private write(job: ApiObject, pods: JobPods, more: object): void {
    const ready = pods.active.filter(isReady).length;
    this.store.modify(
      this.resource('Job'),
      job.metadata.namespace,
      job.metadata.name,
      stored => {
        const {
          active: _active,
          succeeded: _succeeded,
          failed: _failed,
          ...kept
        } = stored.status ?? {};
        return {
          ...stored,
          status: {
            ...kept,
            ...more,
            ...(pods.active.length > 0 && { active: pods.active.length }),
            ...(pods.succeeded.length > 0 && {
              succeeded: pods.succeeded.length,
            }),
            ...(pods.failed.length > 0 && { failed: pods.failed.length }),
            ready,
            terminating: 0,
            uncountedTerminatedPods: {},
          },
        };
      },
    );
  }

  private podsOf(job: ApiObject): JobPods {
    const pods = this.store
      .dependents(job.metadata.uid)
      .filter(({ kind }) => kind === 'Pod') as Pod[];
    return {
      active: pods.filter(isActive),
      succeeded: pods.filter(({ status }) => status?.phase === 'Succeeded'),
      failed: pods.filter(({ status }) => status?.phase === 'Failed'),
    };
  }

  private say(
    job: ApiObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.context.events.record(job, {
      type,
      reason,
      message,
      component: COMPONENT,
    });
  }
}

/** Whether a Job is complete or failed. */
export function isOver(job: ApiObject): boolean {
  return (
    isTrue(job.status?.conditions, 'Complete') ||
    isTrue(job.status?.conditions, 'Failed')
  );
}

/** Failed pods, and restarts of containers in pods that the kubelet restarts. */
function failuresOf(pods: JobPods): number {
  const restarts = pods.active
    .flatMap(({ status }) => status?.containerStatuses ?? [])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);
  return pods.failed.length + restarts;
}

/** When the next pod may be made after failures (milliseconds since the epoch). */
function retryTime(failed: readonly Pod[]): number | undefined {
  if (failed.length === 0) {
    return undefined;
  }
  const last = Math.max(
    ...failed.flatMap(({ status, metadata }) => [
      timeOf(metadata.creationTimestamp) ?? 0,
      ...(status?.containerStatuses ?? []).map(
        ({ state }) => timeOf(state.terminated?.finishedAt) ?? 0,
      ),
    ]),
  );
  return last + Math.min(FIRST_BACKOFF * 2 ** (failed.length - 1), MAX_BACKOFF);
}

function earliest(...times: (number | undefined)[]): number | undefined {
  const known = times.filter(time => time !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}
