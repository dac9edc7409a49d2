import type {
  CostItem,
  CostReport,
  CostScope,
} from '@portlight/plugin-portlight-common';
import { lazy, Suspense, useMemo } from 'react';
import {
  DirectModeNote,
  Loaded,
  ObjectTable,
  Section,
  Sentence,
  Skeleton,
  useNow,
  useTableState,
  formatMoney,
  formatMoneyExact,
} from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import type { ApiAnswer } from '../host/useApiQuery';
import { WorkButton } from './controlStyles';
import { CostChart, useCostChart } from './CostChart';
import { costColumns } from './costColumns';
import { ByChoice, CostControls, refusedParameter } from './CostControls';
import { rowFilter } from './costFilter';
import { CostNotices } from './parts';
import { costQuery, type CostSelection } from './costSelection';
import { CostAge, whyNoCosts } from './CostStates';
import {
  describeCosts,
  describeEfficiency,
  describeForecast,
  describeWindow,
  windowWords,
} from './describeCosts';
import {
  dimensionsOf,
  inSentence,
  isDetail,
  itemName,
  reportDimension,
  scopeName,
} from './dimensions';
import { ExportMenu } from './ExportMenu';
import { useCosts } from './queries';
import { ResourceShares } from './ResourceShares';
import { useCostSelection } from './useCostSelection';

const WorkDrawer = lazy(() => import('./WorkDrawer'));

const NO_FILTERS: readonly string[] = [];
const DEAREST_FIRST = { column: 'cost', descending: true };

/** What something costs: the sentence, the picture, what it is spent on, and who spends it. */
export function CostContent({ scope }: { scope: CostScope }) {
  const { api } = usePortlightHost();
  const [selection, select] = useCostSelection();
  const by = selection.by ?? dimensionsOf(scope)[0];
  const query = useMemo(() => costQuery(selection, by), [selection, by]);
  const answer = useCosts(scope, query);
  const hasHistory = api.mode === 'remote';
  return (
    <>
      <DirectModeNote missing="what this hour costs follows from what runs now; what it cost before, budgets and forecasts need the portal." />
      {answer.data && <Answer report={answer.data} />}
      {hasHistory && (
        <CostControls
          selection={selection}
          onChange={select}
          error={answer.error}
          isWhole={!('namespace' in scope || 'entityRef' in scope)}
        >
          <ExportMenu scope={scope} query={query} />
        </CostControls>
      )}
      <Loaded
        // What was refused for its window or filter is said beside these.
        answer={
          refusedParameter(answer.error) === undefined
            ? answer
            : { ...answer, error: undefined }
        }
        what={`the cost of ${scopeName(scope)}`}
        skeleton={answer.error ? <></> : <CostSkeleton />}
      >
        {report =>
          whyNoCosts(scope, report, {
            filter: selection.filter,
            onClear: () => select({ filter: undefined }),
          }) ?? (
            <Picture
              scope={scope}
              report={report}
              answer={answer}
              by={by}
              selection={selection}
              select={select}
              query={query}
            />
          )
        }
      </Loaded>
    </>
  );
}

/** Holds the place of chart and table. */
export function CostSkeleton() {
  return (
    <>
      <Skeleton
        label="the cost over time"
        rows={1}
        rowHeight={330}
        columns={[1]}
      />
      <Skeleton
        label="what costs most"
        rows={8}
        columns={[0.3, 0.1, 0.15, 0.12, 0.08]}
      />
    </>
  );
}

function Answer({ report }: { report: CostReport }) {
  const now = useNow();
  const interval = describeForecast(report);
  if (report.items.length === 0 && report.coverage.computed === 0) return null;
  return (
    <>
      <Sentence
        side={
          <>
            {interval && (
              <span title={report.forecast?.method}>Forecast {interval}</span>
            )}{' '}
            <CostAge report={report} now={now} />
          </>
        }
      >
        {describeCosts(report, now)}
      </Sentence>
      <CostNotices notices={report.notices} />
    </>
  );
}

function Picture(props: {
  scope: CostScope;
  report: CostReport;
  answer: ApiAnswer<CostReport>;
  by: string;
  selection: CostSelection;
  select: ReturnType<typeof useCostSelection>[1];
  query: ReturnType<typeof costQuery>;
}) {
  const { scope, report, answer, by, selection, select, query } = props;
  const { currency, total, hourly, items } = report;
  const model = useCostChart(report);
  const comparison = describeWindow(report);
  const hasRanking = items.length > 1;
  const openWork = (work: string, resource?: string) =>
    select({ work, resource }, { push: true });
  return (
    <>
      {hourly ? (
        <Section
          title="Now"
          side={<ByChoice scope={scope} by={by} onChange={select} />}
        >
          <ResourceShares amounts={total.amounts} currency={currency} />
        </Section>
      ) : (
        <>
          <Section
            title={`Cost per ${report.step}`}
            note={
              <>
                <WorkButton
                  type="button"
                  title={`${formatMoneyExact(
                    total.amounts.total,
                    currency,
                  )}: how it came about`}
                  onClick={() => openWork('')}
                >
                  {formatMoney(total.amounts.total, currency)}
                </WorkButton>{' '}
                in {windowWords(report)}
                {comparison && `, ${comparison}`}
              </>
            }
            side={<ByChoice scope={scope} by={by} onChange={select} />}
          >
            <CostChart report={report} model={model} />
          </Section>
          <Section
            title="What it is spent on"
            note={describeEfficiency(total.efficiency)}
          >
            <ResourceShares
              amounts={total.amounts}
              currency={currency}
              onWork={part => openWork('', part)}
            />
          </Section>
        </>
      )}
      {hasRanking && (
        <Section title={`By ${inSentence(reportDimension(report))}`}>
          <Ranking
            scope={scope}
            answer={answer}
            report={report}
            model={hourly ? undefined : model}
            onWork={hourly ? undefined : item => openWork(item.name)}
          />
        </Section>
      )}
      {isDetail(by) && (
        <p style={{ color: 'var(--portlight-muted)' }}>
          Pods, containers, nodes and Services are kept for the last days only;
          what is older is not in this list.
        </p>
      )}
      {selection.work !== undefined && !hourly && (
        <OpenWork
          scope={scope}
          report={report}
          query={query}
          work={selection.work}
          resource={selection.resource}
          onResource={resource => select({ resource })}
          onClose={() => select({ work: undefined, resource: undefined })}
        />
      )}
    </>
  );
}

function Ranking(props: {
  scope: CostScope;
  answer: ApiAnswer<CostReport>;
  report: CostReport;
  model?: ReturnType<typeof useCostChart>;
  onWork?(item: CostItem): void;
}) {
  const { scope, answer, report, model, onWork } = props;
  const [state, setState] = useTableState(NO_FILTERS);
  const columns = useMemo(
    () => costColumns({ scope, report, model, onWork }),
    [scope, report, model, onWork],
  );
  return (
    <ObjectTable
      label="costs"
      what={`the cost of ${scopeName(scope)}`}
      columns={columns}
      // Errors stand above already.
      answer={{ ...answer, data: report.items, error: undefined }}
      rowKey={item => item.name}
      searchText={item =>
        [
          itemName(item),
          item.name,
          item.cluster,
          item.namespace,
          item.owner,
        ].join(' ')
      }
      state={state}
      onStateChange={setState}
      defaultSort={DEAREST_FIRST}
      maxHeight="max(420px, calc(100vh - 160px))"
      empty={null}
    />
  );
}

/** The work of the row that the address names; nothing where it is not in the report. */
function OpenWork(props: {
  scope: CostScope;
  report: CostReport;
  query: ReturnType<typeof costQuery>;
  work: string;
  resource?: string;
  onResource(resource: string | undefined): void;
  onClose(): void;
}) {
  const { scope, report, query, work, ...others } = props;
  const item = work
    ? report.items.find(({ name }) => name === work)
    : report.total;
  const row = work && item ? rowFilter(item) : undefined;
  if (!item || (work && row === undefined)) return null;
  return (
    <Suspense fallback={null}>
      <WorkDrawer
        scope={scope}
        query={query}
        title={work ? itemName(item) : scopeName(scope)}
        row={row}
        item={item}
        {...others}
      />
    </Suspense>
  );
}
