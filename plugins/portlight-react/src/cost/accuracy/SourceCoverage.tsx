import type { CostSource } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import {
  formatPercent,
  SimpleTable,
  type SimpleColumn,
} from '../../components';
import { Money } from '../parts';
import { sourceDetail, sourceWord } from '../prices/priceText';

const Track = styled('span')({
  display: 'block',
  height: 6,
  borderRadius: 3,
  background: 'var(--portlight-track)',
  overflow: 'hidden',
  '& span': { display: 'block', height: '100%', borderRadius: 3 },
});

const columnsOf = (currency: string): SimpleColumn<CostSource>[] => [
  {
    header: 'Prices from',
    width: 260,
    cell: ({ source, version, at }) => (
      <span title={[version, at].filter(Boolean).join(', ')}>
        <span className="primary">{sourceWord(source)}</span>{' '}
        <span className="muted">{sourceDetail({ version, at })}</span>
      </span>
    ),
  },
  {
    header: 'Share',
    cell: ({ source, share }) => (
      <Track aria-hidden="true">
        <span
          style={{
            width: `${Math.min(100, Math.max(0, share * 100))}%`,
            // A guess looks like one.
            background:
              source === 'default'
                ? 'var(--portlight-warn)'
                : 'var(--portlight-primary)',
          }}
        />
      </Track>
    ),
  },
  {
    header: 'Of the cost',
    width: 90,
    align: 'right',
    cell: ({ share }) => formatPercent(share),
  },
  {
    header: 'Cost',
    width: 90,
    align: 'right',
    cell: ({ cost }) => <Money amount={cost} currency={currency} />,
  },
];

/** How much of the cost stands on prices of which source. */
export function SourceCoverage(props: {
  sources: readonly CostSource[];
  currency: string;
}) {
  return (
    <SimpleTable
      label="Sources of prices"
      columns={columnsOf(props.currency)}
      rows={props.sources}
      rowKey={({ source, version }) => `${source}/${version}`}
    />
  );
}
