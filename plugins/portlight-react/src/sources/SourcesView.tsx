import type { MetricsSource } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useMemo } from 'react';
import {
  Age,
  compareValues,
  Empty,
  HostLink,
  ObjectTable,
  PageFrame,
  Sentence,
  Status,
  statusLook,
  useTableState,
  withParameter,
  type Column,
  type Filter,
} from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import { useApiQuery } from '../host/useApiQuery';
import { usePermitted } from '../host/usePermitted';
import {
  describeSources,
  kindWords,
  SOURCE_STATUSES,
  sourceKey,
  sourceMessage,
  sourceTitle,
  statusOf,
} from './describeSources';
import { SourceDialog } from './SourceDialog';

const KINDS: readonly MetricsSource['kind'][] = [
  'peers',
  'prometheus',
  'metricsApi',
  'kubelet',
];

const columnsOf = (
  open: (source: MetricsSource) => void,
): Column<MetricsSource>[] => [
  {
    id: 'name',
    header: 'Source',
    width: 240,
    sortValue: sourceTitle,
    cell: source => (
      <span className="primary" title={source.address ?? source.name}>
        {sourceTitle(source)}
      </span>
    ),
  },
  {
    id: 'status',
    header: 'Status',
    sortValue: source => SOURCE_STATUSES.indexOf(statusOf(source)),
    cell: source => (
      <Status status={statusOf(source)} detail={sourceMessage(source).text} />
    ),
  },
  {
    id: 'cluster',
    header: 'Cluster',
    width: 160,
    sortValue: source => source.cluster ?? '',
    cell: ({ cluster }) =>
      cluster === undefined ? (
        <span className="muted">all</span>
      ) : (
        <HostLink to={{ page: 'cluster', cluster }}>{cluster}</HostLink>
      ),
  },
  {
    id: 'kind',
    header: 'Kind',
    width: 130,
    isHidden: true,
    sortValue: source => kindWords(source.kind),
    cell: source => kindWords(source.kind),
  },
  {
    id: 'address',
    header: 'Address',
    width: 240,
    isHidden: true,
    sortValue: source => source.address,
    cell: source => source.address ?? '',
  },
  {
    id: 'checkedAt',
    header: 'Asked',
    width: 80,
    align: 'right',
    sortsDescendingFirst: true,
    sortValue: source => source.checkedAt,
    cell: source => <Age time={source.checkedAt} />,
  },
  {
    id: 'open',
    header: 'Details',
    width: 96,
    align: 'right',
    isHeaderHidden: true,
    cell: source => (
      <Button
        size="small"
        aria-haspopup="dialog"
        aria-label={`Details of ${sourceTitle(source)}${
          source.cluster ? ` in ${source.cluster}` : ''
        }`}
        onClick={() => open(source)}
      >
        Details
      </Button>
    ),
  },
];

const options = (values: readonly string[], label = (value: string) => value) =>
  values.map(value => ({ value, label: label(value) }));

function filtersOf(sources: readonly MetricsSource[]): Filter<MetricsSource>[] {
  const clusters = [
    ...new Set(sources.flatMap(({ cluster }) => cluster ?? [])),
  ];
  return [
    {
      id: 'status',
      label: 'Status',
      options: options(SOURCE_STATUSES, status => statusLook(status).word),
      matches: (source, values) => values.includes(statusOf(source)),
    },
    {
      id: 'kind',
      label: 'Kind',
      options: options(KINDS, kind => kindWords(kind as MetricsSource['kind'])),
      matches: (source, values) => values.includes(source.kind),
    },
    {
      id: 'cluster',
      label: 'Cluster',
      options: options(clusters.sort(compareValues)),
      matches: (source, values) =>
        source.cluster === undefined || values.includes(source.cluster),
    },
  ];
}

const FILTER_NAMES = ['status', 'kind', 'cluster'];
const SELECTED = 'source';

const searchText = (source: MetricsSource) =>
  [sourceTitle(source), source.cluster, source.address, source.message]
    .filter(Boolean)
    .join(' ');

/**
 * Where metrics come from, for administrators: what was detected in each cluster, how it answers, and what would give
 * more.
 *
 * @public
 */
export function SourcesView() {
  const { api, search, setSearch } = usePortlightHost();
  const canTest = usePermitted('syncRead');
  const [state, setState] = useTableState(FILTER_NAMES);
  const isDirect = api.mode === 'direct';
  const answer = useApiQuery({
    key: ['metricsSources'],
    enabled: !isDirect,
    ask: async (source, signal) =>
      (await source.listMetricsSources({ signal })).items,
  });
  const { data } = answer;
  const filters = useMemo(() => filtersOf(data ?? []), [data]);
  const selected = new URLSearchParams(search).get(SELECTED);
  const chosen = data?.find(source => sourceKey(source) === selected);
  const select = (source: MetricsSource | undefined) =>
    setSearch(
      withParameter(search, SELECTED, source && sourceKey(source)),
      // back closes the dialog
      { push: source !== undefined },
    );
  if (isDirect) {
    return (
      <Empty title="There are no sources of metrics here">
        Without a portal, peers and the Metrics API of a cluster are asked by
        this browser while a page is open. History and Prometheus need a portal.
      </Empty>
    );
  }
  return (
    <PageFrame
      trail={[
        { label: 'Fleet', to: { page: 'fleet' } },
        { label: 'State of the mirror', to: { page: 'sync' } },
      ]}
      title="Sources of metrics"
    >
      {data && <Sentence>{describeSources(data)}</Sentence>}
      <ObjectTable
        label="sources"
        what="the sources of metrics"
        columns={columnsOf(select)}
        answer={answer}
        rowKey={sourceKey}
        searchText={searchText}
        filters={filters}
        state={state}
        onStateChange={setState}
        defaultSort={{ column: 'status', descending: false }}
        maxHeight="max(420px, calc(100vh - 320px))"
        empty={
          <Empty title="No sources yet">
            The Metrics API and the kubelets are looked for in every cluster as
            soon as one is read; a Prometheus is named in
            portlight.metrics.sources of the portal&apos;s configuration.
          </Empty>
        }
      />
      {chosen && (
        <SourceDialog
          key={sourceKey(chosen)}
          source={chosen}
          canTest={canTest}
          onClose={() => select(undefined)}
        />
      )}
    </PageFrame>
  );
}
