import type { CostAccuracy } from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import {
  Empty,
  formatQuantity,
  Loaded,
  Section,
  Sentence,
  Skeleton,
} from '../../components';
import { usePermitted } from '../../host/usePermitted';
import { BillList } from '../bills/BillList';
import { CostNotices, useCostAnswer } from '../parts';
import { PriceTable } from '../prices/PriceTable';
import { describeSources } from '../prices/priceText';
import { AccuracyTable, FactorTable, IncompleteTable } from './AccuracyTables';
import { describeAccuracy, incompleteRanges } from './describeAccuracy';
import { JobList } from './JobList';
import { SourceCoverage } from './SourceCoverage';

/** How many rows of long lists are shown at once. */
const SHOWN = 20;
const SHOWN_FACTORS = 8;

/** Prices and where they come from; for administrators also how near all of it is to the bills, and the job. */
export default function AccuracyPage() {
  const mayManage = usePermitted('costManage');
  return (
    <>
      {mayManage && <AccuracyPanel />}
      {mayManage && <BillList />}
      <Section title="Prices in force">
        <PriceTable isSmall={mayManage} />
      </Section>
      {mayManage && <JobList />}
    </>
  );
}

function AccuracyPanel() {
  const answer = useCostAnswer(['costAccuracy'], (api, signal) =>
    api.getCostAccuracy({}, { signal }),
  );
  return (
    <Loaded
      answer={answer}
      what="the accuracy of costs"
      skeleton={
        <Skeleton
          label="the accuracy of costs"
          rows={8}
          columns={[0.2, 0.1, 0.1, 0.1]}
        />
      }
    >
      {accuracy => <AccuracyContent accuracy={accuracy} />}
    </Loaded>
  );
}

function AccuracyContent({ accuracy }: { accuracy: CostAccuracy }) {
  const { items, factors, sources, incomplete, currency, notices } = accuracy;
  const ranges = useMemo(() => incompleteRanges(incomplete), [incomplete]);
  if (items.length === 0) {
    return (
      <Empty title="Nothing was computed yet">
        After the first full hour of a cluster, what was modelled stands here;
        with a bill also how near it came to what you pay.
      </Empty>
    );
  }
  return (
    <>
      <Sentence>{describeAccuracy(items)}</Sentence>
      <CostNotices notices={notices} />
      <Section title="Modelled and billed">
        <AccuracyTable items={items} currency={currency} />
      </Section>
      {sources.length > 0 && (
        <Section title="Where prices come from" note={describeSources(sources)}>
          <SourceCoverage sources={sources} currency={currency} />
        </Section>
      )}
      {ranges.length > 0 && (
        <Section
          title="Incomplete hours"
          note={
            ranges.length > SHOWN
              ? `the latest ${SHOWN} of ${ranges.length} ranges`
              : formatQuantity(incomplete.length, 'hour')
          }
        >
          <IncompleteTable ranges={ranges.slice(0, SHOWN)} />
        </Section>
      )}
      {factors.length > 0 && (
        <Section
          title="Factors"
          note={
            factors.length > SHOWN_FACTORS
              ? `the ${SHOWN_FACTORS} farthest from 1 of ${factors.length}`
              : 'farthest from 1 first'
          }
        >
          <FactorTable
            factors={factors.slice(0, SHOWN_FACTORS)}
            currency={currency}
          />
        </Section>
      )}
    </>
  );
}
