import Button from '@mui/material/Button';
import { useState } from 'react';
import { useClusters } from '../../clusters/queries';
import { ActionError } from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { Field, SelectField } from '../../components/Field';
import { useAction } from '../useAction';

const DAY = 24 * 3_600_000;

/** A day as it is entered, in UTC. */
const dayOf = (at: number) => new Date(at).toISOString().slice(0, 10);

/** Midnight of a day that was entered; undefined for what is none. */
export function readDay(text: string): number | undefined {
  if (!/^\d{4}-\d\d-\d\d$/.test(text.trim())) return undefined;
  const at = Date.parse(`${text.trim()}T00:00:00Z`);
  // The 31st of February is taken for the 3rd of March.
  return Number.isFinite(at) && dayOf(at) === text.trim() ? at : undefined;
}

/** Asks for the hours of the past that are missing or incomplete. */
export function BackfillDialog(props: { onClose(): void }) {
  const { onClose } = props;
  const [since, setSince] = useState(() => dayOf(Date.now() - 30 * DAY));
  const [until, setUntil] = useState(() => dayOf(Date.now()));
  const [cluster, setCluster] = useState('');
  const [isTried, setTried] = useState(false);
  const clusters = useClusters();
  const from = readDay(since);
  const to = readDay(until);
  const problem = 'Write a day such as 2026-11-01.';
  const isOrdered = from !== undefined && to !== undefined && from <= to;
  const action = useAction(
    api =>
      api.startCostBackfill({
        since: new Date(from!).toISOString(),
        // To the end of that day, but not into the future.
        until: new Date(Math.min(to! + DAY, Date.now())).toISOString(),
        ...(cluster && { clusters: [cluster] }),
      }),
    onClose,
  );
  const untilProblem = to === undefined ? problem : 'It ends before it begins.';
  return (
    <DialogFrame
      title="Compute past hours"
      width={480}
      onClose={onClose}
      onSubmit={() => {
        setTried(true);
        if (isOrdered) action.run();
      }}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disableElevation
            disabled={action.isBusy}
          >
            {action.isBusy ? 'Starting…' : 'Start'}
          </Button>
        </>
      }
    >
      {action.error !== undefined && (
        <ActionError
          title="The backfill was not started"
          error={action.error}
        />
      )}
      <p style={{ margin: '0 0 14px', color: 'var(--portlight-muted)' }}>
        Hours that are missing or incomplete are computed from what the portal
        and its sources of metrics still know of them. Complete hours stay as
        they are.
      </p>
      <Field
        label="From (UTC)"
        value={since}
        maxLength={10}
        problem={isTried && from === undefined ? problem : undefined}
        onChange={setSince}
      />
      <Field
        label="To, including that day"
        value={until}
        maxLength={10}
        problem={
          isTried && from !== undefined && !isOrdered ? untilProblem : undefined
        }
        onChange={setUntil}
      />
      <SelectField
        label="Cluster"
        value={cluster}
        options={[
          { value: '', label: 'All clusters' },
          ...(clusters.data ?? []).map(({ name, title }) => ({
            value: name,
            label: title,
          })),
        ]}
        onChange={setCluster}
      />
    </DialogFrame>
  );
}
