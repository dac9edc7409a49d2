import type { Price } from '@portlight/plugin-portlight-common';
import { useMemo } from 'react';
import {
  Empty,
  formatQuantity,
  HostLink,
  ObjectTable,
  Sentence,
  Timestamp,
  useTableState,
  type Column,
  type Filter,
} from '../../components';
import { formatMoneyExact } from '../../components/formats/money';
import { CostNotices } from '../parts';
import { usePrices } from './usePrices';
import {
  describePrice,
  describePrices,
  describeUnits,
  priceKindWord,
  priceOf,
  PRICE_KINDS,
  sourceDetail,
  sourceWord,
} from './priceText';

/** Core and memory: few nodes have a GPU, and it stands in the tooltip. */
const SHOWN_UNITS = 2;

const columnsOf = (currency: string): Column<Price>[] => [
  {
    id: 'name',
    header: 'What',
    sortValue: ({ name }) => name,
    cell: price => {
      const { name, kind } = priceOf(price);
      const { region, nodes } = price;
      const detail = [
        kind,
        region,
        nodes !== undefined && formatQuantity(nodes, 'node'),
      ]
        .filter(Boolean)
        .join(', ');
      return (
        <span title={detail ? `${name}, ${detail}` : name}>
          <span className="primary">{name}</span>{' '}
          <span className="muted">{detail}</span>
        </span>
      );
    },
  },
  {
    id: 'cluster',
    header: 'Cluster',
    width: 140,
    sortValue: ({ cluster }) => cluster,
    cell: ({ cluster }) => (
      <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
    ),
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 120,
    isHidden: true,
    sortValue: ({ kind }) => PRICE_KINDS.indexOf(kind),
    cell: ({ kind }) => priceKindWord(kind),
  },
  {
    id: 'price',
    header: 'Price',
    width: 190,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: ({ hourly, price }) => hourly ?? price,
    cell: price => (
      <span
        title={`${formatMoneyExact(
          price.hourly ?? price.price,
          currency,
        )} per ${price.unit ?? 'hour'}`}
      >
        {describePrice(price, currency)}
      </span>
    ),
  },
  {
    id: 'units',
    header: 'Of that per hour',
    width: 200,
    align: 'right',
    cell: price => {
      const units = describeUnits(price, currency);
      return (
        <span className="muted" title={units.join(', ')}>
          {units.slice(0, SHOWN_UNITS).join(', ')}
        </span>
      );
    },
  },
  {
    id: 'source',
    header: 'Source',
    width: 260,
    sortValue: ({ source }) => sourceWord(source),
    cell: ({ source, version, at, note }) => (
      <span title={[version, at, note].filter(Boolean).join('\n')}>
        {sourceWord(source)}{' '}
        <span className="muted">{sourceDetail({ version, at })}</span>
      </span>
    ),
  },
  {
    id: 'validFrom',
    header: 'In force since',
    width: 180,
    isHidden: true,
    sortsDescendingFirst: true,
    sortValue: ({ validFrom }) => validFrom,
    cell: ({ validFrom }) => <Timestamp time={validFrom} />,
  },
];

const distinct = <T,>(values: readonly T[]) => [...new Set(values)];

function filtersOf(items: readonly Price[]): Filter<Price>[] {
  return [
    {
      id: 'kind',
      label: 'Kind',
      options: PRICE_KINDS.map(kind => ({
        value: kind,
        label: priceKindWord(kind),
      })),
      matches: ({ kind }, values) => values.includes(kind),
    },
    {
      id: 'cluster',
      label: 'Cluster',
      options: distinct(items.map(({ cluster }) => cluster)).map(value => ({
        value,
        label: value,
      })),
      matches: ({ cluster }, values) => values.includes(cluster),
    },
    {
      id: 'source',
      label: 'Source',
      options: distinct(items.map(({ source }) => source)).map(value => ({
        value,
        label: sourceWord(value),
      })),
      matches: ({ source }, values) => values.includes(source),
    },
  ];
}

const FILTER_NAMES = ['kind', 'cluster', 'source'];

const SNIPPET = `portlight:
  cost:
    prices:
      custom:
        - cluster: prod-eu
          instanceType: m7i.4xlarge
          hourly: 0.9677`;

/**
 * The prices in force, with where each comes from.
 *
 * @param props - `isSmall` where the sentence is not the page's answer
 */
export function PriceTable({ isSmall }: { isSmall: boolean }) {
  const [state, setState] = useTableState(FILTER_NAMES, 'price');
  const answer = usePrices();
  const { data } = answer;
  const items = data?.items;
  const filters = useMemo(() => filtersOf(items ?? []), [items]);
  const columns = useMemo(
    () => columnsOf(data?.currency ?? ''),
    [data?.currency],
  );
  return (
    <>
      {data && data.items.length > 0 && (
        <Sentence small={isSmall}>{describePrices(data.items)}</Sentence>
      )}
      {data && <CostNotices notices={data.notices} />}
      <ObjectTable
        label="prices"
        what="the prices in force"
        columns={columns}
        answer={{ ...answer, data: items }}
        rowKey={({ id, cluster }) => `${cluster}/${id}`}
        searchText={({ name, cluster, source, version }) =>
          `${name} ${cluster} ${sourceWord(source)} ${version}`
        }
        filters={filters}
        state={state}
        onStateChange={setState}
        defaultSort={{ column: 'cluster', descending: false }}
        maxHeight="480px"
        empty={
          <Empty
            title="No price is in use yet"
            snippet={{ label: 'A price of your own', text: SNIPPET }}
          >
            Prices appear as soon as the nodes of a cluster are read. The
            shipped tables know common machines of AWS, Google Cloud and Azure;
            what you pay is better set in the configuration, or imported from a
            bill.
          </Empty>
        }
      />
    </>
  );
}
