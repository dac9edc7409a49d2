import type {
  CostItem,
  CostQuery,
  CostScope,
  CostWork,
  CostWorkLine,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import { styled } from '@mui/material/styles';
import { useId } from 'react';
import { saveCsv } from '../charts';
import {
  Empty,
  formatMoneyExact,
  formatNumber,
  formatRate,
  formatTimestamp,
  Loaded,
  MutedText,
  Section,
  SimpleTable,
  Skeleton,
} from '../components';
import { Root, usePortalStyle } from '../host/PortlightProvider';
import { CostNotices, Money } from './parts';
import { useCostWork } from './queries';
import { partName, ResourceShares } from './ResourceShares';
import {
  lineWhere,
  priceText,
  quantityText,
  resourceName,
  unitPrice,
} from './workText';

const Frame = styled('div')({
  display: 'flex',
  flexDirection: 'column',
  height: '100%',
  '& > header': {
    display: 'flex',
    alignItems: 'flex-start',
    gap: 12,
    padding: '18px 24px 12px',
    borderBottom: '1px solid var(--portlight-divider)',
  },
  '& > header > div': { flex: 1, minWidth: 0 },
  '& h2': {
    margin: 0,
    fontSize: 18,
    fontWeight: 600,
    lineHeight: 1.3,
    overflowWrap: 'anywhere',
  },
  '& .content': { flex: 1, overflowY: 'auto', padding: '16px 24px' },
  '& ol': { margin: 0, paddingLeft: 20 },
  '& li': { margin: '0 0 6px' },
  '& .where': { color: 'var(--portlight-muted)', fontSize: 12 },
  '@media (max-width: 600px)': {
    '& > header, & .content': { paddingLeft: 16, paddingRight: 16 },
  },
});

/** What is drawn: see {@link WorkDrawer}. */
export interface WorkDrawerProps {
  scope: CostScope;
  query: CostQuery;
  /** What the figure is of, in words. */
  title: string;
  /** The row's own filter; left out for the total. */
  row?: string;
  /** The row as the report has it. */
  item: CostItem;
  /** The one part of it that is looked at, such as `cpu`. */
  resource?: string;
  /** Looks at one part, or at all. */
  onResource(resource: string | undefined): void;
  onClose(): void;
}

/** How a figure came about: quantity x unit price = cost, with the source of every price, and the steps before. */
function WorkDrawer(props: WorkDrawerProps) {
  const { scope, query, title, row, onClose } = props;
  const id = useId();
  const style = usePortalStyle();
  const answer = useCostWork(scope, query, row);
  return (
    <Drawer
      open
      anchor="right"
      onClose={onClose}
      transitionDuration={0}
      style={style}
      onClick={event => event.stopPropagation()}
      PaperProps={{
        role: 'dialog',
        'aria-modal': true,
        'aria-labelledby': id,
        style: {
          width: 'min(860px, 100vw)',
          background: 'var(--portlight-surface)',
          backgroundImage: 'none',
        },
      }}
    >
      <Root data-portlight="" style={{ ...style, height: '100%' }}>
        <Frame>
          <header>
            <div>
              <h2 id={id}>How the cost of {title} came about</h2>
              {answer.data && (
                <MutedText>
                  {formatTimestamp(answer.data.window.start)} to{' '}
                  {formatTimestamp(answer.data.window.end)}
                </MutedText>
              )}
            </div>
            <Button size="small" onClick={onClose}>
              Close
            </Button>
          </header>
          <div className="content">
            <Loaded
              answer={answer}
              what={`the work behind the cost of ${title}`}
              skeleton={
                <Skeleton label="the work behind the figure" rows={10} />
              }
            >
              {work => <Work {...props} work={work} />}
            </Loaded>
          </div>
        </Frame>
      </Root>
    </Drawer>
  );
}

/** So little is left of rounding alone. */
const ROUNDING = 1e-6;

/** The products of one part of the sum, and what of it is in smaller ones. */
function ofResource(
  { lines, total }: CostWork,
  resource: string,
): Pick<CostWork, 'lines' | 'other'> {
  const own = lines.filter(line => line.resource === resource);
  const rest = own.reduce(
    (left, { modelled }) => left - modelled,
    total[resource as keyof CostWork['total']],
  );
  return { lines: own, other: Math.abs(rest) > ROUNDING ? rest : 0 };
}

function Work(props: WorkDrawerProps & { work: CostWork }) {
  const { work, item, title, resource, onResource } = props;
  const { currency, notices, steps, total } = work;
  const part = partName(resource);
  const { lines, other } = part && resource ? ofResource(work, resource) : work;
  const shared = item.amounts.shared + item.amounts.idle;
  const hasFactor = lines.some(line => line.factor !== undefined);
  return (
    <>
      <CostNotices notices={notices} />
      <Section title="The sum" note={formatMoneyExact(total.total, currency)}>
        <ResourceShares
          amounts={total}
          currency={currency}
          onWork={onResource}
        />
      </Section>
      {shared > 0 && total.shared + total.idle === 0 && (
        <p>
          Besides these products, the row has{' '}
          <Money amount={shared} currency={currency} /> of what is shared out to
          it.
        </p>
      )}
      <Section
        title="Quantity × unit price"
        note={
          part && (
            <>
              {part} only{' '}
              <Button size="small" onClick={() => onResource(undefined)}>
                Show all
              </Button>
            </>
          )
        }
        side={
          lines.length > 0 && (
            <Button
              size="small"
              onClick={() =>
                saveCsv(`work ${title}`, workTable(currency, lines))
              }
            >
              CSV
            </Button>
          )
        }
      >
        {lines.length === 0 ? (
          <Empty title="No products">
            Nothing of it had a price in this window.
          </Empty>
        ) : (
          <SimpleTable
            label={`Products of ${title}`}
            rows={lines}
            rowKey={(_line, index) => String(index)}
            columns={[
              {
                header: 'What',
                width: 210,
                isWrapped: true,
                cell: line => {
                  const { name, where } = lineWhere(line);
                  return (
                    <>
                      {resourceName(line)}, {name}
                      <div className="where">{where}</div>
                    </>
                  );
                },
              },
              {
                header: 'Quantity',
                align: 'right',
                width: 110,
                cell: line => (
                  <span title={`${line.quantity} ${line.unit}`}>
                    {quantityText(line)}
                  </span>
                ),
              },
              {
                header: '× price',
                align: 'right',
                width: 130,
                cell: line => <UnitPrice line={line} currency={currency} />,
              },
              ...(hasFactor
                ? [
                    {
                      header: '× bill',
                      align: 'right' as const,
                      width: 70,
                      cell: (line: CostWorkLine) => (
                        <span title="What the bill says of the modelled cost">
                          {line.factor === undefined
                            ? '1'
                            : formatNumber(line.factor)}
                        </span>
                      ),
                    },
                  ]
                : []),
              {
                header: '= cost',
                align: 'right',
                width: 90,
                cell: line => <Money amount={line.cost} currency={currency} />,
              },
              {
                header: 'Source of the price',
                width: 180,
                isWrapped: true,
                cell: line => <MutedText>{priceText(line)}</MutedText>,
              },
            ]}
          />
        )}
        {other !== 0 && (
          <p>
            And <Money amount={other} currency={currency} /> in smaller
            products.
          </p>
        )}
      </Section>
      {steps.length > 0 && (
        <Section title="How demand becomes an amount">
          <ol>
            {steps.map(step => (
              <li key={step}>{step}</li>
            ))}
          </ol>
        </Section>
      )}
    </>
  );
}

function UnitPrice(props: { line: CostWorkLine; currency: string }) {
  const { line, currency } = props;
  const { price, unit } = unitPrice(line);
  const node =
    line.nodeHourly === undefined
      ? ''
      : `, of a node of ${formatMoneyExact(line.nodeHourly, currency)} an hour`;
  return (
    <span title={`${formatMoneyExact(price, currency)} per ${unit}${node}`}>
      {formatRate(price, currency)}
      <MutedText>/{unit}</MutedText>
    </span>
  );
}

function workTable(currency: string, lines: readonly CostWorkLine[]) {
  return {
    columns: [
      'resource',
      'class',
      'cluster',
      'namespace',
      'kind',
      'workload',
      'node',
      'pod',
      'instance type',
      'capacity type',
      'quantity',
      'unit',
      `unit price (${currency})`,
      `modelled (${currency})`,
      'factor of the bill',
      `cost (${currency})`,
      'price source',
      'price version',
      'price date',
    ],
    rows: lines.map(line =>
      [
        line.resource,
        line.class,
        line.cluster,
        line.namespace,
        line.kind,
        line.workload,
        line.node,
        line.pod,
        line.instanceType,
        line.capacityType,
        line.quantity,
        line.unit,
        line.unitPrice,
        line.modelled,
        line.factor,
        line.cost,
        line.priceSource,
        line.priceVersion,
        line.priceAt,
      ].map(value => value ?? null),
    ),
  };
}

/** For `React.lazy`: few open it. */
export default WorkDrawer;
