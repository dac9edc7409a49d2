import type { Bill } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { lazy, Suspense, useState } from 'react';
import {
  Age,
  Empty,
  formatCount,
  Loaded,
  Owner,
  Section,
  SimpleTable,
  withParameter,
  type SimpleColumn,
} from '../../components';
import { usePortlightHost } from '../../host/PortlightProvider';
import { DeleteDialog } from '../DeleteDialog';
import { Money, useCostAnswer } from '../parts';

const BillImportDialog = lazy(() => import('./BillImportDialog'));

/** In the address, so that a link opens the import. */
const OPENED = 'import';

const day = (time: string) => time.slice(0, 10);
/** The end of a bill is the first moment after it; people count days. */
const lastDay = (end: string) =>
  day(new Date(Date.parse(end) - 1).toISOString());

const columnsOf = (remove: (bill: Bill) => void): SimpleColumn<Bill>[] => [
  {
    header: 'Bill',
    cell: ({ name, format }) => (
      <span title={name}>
        <span className="primary">{name}</span>{' '}
        <span className="muted">{format}</span>
      </span>
    ),
  },
  {
    header: 'Days',
    width: 190,
    cell: ({ start, end }) => `${day(start)} to ${lastDay(end)}`,
  },
  {
    header: 'Clusters',
    width: 150,
    cell: ({ clusters }) => (
      <span title={clusters.join(', ')}>{clusters.join(', ')}</span>
    ),
  },
  {
    header: 'Lines used',
    width: 120,
    align: 'right',
    cell: ({ matched, lines }) =>
      `${formatCount(matched)} of ${formatCount(lines)}`,
  },
  {
    header: 'Billed',
    width: 90,
    align: 'right',
    cell: ({ billed, currency }) => (
      <Money amount={billed} currency={currency} />
    ),
  },
  {
    header: 'Imported',
    width: 180,
    cell: ({ importedAt, importedBy }) => (
      <>
        <Age time={importedAt} /> ago
        {importedBy && (
          <span className="muted">
            {' '}
            by <Owner owner={importedBy} />
          </span>
        )}
      </>
    ),
  },
  {
    header: 'Delete',
    width: 80,
    align: 'right',
    cell: bill => (
      <Button
        size="small"
        color="error"
        aria-haspopup="dialog"
        aria-label={`Delete ${bill.name}`}
        onClick={() => remove(bill)}
      >
        Delete
      </Button>
    ),
  },
];

/** The bills that were imported, and the way to import one; for administrators. */
export function BillList() {
  const { search, setSearch } = usePortlightHost();
  const [removed, setRemoved] = useState<Bill>();
  const answer = useCostAnswer(
    ['bills'],
    async (api, signal) => (await api.listBills({ signal })).items,
  );
  const isOpen = new URLSearchParams(search).has(OPENED);
  const open = (isWanted: boolean) =>
    setSearch(withParameter(search, OPENED, isWanted ? '' : undefined), {
      push: isWanted,
    });
  return (
    <Section
      title="Bills"
      note="each corrects the cost of its days"
      side={
        <Button
          size="small"
          variant="outlined"
          aria-haspopup="dialog"
          onClick={() => open(true)}
        >
          Import a bill
        </Button>
      }
    >
      <Loaded answer={answer} what="the bills">
        {bills =>
          bills.length > 0 ? (
            <SimpleTable
              label="Bills"
              columns={columnsOf(setRemoved)}
              rows={bills}
              rowKey={({ id }) => id}
            />
          ) : (
            <Empty title="No bill was imported">
              Export the bill of your cloud as CSV or FOCUS (1.2 or 1.3) with
              one line per resource and day, and import it: the cost of each
              kind of node is then what you pay for it, with discounts and
              commitments.
            </Empty>
          )
        }
      </Loaded>
      {removed && (
        <DeleteDialog
          what={`the bill ${removed.name}`}
          remove={api => api.deleteBill(removed.id)}
          onClose={() => setRemoved(undefined)}
        >
          Its correction is taken back: the days from {day(removed.start)} to{' '}
          {lastDay(removed.end)} are shown with modelled prices again. Import
          the file again to undo this.
        </DeleteDialog>
      )}
      {isOpen && (
        <Suspense fallback={null}>
          <BillImportDialog
            names={answer.data?.map(({ name }) => name) ?? []}
            onClose={() => open(false)}
          />
        </Suspense>
      )}
    </Section>
  );
}
