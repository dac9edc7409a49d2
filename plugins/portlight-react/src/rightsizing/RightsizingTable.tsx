import type {
  Rightsizing,
  RightsizingReport,
} from '@portlight/plugin-portlight-common';
import { useMemo, useState, type ReactNode } from 'react';
import { Empty, ObjectTable, useTableState, type Filter } from '../components';
import type { ApiAnswer } from '../host/useApiQuery';
import { severityLook, SEVERITY_ORDER } from './describeRightsizing';
import { PatchBar } from './PatchBar';
import { workloadKey } from './patches';
import { rightsizingColumns } from './rightsizingColumns';
import { containerRows, type ContainerRow } from './rows';
import { useOpenWhy } from './useWhy';

const SEVERITY_FILTER: Filter<ContainerRow> = {
  id: 'state',
  label: 'State',
  options: SEVERITY_ORDER.map(severity => ({
    value: severity,
    label: severityLook(severity).word,
  })),
  matches: ({ item }, values) => values.includes(item.severity),
};

const searchText = ({ item, container }: ContainerRow) =>
  `${item.workload} ${item.namespace} ${item.cluster} ${container.name} ${
    item.owner ?? ''
  }`;

/** Containers with what they request and should; workloads can be chosen, and their patches taken along. */
export function RightsizingTable(props: {
  answer: ApiAnswer<RightsizingReport>;
  /** What narrows the question itself. */
  filters: readonly Filter<ContainerRow>[];
  empty?: ReactNode;
}) {
  const { answer, filters } = props;
  const { data } = answer;
  const all = useMemo(() => [...filters, SEVERITY_FILTER], [filters]);
  const [state, setState] = useTableState(all.map(({ id }) => id));
  const [keys, setKeys] = useState<ReadonlySet<string>>(new Set());
  const open = useOpenWhy();
  const items = data?.items;
  const rows = useMemo(() => items && containerRows(items), [items]);
  // What a filter took out of sight is no longer chosen: nobody wants to apply what they do not see.
  const chosen = useMemo(
    () => (items ?? []).filter(item => keys.has(workloadKey(item))),
    [items, keys],
  );
  const currency = data?.currency ?? '';
  const columns = useMemo(() => {
    const toggle = (item: Rightsizing) =>
      setKeys(before => {
        const after = new Set(before);
        if (!after.delete(workloadKey(item))) after.add(workloadKey(item));
        return after;
      });
    return rightsizingColumns({ currency, open, selection: { keys, toggle } });
  }, [currency, open, keys]);
  const selectable = (items ?? []).filter(
    item =>
      item.patch !== undefined &&
      (!state.filters.state || state.filters.state.includes(item.severity)) &&
      item.containers.some((container, index) =>
        searchText({ item, container, key: '', isFirst: index === 0 })
          .toLowerCase()
          .includes(state.search.trim().toLowerCase()),
      ),
  );
  return (
    <>
      {rows && rows.length > 0 && (
        <PatchBar
          chosen={chosen}
          selectable={selectable.length}
          currency={currency}
          onAll={() => setKeys(new Set(selectable.map(workloadKey)))}
          onNone={() => setKeys(new Set())}
        />
      )}
      <ObjectTable
        label="containers"
        what="the rightsizing"
        columns={columns}
        answer={{ ...answer, data: rows }}
        rowKey={({ key }) => key}
        searchText={searchText}
        filters={all}
        state={state}
        onStateChange={setState}
        maxHeight="max(420px, calc(100vh - 360px))"
        empty={
          props.empty ?? (
            <Empty title="Nothing to judge yet">
              What a container should request is said after a day of its usage,
              from metrics-server or a Prometheus; after some days it can be
              trusted. Workloads appear here as soon as they run.
            </Empty>
          )
        }
      />
    </>
  );
}
