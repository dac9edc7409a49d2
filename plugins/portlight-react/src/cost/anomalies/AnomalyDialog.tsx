import type {
  CostAnomaly,
  CostCause,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import {
  Fact,
  Facts,
  formatPercent,
  Owner,
  Section,
  SimpleTable,
  type SimpleColumn,
} from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { Money, WorkloadCell } from '../parts';
import { causeWord, formatDay, subjectOf } from './describeAnomalies';

const columnsOf = (
  currency: string,
  change: number,
): SimpleColumn<CostCause>[] => [
  {
    header: 'What changed',
    width: 130,
    cell: ({ kind }) => <span className="primary">{causeWord(kind)}</span>,
  },
  { header: 'How', isWrapped: true, cell: ({ message }) => message },
  {
    header: 'Amount',
    width: 90,
    align: 'right',
    cell: ({ amount }) => (
      <Money amount={amount} currency={currency} isChange />
    ),
  },
  {
    header: 'Of the change',
    width: 100,
    align: 'right',
    cell: ({ amount }) => formatPercent(amount / change),
  },
];

/** One unusual day, with what explains it. */
export function AnomalyDialog(props: {
  item: CostAnomaly;
  currency: string;
  method: string;
  onClose(): void;
}) {
  const { item, currency, method, onClose } = props;
  return (
    <DialogFrame
      title={`${subjectOf(item)} on ${formatDay(item.day)}`}
      width={720}
      onClose={onClose}
      actions={
        <Button variant="contained" disableElevation onClick={onClose}>
          Close
        </Button>
      }
    >
      <Facts>
        <Fact name="About">
          <WorkloadCell object={item} />
        </Fact>
        {item.owner && (
          <Fact name="Owner">
            <Owner owner={item.owner} />
          </Fact>
        )}
        <Fact name="Cost of the day">
          <Money amount={item.cost} currency={currency} />
        </Fact>
        <Fact name="Expected">
          <Money amount={item.expected} currency={currency} />
        </Fact>
        <Fact name="Change">
          <Money amount={item.change} currency={currency} isChange />
        </Fact>
      </Facts>
      <Section title="What changed">
        {item.causes.length > 0 ? (
          <SimpleTable
            label="Causes"
            columns={columnsOf(currency, item.change)}
            rows={item.causes}
            rowKey={(cause, index) => `${cause.kind}/${index}`}
          />
        ) : (
          <p style={{ margin: 0, color: 'var(--portlight-muted)' }}>
            Nothing of what the portal knows explains it.
          </p>
        )}
      </Section>
      <p style={{ margin: '0 0 12px', color: 'var(--portlight-muted)' }}>
        {method}
      </p>
    </DialogFrame>
  );
}
