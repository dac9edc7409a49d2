import type { CostBackfill, CostJob } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import {
  Age,
  Empty,
  formatCount,
  formatDuration,
  formatPercent,
  HostLink,
  Loaded,
  Note,
  Section,
  SimpleTable,
  Status,
  Timestamp,
  UNKNOWN,
  type SimpleColumn,
} from '../../components';
import { useApiQuery } from '../../host/useApiQuery';
import { BackfillDialog } from './BackfillDialog';

const USAGE: Record<CostJob['usage'], string> = {
  complete: 'measured',
  partial: 'partly measured',
  'requests-only': 'requests only',
  unknown: 'not known yet',
};

function JobStatus({ job }: { job: CostJob }) {
  const { error, computedUntil, missing, incomplete, reasons } = job;
  if (error !== undefined) {
    return <Status status="error" word="Fails" detail={error} />;
  }
  if (computedUntil === undefined) {
    return <Status status="unknown" word="Not yet" detail={reasons[0]} />;
  }
  return missing + incomplete > 0 ? (
    <Status status="warning" word="Behind" detail={reasons.join('; ')} />
  ) : (
    <Status status="healthy" word="Up to date" />
  );
}

const COLUMNS: readonly SimpleColumn<CostJob>[] = [
  {
    header: 'Cluster',
    width: 150,
    cell: ({ cluster }) => (
      <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
    ),
  },
  { header: 'State', cell: job => <JobStatus job={job} /> },
  {
    header: 'Computed until',
    width: 215,
    cell: ({ computedUntil }) => <Timestamp time={computedUntil} />,
  },
  {
    header: 'Complete',
    width: 84,
    align: 'right',
    cell: ({ complete }) => formatCount(complete),
  },
  {
    header: 'Incomplete',
    width: 90,
    align: 'right',
    cell: ({ incomplete }) => formatCount(incomplete),
  },
  {
    header: 'Missing',
    width: 80,
    align: 'right',
    cell: ({ missing }) => formatCount(missing),
  },
  { header: 'Usage', width: 130, cell: ({ usage }) => USAGE[usage] ?? usage },
  {
    header: 'Last run',
    width: 130,
    align: 'right',
    cell: ({ lastRunAt, lastSeconds }) => (
      <>
        {lastRunAt ? <Age time={lastRunAt} /> : UNKNOWN}
        {lastSeconds !== undefined && (
          <span className="muted">
            , took {formatDuration(lastSeconds * 1000)}
          </span>
        )}
      </>
    ),
  },
];

const Progress = styled('div')({
  margin: '0 0 14px',
  '& progress': {
    display: 'block',
    width: '100%',
    maxWidth: 480,
    height: 8,
    accentColor: 'var(--portlight-primary)',
  },
  '& p': { margin: '4px 0 0', color: 'var(--portlight-muted)' },
});

/** How far a backfill is, or what became of the last one. */
function BackfillState({ backfill }: { backfill: CostBackfill }) {
  const { state, done, total, since, until, message, finishedAt } = backfill;
  if (state === 'failed') {
    return (
      <Note kind="error" more={message}>
        The backfill stopped after {formatCount(done)} of {formatCount(total)}{' '}
        hours.
      </Note>
    );
  }
  if (state === 'done') {
    return (
      <Note kind="info" more={message}>
        The last backfill computed {formatCount(total)} hours,{' '}
        <Age time={finishedAt} /> ago.
      </Note>
    );
  }
  return (
    <Progress>
      <progress
        aria-label="Progress of the backfill"
        value={done}
        max={Math.max(1, total)}
      />
      <p>
        Backfill: {formatCount(done)} of {formatCount(total)} hours of clusters
        ({formatPercent(total > 0 ? done / total : 0)}), from{' '}
        <Timestamp time={since} /> to <Timestamp time={until} />
        {message && `; ${message}`}
      </p>
    </Progress>
  );
}

/** Milliseconds between two readings while a backfill runs. */
const WATCHED = 2_000;

/** The hourly job per cluster, and the backfill; for administrators. */
export function JobList() {
  const [isOpen, setOpen] = useState(false);
  const [isRunning, setRunning] = useState(false);
  const answer = useApiQuery({
    key: ['costJobs'],
    interval: isRunning ? WATCHED : undefined,
    ask: async (api, signal) => {
      const jobs = await api.getCostJobs({}, { signal });
      setRunning(jobs.backfill?.state === 'running');
      return jobs;
    },
  });
  return (
    <Section
      title="Hourly job"
      note="computes each full hour of each cluster once"
      side={
        <Button
          size="small"
          disabled={isRunning}
          aria-haspopup="dialog"
          onClick={() => setOpen(true)}
        >
          Compute past hours
        </Button>
      }
    >
      <Loaded answer={answer} what="the hourly job">
        {({ items, backfill }) => (
          <>
            {backfill && <BackfillState backfill={backfill} />}
            {items.length > 0 ? (
              <SimpleTable
                label="Hourly job by cluster"
                columns={COLUMNS}
                rows={items}
                rowKey={({ cluster }) => cluster}
              />
            ) : (
              <Empty title="No cluster yet">
                The job begins with the first full hour after a cluster was
                read.
              </Empty>
            )}
          </>
        )}
      </Loaded>
      {isOpen && <BackfillDialog onClose={() => setOpen(false)} />}
    </Section>
  );
}
