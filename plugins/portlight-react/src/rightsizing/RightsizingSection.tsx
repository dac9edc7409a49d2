import type {
  RightsizingReport,
  RightsizingScope,
} from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import { CostNotices } from '../cost/parts';
import {
  Empty,
  Loaded,
  ObjectTable,
  Section,
  Sentence,
  Skeleton,
  useTableState,
} from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import { describeRightsizing } from './describeRightsizing';
import { rightsizingColumns } from './rightsizingColumns';
import { containerRows } from './rows';
import { useRightsizing } from './useRightsizing';
import { useOpenWhy, WhyRoute } from './useWhy';

const NO_FILTERS: readonly string[] = [];

function SectionTable(props: {
  report: RightsizingReport;
  /** Everything is of one workload. */
  isOne: boolean;
}) {
  const { report, isOne } = props;
  const [state, setState] = useTableState(NO_FILTERS, 'rightsizing');
  const open = useOpenWhy();
  const columns = useMemo(
    () =>
      rightsizingColumns({ currency: report.currency, open }).filter(
        ({ id }) => !(isOne && id === 'workload'),
      ),
    [report.currency, open, isOne],
  );
  const rows = useMemo(() => containerRows(report.items), [report.items]);
  return (
    <ObjectTable
      label="containers"
      what="the rightsizing"
      isPlain
      columns={
        // One column of a table has no width of its own.
        isOne
          ? columns.map(column =>
              column.id === 'container'
                ? { ...column, width: undefined }
                : column,
            )
          : columns
      }
      answer={{
        data: rows,
        isLoading: false,
        retry: () => {},
      }}
      rowKey={({ key }) => key}
      state={state}
      onStateChange={setState}
      empty={null}
      maxHeight="420px"
    />
  );
}

/** What the containers of one workload or one entity should request; nothing where there is no portal. */
export function RightsizingSection(props: {
  scope: Exclude<RightsizingScope, { cluster?: string[] }>;
}) {
  const { scope } = props;
  const { api } = usePortlightHost();
  const isEnabled = api.mode === 'remote';
  const answer = useRightsizing(scope, 'portlight', { enabled: isEnabled });
  if (!isEnabled) return null;
  return (
    <Section title="Rightsizing">
      <Loaded
        answer={answer}
        what="the rightsizing"
        skeleton={
          <Skeleton label="the rightsizing" rows={3} columns={[0.4, 0.2]} />
        }
      >
        {report => (
          <>
            <CostNotices notices={report.notices} />
            {report.items.some(({ containers }) => containers.length > 0) ? (
              <>
                <Sentence small>{describeRightsizing(report)}</Sentence>
                <SectionTable report={report} isOne={'name' in scope} />
                <WhyRoute report={report} />
              </>
            ) : (
              <Empty title="Nothing to judge yet">
                What its containers should request is said after a day of their
                usage, from metrics-server or a Prometheus.
              </Empty>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}
