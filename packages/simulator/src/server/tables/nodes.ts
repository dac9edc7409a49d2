import type { ApiObject } from '../../store';
import { AGE, NAME, type Column } from './Column';

const ROLE_PREFIX = 'node-role.kubernetes.io/';

function status({ spec, status: state }: ApiObject): string {
  const ready = state?.conditions?.find(
    (condition: { type: string }) => condition.type === 'Ready',
  );
  const words = ['Unknown'];
  if (ready) {
    words[0] = ready.status === 'True' ? 'Ready' : 'NotReady';
  }
  if (spec?.unschedulable) {
    words.push('SchedulingDisabled');
  }
  return words.join(',');
}

function roles({ metadata }: ApiObject): string {
  const names = Object.keys(metadata.labels ?? {})
    .filter(key => key.startsWith(ROLE_PREFIX))
    .map(key => key.slice(ROLE_PREFIX.length));
  const old = metadata.labels?.['kubernetes.io/role'];
  return [...names, ...(old ? [old] : [])].sort().join(',') || '<none>';
}

function address(type: string): Column['cell'] {
  return ({ status: state }) =>
    state?.addresses?.find(
      (candidate: { type: string }) => candidate.type === type,
    )?.address ?? '<none>';
}

function info(field: string): Column['cell'] {
  return ({ status: state }) => state?.nodeInfo?.[field] || '<unknown>';
}

/** A node's columns. */
export const nodeColumns: readonly Column[] = [
  NAME,
  { name: 'Status', cell: status },
  { name: 'Roles', cell: roles },
  AGE,
  {
    name: 'Version',
    cell: ({ status: state }) => state?.nodeInfo?.kubeletVersion ?? '',
  },
  { name: 'Internal-IP', cell: address('InternalIP'), priority: 1 },
  { name: 'External-IP', cell: address('ExternalIP'), priority: 1 },
  { name: 'OS-Image', cell: info('osImage'), priority: 1 },
  { name: 'Kernel-Version', cell: info('kernelVersion'), priority: 1 },
  {
    name: 'Container-Runtime',
    cell: info('containerRuntimeVersion'),
    priority: 1,
  },
];
