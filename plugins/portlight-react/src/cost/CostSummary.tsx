import type { CostReport, CostScope } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { useMemo } from 'react';
import {
  formatMoney,
  formatPercent,
  HostLink,
  Loaded,
  MutedText,
  Sentence,
  Skeleton,
  Sparkline,
  useNow,
} from '../components';
import type { LinkTarget } from '../host/PortlightHost';
import { CostNotices, Money } from './parts';
import { costQuery, parseCostSelection } from './costSelection';
import { CostAge, whyNoCosts } from './CostStates';
import { describeCosts } from './describeCosts';
import { dimensionsOf, itemName, itemTarget, scopeName } from './dimensions';
import { useCosts } from './queries';
import { costHistory, historySpan } from './costHistory';

/** What a card has no control for. */
const USUAL = parseCostSelection('');
const SHOWN = 4;

const Rows = styled('ul')({
  listStyle: 'none',
  margin: '8px 0 0',
  padding: 0,
  '& li': {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr) auto 44px',
    gap: '0 12px',
    alignItems: 'center',
    minHeight: 30,
    borderTop: '1px solid var(--portlight-divider)',
  },
  '& .cut': {
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& .end': { textAlign: 'right' },
});

/** The sentence about what something costs, its last 30 days, and what of it costs most: for cards and sections. */
export function CostSummary(props: {
  scope: CostScope;
  /** Where there is more. */
  more?: LinkTarget;
  /** Not the usual 30 days. */
  window?: string;
  /** What of it is looked at. */
  filter?: string;
}) {
  const { scope, more, window = USUAL.window, filter } = props;
  const query = useMemo(
    () => costQuery({ ...USUAL, window, filter }, dimensionsOf(scope)[0]),
    [scope, window, filter],
  );
  const answer = useCosts(scope, query);
  return (
    <Loaded
      answer={answer}
      what={`the cost of ${scopeName(scope)}`}
      skeleton={<Skeleton label="the cost" rows={5} rowHeight={30} />}
    >
      {report =>
        whyNoCosts(scope, report, { isPart: filter !== undefined }) ?? (
          <Content scope={scope} report={report} more={more} />
        )
      }
    </Loaded>
  );
}

function Content(props: {
  scope: CostScope;
  report: CostReport;
  more?: LinkTarget;
}) {
  const { scope, report, more } = props;
  const now = useNow();
  const points = useMemo(() => costHistory(report), [report]);
  const { currency, hourly, items } = report;
  return (
    <>
      <Sentence small side={<CostAge report={report} now={now} />}>
        {describeCosts(report, now)}
      </Sentence>
      <CostNotices
        // On a card only what makes the figures wrong.
        notices={report.notices.filter(({ code }) => code !== 'restricted')}
      />
      {hourly ? (
        <MutedText>
          From what runs now, at the rates of the settings. What it cost before
          needs the portal.
        </MutedText>
      ) : (
        <Sparkline
          label={`Cost per ${report.step}`}
          points={points}
          now={now}
          span={historySpan(report)}
          atLeast={0}
          format={value => formatMoney(value, currency)}
        />
      )}
      {items.length > 1 && (
        <Rows aria-label="What costs most">
          {items.slice(0, SHOWN).map(item => {
            const target = itemTarget(item, scope);
            const name = itemName(item);
            return (
              <li key={item.name}>
                <span className="cut">
                  {target ? <HostLink to={target}>{name}</HostLink> : name}
                </span>
                <Money amount={item.amounts.total} currency={currency} />
                <span className="end">
                  <MutedText>{formatPercent(item.share)}</MutedText>
                </span>
              </li>
            );
          })}
        </Rows>
      )}
      {more && (
        <HostLink to={more}>
          <MutedText>Show all</MutedText>
        </HostLink>
      )}
    </>
  );
}
