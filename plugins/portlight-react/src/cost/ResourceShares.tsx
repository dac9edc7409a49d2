import type {
  CostBreakdown,
  CostReport,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { formatMoney, formatMoneyExact } from '../components/formats';
import { WorkButton } from './controlStyles';
import { Money } from './parts';
import { ShareBar } from './ShareBar';

const PARTS: readonly [keyof CostBreakdown, string, string?][] = [
  ['cpu', 'CPU'],
  ['memory', 'Memory'],
  ['gpu', 'GPU'],
  ['storage', 'Storage'],
  ['network', 'Network'],
  ['loadBalancer', 'Load balancers'],
  ['other', 'Fees', 'Management fees and the like'],
  ['adjustment', 'By the bill', 'What the bill adds to the model, or takes'],
  ['shared', 'Shared cost', 'Its part of what all share'],
  ['idle', 'Share of idle', 'Its part of idle capacity'],
];

const List = styled('dl')({
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, 42vw), 1fr))',
  gap: '12px 28px',
  margin: '0 0 4px',
  '& dt': { color: 'var(--portlight-muted)', fontSize: 12 },
  '& dd': { margin: 0 },
  '& .amount': { fontSize: 16, fontWeight: 600 },
});

/** The parts that quantities and prices stand behind; the others are made of these. */
const WORKED: ReadonlySet<string> = new Set([
  'cpu',
  'memory',
  'gpu',
  'storage',
  'network',
  'loadBalancer',
  'other',
]);

/** What a part is called; undefined for none with work of its own. */
export const partName = (part: string | undefined): string | undefined =>
  part !== undefined && WORKED.has(part)
    ? PARTS.find(([name]) => name === part)?.[1]
    : undefined;

/** What an amount is spent on, resource by resource; the parts add up to it. */
export function ResourceShares(props: {
  amounts: CostBreakdown;
  currency: CostReport['currency'];
  /** Opens the work behind a part. */
  onWork?(part: string): void;
}) {
  const { amounts, currency, onWork } = props;
  return (
    <List>
      {PARTS.filter(([part]) => amounts[part] !== 0).map(
        ([part, name, meaning]) => (
          <div key={part} title={meaning}>
            <dt>{name}</dt>
            <dd
              className="amount"
              title={formatMoneyExact(amounts[part], currency)}
            >
              {onWork && WORKED.has(part) ? (
                <WorkButton
                  type="button"
                  aria-label={`${name}, ${formatMoney(
                    amounts[part],
                    currency,
                  )}: how it came about`}
                  onClick={() => onWork(part)}
                >
                  {formatMoney(amounts[part], currency)}
                </WorkButton>
              ) : (
                <Money amount={amounts[part]} currency={currency} />
              )}
            </dd>
            <dd>
              <ShareBar
                share={amounts.total > 0 ? amounts[part] / amounts.total : 0}
              />
            </dd>
          </div>
        ),
      )}
    </List>
  );
}
