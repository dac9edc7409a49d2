import type { Rightsizing } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { Money, WorkloadCell } from '../cost/parts';
import {
  formatBytes,
  formatCompactCount,
  formatCores,
  formatCount,
  formatNumber,
  Owner,
  Status,
  type Column,
} from '../components';
import {
  changeText,
  confidenceText,
  severityLook,
  SEVERITY_ORDER,
} from './describeRightsizing';
import { workloadKey } from './patches';
import { rowNotes, type ContainerRow } from './rows';

const change = (now: number | undefined, target: number | undefined) =>
  target === undefined ? undefined : (now ?? 0) - target;

/** Nothing is saved where nothing is known: that is no zero. */
const savingOf = ({ severity, theoreticalSaving }: Rightsizing) =>
  severity === 'unknown' ? undefined : theoreticalSaving;

/** A change of a request; what stays is muted. */
function Change(props: {
  now: number | undefined;
  target: number | undefined;
  format(value: number | undefined): string;
}) {
  const text = changeText(props.now, props.target, props.format);
  return (
    <span className={text.includes('→') ? undefined : 'muted'} title={text}>
      {text}
    </span>
  );
}

/** The columns of containers with what they should request. */
export function rightsizingColumns(options: {
  currency: string;
  open(item: Rightsizing): void;
  /** Workloads whose patches are chosen; without it nothing can be chosen. */
  selection?: {
    keys: ReadonlySet<string>;
    toggle(item: Rightsizing): void;
  };
  hidesCluster?: boolean;
}): Column<ContainerRow>[] {
  const { currency, open, selection } = options;
  return [
    ...(selection
      ? [
          {
            id: 'select',
            header: 'Choose',
            width: 44,
            isHeaderHidden: true,
            cell: ({ item }: ContainerRow) => (
              <input
                type="checkbox"
                aria-label={`Choose ${item.workload} in ${item.namespace}, ${item.cluster}`}
                title={
                  item.patch === undefined
                    ? 'Nothing has to change, or nothing can be said yet'
                    : undefined
                }
                disabled={item.patch === undefined}
                checked={selection.keys.has(workloadKey(item))}
                onChange={() => selection.toggle(item)}
                style={{
                  margin: 0,
                  verticalAlign: 'middle',
                  accentColor: 'var(--portlight-primary)',
                }}
              />
            ),
          },
        ]
      : []),
    {
      id: 'workload',
      header: 'Workload',
      sortValue: ({ item }) => item.workload,
      cell: ({ item }) => <WorkloadCell object={item} />,
    },
    {
      id: 'container',
      header: 'Container',
      width: 110,
      sortValue: ({ container }) => container.name,
      cell: ({ container }) => (
        <span title={container.name}>{container.name}</span>
      ),
    },
    {
      id: 'owner',
      header: 'Owner',
      width: 120,
      isHidden: true,
      sortValue: ({ item }) => item.owner,
      cell: ({ item }) => <Owner owner={item.owner} />,
    },
    {
      id: 'severity',
      header: 'State',
      width: 125,
      sortValue: ({ item }) => SEVERITY_ORDER.indexOf(item.severity),
      cell: row => {
        const { status, word } = severityLook(row.item.severity);
        return <Status status={status} word={word} />;
      },
    },
    {
      id: 'cpu',
      header: 'CPU request',
      width: 120,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: ({ container }) =>
        change(container.cpuRequest, container.cpuTarget),
      cell: ({ container }) => (
        <Change
          now={container.cpuRequest}
          target={container.cpuTarget}
          format={formatCores}
        />
      ),
    },
    {
      id: 'memory',
      header: 'Memory request',
      width: 150,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: ({ container }) =>
        change(container.memoryRequest, container.memoryTarget),
      cell: ({ container }) => (
        <Change
          now={container.memoryRequest}
          target={container.memoryTarget}
          format={formatBytes}
        />
      ),
    },
    {
      id: 'replicas',
      header: 'Replicas',
      width: 80,
      align: 'right',
      isHidden: true,
      sortsDescendingFirst: true,
      sortValue: ({ item }) => item.replicas,
      cell: ({ item }) => formatCount(Math.round(item.replicas)),
    },
    {
      id: 'saving',
      header: 'Saves a month',
      width: 110,
      align: 'right',
      sortsDescendingFirst: true,
      sortValue: ({ item }) => savingOf(item),
      cell: ({ item, isFirst }) =>
        isFirst ? (
          <Money amount={savingOf(item)} currency={currency} />
        ) : (
          <span
            className="muted"
            title={`In the amount of ${item.containers[0].name}`}
          >
            as above
          </span>
        ),
    },
    {
      id: 'confidence',
      header: 'Days, samples',
      width: 115,
      sortsDescendingFirst: true,
      sortValue: ({ container }) => container.days,
      cell: ({ container }) => (
        <span className="muted" title={confidenceText(container)}>
          {formatNumber(container.days)} d,{' '}
          {formatCompactCount(container.samples)}
        </span>
      ),
    },
    {
      id: 'notes',
      header: 'Notes',
      width: 120,
      cell: row => {
        const notes = rowNotes(row);
        return (
          <span className="muted" title={notes.join('\n')}>
            {notes[0]}
          </span>
        );
      },
    },
    {
      id: 'why',
      header: 'Why',
      width: 64,
      align: 'right',
      isHeaderHidden: true,
      cell: ({ item, container }) => (
        <Button
          size="small"
          aria-haspopup="dialog"
          aria-label={`Why, for ${container.name} of ${item.workload} in ${item.cluster}`}
          onClick={() => open(item)}
        >
          Why
        </Button>
      ),
    },
  ];
}
