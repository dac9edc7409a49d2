import { CronTime } from 'cron';
import type { StoreChange } from '../../store/ObjectStore';
import type { ApiObject } from '../../store/objects';
import { isTrue } from '../conditions';
import { Controller } from '../Controller';
import { controllerOf, controllerReference } from '../pods';
import { DAY, MINUTE, timeOf, timestamp } from '../time';
import { isOver } from './JobController';

const COMPONENT = 'cronjob-controller';

/** Starts Jobs when their time comes. */
export class CronJobController extends Controller {
  readonly kinds = ['CronJob', 'Job'] as const;

  observe(change: StoreChange): void {
    if (change.resource.kind === 'CronJob') {
      if (
        change.type !== 'DELETED' &&
        change.object.spec !== change.previous?.spec
      ) {
        this.enqueueObject(change.object);
      }
      return;
    }
    const owner = controllerOf(change.object);
    if (owner?.kind === 'CronJob') {
      this.enqueue(change.object.metadata.namespace, owner.name);
    }
  }

  protected reconcile(namespace: string, name: string): number | undefined {
    const cron = this.store.get(this.resource('CronJob'), namespace, name);
    if (!cron || cron.metadata.deletionTimestamp) {
      return undefined;
    }
    const jobs = this.jobsOf(cron);
    this.sayEnded(cron, jobs);
    this.forgetHistory(cron, jobs);
    const { schedule, suspend } = cron.spec;
    let last = cron.status?.lastScheduleTime;
    let next: number | undefined;
    if (!suspend) {
      const from = timeOf(last ?? cron.metadata.creationTimestamp) ?? this.now;
      next = nextTime(schedule, from);
      if (next === undefined) {
        this.say(
          cron,
          'Warning',
          'UnparseableSchedule',
          `unparseable schedule: ${JSON.stringify(schedule)}`,
        );
      }
      // Of several missed starts only the newest is made up for.
      let due: number | undefined;
      for (let i = 0; i < 100 && next !== undefined && next <= this.now; i++) {
        due = next;
        next = nextTime(schedule, next);
      }
      if (due !== undefined && this.start(cron, jobs, due)) {
        last = timestamp(due);
      }
    }
    this.write(cron, last);
    return next;
  }

  /** @returns whether the start was made or deliberately left out */
  private start(
    cron: ApiObject,
    jobs: readonly ApiObject[],
    due: number,
  ): boolean {
    const deadline = cron.spec.startingDeadlineSeconds;
    if (deadline !== undefined && this.now - due > deadline * 1000) {
      this.say(
        cron,
        'Warning',
        'MissSchedule',
        `Missed scheduled time to start a job: ${new Date(due).toUTCString()}`,
      );
      return true;
    }
    const active = jobs.filter(job => !isOver(job));
    if (active.length > 0 && cron.spec.concurrencyPolicy === 'Forbid') {
      this.say(
        cron,
        'Normal',
        'JobAlreadyActive',
        'Not starting job because prior execution is running and concurrency policy is Forbid',
      );
      return false;
    }
    if (cron.spec.concurrencyPolicy === 'Replace') {
      for (const { metadata } of active) {
        this.store.delete(
          this.resource('Job'),
          metadata.namespace,
          metadata.name,
        );
      }
    }
    this.create(cron, due);
    return true;
  }

  private create(cron: ApiObject, due: number): void {
    const name = `${cron.metadata.name}-${Math.floor(due / MINUTE)}`;
    const jobs = this.resource('Job');
    if (this.store.get(jobs, cron.metadata.namespace, name)) {
      return;
    }
    const { metadata, spec } = cron.spec.jobTemplate;
    this.store.create(jobs, {
      apiVersion: 'batch/v1',
      kind: 'Job',
      metadata: {
        name,
        namespace: cron.metadata.namespace,
        labels: metadata?.labels,
        annotations: {
          ...metadata?.annotations,
          'batch.kubernetes.io/cronjob-scheduled-timestamp': timestamp(due),
        },
        ownerReferences: [controllerReference(cron)],
      },
      spec,
    });
    this.say(cron, 'Normal', 'SuccessfulCreate', `Created job ${name}`);
  }

  private sayEnded(cron: ApiObject, jobs: readonly ApiObject[]): void {
    const known: { uid: string }[] = cron.status?.active ?? [];
    for (const job of jobs) {
      if (isOver(job) && known.some(({ uid }) => uid === job.metadata.uid)) {
        const type = isTrue(job.status?.conditions, 'Complete')
          ? 'Complete'
          : 'Failed';
        this.say(
          cron,
          'Normal',
          'SawCompletedJob',
          `Saw completed job: ${job.metadata.name}, condition: ${type}`,
        );
      }
    }
  }

  private forgetHistory(cron: ApiObject, jobs: readonly ApiObject[]): void {
    const ended = jobs
      .filter(isOver)
      .sort((a, b) => a.metadata.name.localeCompare(b.metadata.name));
    const succeeded = ended.filter(job =>
      isTrue(job.status?.conditions, 'Complete'),
    );
    const failed = ended.filter(job => !succeeded.includes(job));
    for (const [list, limit] of [
      [succeeded, cron.spec.successfulJobsHistoryLimit ?? 3],
      [failed, cron.spec.failedJobsHistoryLimit ?? 1],
    ] as const) {
      for (const job of list.slice(0, Math.max(0, list.length - limit))) {
        this.store.delete(
          this.resource('Job'),
          job.metadata.namespace,
          job.metadata.name,
        );
        this.say(
          cron,
          'Normal',
          'SuccessfulDelete',
          `Deleted job ${job.metadata.name}`,
        );
      }
    }
  }

  private write(cron: ApiObject, last: string | undefined): void {
    const jobs = this.jobsOf(cron);
    const active = jobs
      .filter(job => !isOver(job))
      .map(({ metadata }) => ({
        apiVersion: 'batch/v1',
        kind: 'Job',
        name: metadata.name,
        namespace: metadata.namespace,
        uid: metadata.uid,
      }));
    const successes = jobs
      .map(job => job.status?.completionTime as string | undefined)
      .filter(time => time !== undefined)
      .sort();
    const newest = successes[successes.length - 1];
    this.store.modify(
      this.resource('CronJob'),
      cron.metadata.namespace,
      cron.metadata.name,
      stored => {
        const { active: _active, ...kept } = stored.status ?? {};
        return {
          ...stored,
          status: {
            ...kept,
            ...(active.length > 0 && { active }),
            ...(last && { lastScheduleTime: last }),
            ...(newest && { lastSuccessfulTime: newest }),
          },
        };
      },
    );
  }

  private jobsOf(cron: ApiObject): ApiObject[] {
    return this.store
      .dependents(cron.metadata.uid)
      .filter(({ kind }) => kind === 'Job');
  }

  private say(
    cron: ApiObject,
    type: 'Normal' | 'Warning',
    reason: string,
    message: string,
  ): void {
    this.context.events.record(cron, {
      type,
      reason,
      message,
      component: COMPONENT,
    });
  }
}

const schedules = new Map<string, CronTime | undefined>();

/** The next time of a schedule after a moment, both in milliseconds since the epoch. */
function nextTime(schedule: string, after: number): number | undefined {
  if (!schedules.has(schedule)) {
    schedules.set(schedule, parse(schedule));
  }
  try {
    const next = schedules
      .get(schedule)
      ?.getNextDateFrom(new Date(after), 'UTC')
      .toMillis();
    return next !== undefined && next - after < 366 * DAY ? next : undefined;
  } catch {
    // A date that never comes, such as 30 February.
    return undefined;
  }
}

function parse(schedule: string): CronTime | undefined {
  try {
    return new CronTime(schedule, 'UTC');
  } catch {
    return undefined;
  }
}
