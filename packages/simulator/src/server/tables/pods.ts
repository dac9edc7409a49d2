import type { ApiObject } from '../../store';
import { humanDuration } from './duration';
import { AGE, NAME, type Column } from './Column';

interface Terminated {
  reason?: string;
  signal?: number;
  exitCode?: number;
  finishedAt?: string;
}

interface ContainerStatus {
  name: string;
  ready?: boolean;
  started?: boolean;
  restartCount?: number;
  state?: {
    waiting?: { reason?: string };
    running?: unknown;
    terminated?: Terminated;
  };
  lastState?: { terminated?: Terminated };
}

interface PodSummary {
  ready: string;
  status: string;
  restarts: string;
}

function terminatedReason({ reason, signal, exitCode }: Terminated): string {
  return reason || (signal ? `Signal:${signal}` : `ExitCode:${exitCode ?? 0}`);
}

/** What kubectl's first columns say: the printer of the API server, rule for rule. */
function summarize(
  { metadata, spec, status }: ApiObject,
  now: number,
): PodSummary {
  const containers: ContainerStatus[] = status?.containerStatuses ?? [];
  const initial: ContainerStatus[] = status?.initContainerStatuses ?? [];
  const total = spec?.containers?.length ?? 0;
  let restarts = 0;
  let lastRestart = 0;
  let reason: string = status?.reason || status?.phase || 'Unknown';
  for (const condition of status?.conditions ?? []) {
    if (
      condition.type === 'PodScheduled' &&
      condition.reason === 'SchedulingGated'
    ) {
      reason = 'SchedulingGated';
    }
  }
  const count = ({ restartCount = 0, lastState }: ContainerStatus) => {
    restarts += restartCount;
    const finished = Date.parse(lastState?.terminated?.finishedAt ?? '');
    if (finished > lastRestart) {
      lastRestart = finished;
    }
  };
  let initializing = false;
  initial.forEach((container, index) => {
    count(container);
    if (initializing) {
      return;
    }
    const { terminated, waiting } = container.state ?? {};
    if (terminated?.exitCode === 0 || (terminated && !terminated.exitCode)) {
      return;
    }
    if (container.started && container.ready) {
      return;
    }
    initializing = true;
    if (terminated) {
      reason = `Init:${terminatedReason(terminated)}`;
    } else if (waiting?.reason && waiting.reason !== 'PodInitializing') {
      reason = `Init:${waiting.reason}`;
    } else {
      reason = `Init:${index}/${spec?.initContainers?.length ?? 0}`;
    }
  });
  let ready = 0;
  if (!initializing) {
    restarts = 0;
    lastRestart = 0;
    let running = false;
    for (const container of [...containers].reverse()) {
      count(container);
      const { waiting, terminated } = container.state ?? {};
      if (waiting?.reason) {
        reason = waiting.reason;
      } else if (terminated) {
        reason = terminatedReason(terminated);
      } else if (container.ready && container.state?.running) {
        running = true;
        ready++;
      }
    }
    if (reason === 'Completed' && running) {
      const isReady = status?.conditions?.some(
        (condition: any) =>
          condition.type === 'Ready' && condition.status === 'True',
      );
      reason = isReady ? 'Running' : 'NotReady';
    }
  }
  if (metadata.deletionTimestamp && status?.reason === 'NodeLost') {
    reason = 'Unknown';
  } else if (
    metadata.deletionTimestamp &&
    status?.phase !== 'Succeeded' &&
    status?.phase !== 'Failed'
  ) {
    reason = 'Terminating';
  }
  return {
    ready: `${ready}/${total}`,
    status: reason,
    restarts:
      restarts > 0 && lastRestart > 0
        ? `${restarts} (${humanDuration(now - lastRestart)} ago)`
        : String(restarts),
  };
}

/** A pod's columns. */
export const podColumns: readonly Column[] = [
  NAME,
  { name: 'Ready', cell: (pod, now) => summarize(pod, now).ready },
  { name: 'Status', cell: (pod, now) => summarize(pod, now).status },
  { name: 'Restarts', cell: (pod, now) => summarize(pod, now).restarts },
  AGE,
  {
    name: 'IP',
    cell: ({ status }) => status?.podIP ?? '<none>',
    priority: 1,
  },
  {
    name: 'Node',
    cell: ({ spec }) => spec?.nodeName ?? '<none>',
    priority: 1,
  },
  {
    name: 'Nominated Node',
    cell: ({ status }) => status?.nominatedNodeName || '<none>',
    priority: 1,
  },
  {
    name: 'Readiness Gates',
    cell: ({ spec, status }) => {
      const gates: { conditionType: string }[] = spec?.readinessGates ?? [];
      if (gates.length === 0) {
        return '<none>';
      }
      const met = gates.filter(({ conditionType }) =>
        status?.conditions?.some(
          (condition: any) =>
            condition.type === conditionType && condition.status === 'True',
        ),
      );
      return `${met.length}/${gates.length}`;
    },
    priority: 1,
  },
];
