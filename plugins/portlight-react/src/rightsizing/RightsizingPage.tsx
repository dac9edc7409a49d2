import { useMemo } from 'react';
import { useClusters } from '../clusters/queries';
import { CostNotices } from '../cost/parts';
import {
  compareValues,
  ownerName,
  Section,
  Sentence,
  useTableState,
  withParameter,
  type Filter,
} from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import { AdviceTable } from './AdviceTable';
import { describeRightsizing, readStrategy } from './describeRightsizing';
import { RealisableList } from './RealisableList';
import { RightsizingTable } from './RightsizingTable';
import type { ContainerRow } from './rows';
import { StrategySwitch } from './StrategySwitch';
import { useRightsizing } from './useRightsizing';
import { WhyRoute } from './useWhy';

/** These narrow the question: savings of what is left out are not in the sentence. */
const FILTER_NAMES = ['cluster', 'namespace', 'owner'];
const STRATEGY = 'strategy';

const options = (
  values: readonly (string | undefined)[],
  label = (value: string) => value,
) =>
  [...new Set(values)]
    .flatMap(value => value ?? [])
    .sort(compareValues)
    .map(value => ({ value, label: label(value) }));

/** What the containers of the fleet should request, what that saves, and what else should be different. */
export function RightsizingPage() {
  const { search, setSearch } = usePortlightHost();
  const [{ filters: chosen }] = useTableState(FILTER_NAMES);
  const strategy = readStrategy(new URLSearchParams(search).get(STRATEGY));
  const { cluster, namespace, owner } = chosen;
  const answer = useRightsizing({ cluster, namespace, owner }, strategy);
  // The same question for most: its answer is shared. It knows which namespaces and owners there are.
  const whole = useRightsizing({}, strategy);
  const clusters = useClusters();
  const { data } = answer;
  const names = clusters.data;
  const known = whole.data?.items;
  const filters = useMemo<Filter<ContainerRow>[]>(
    () => [
      {
        id: 'cluster',
        label: 'Cluster',
        options: (names ?? []).map(({ name, title }) => ({
          value: name,
          label: title,
        })),
      },
      {
        id: 'namespace',
        label: 'Namespace',
        options: options((known ?? []).map(item => item.namespace)),
      },
      {
        id: 'owner',
        label: 'Owner',
        options: options(
          (known ?? []).map(item => item.owner),
          ownerName,
        ),
      },
    ],
    [names, known],
  );
  return (
    <>
      <Sentence
        side={
          <StrategySwitch
            value={strategy}
            onChange={value =>
              setSearch(
                withParameter(
                  search,
                  STRATEGY,
                  value === 'portlight' ? undefined : value,
                ),
              )
            }
          />
        }
      >
        {data ? describeRightsizing(data) : 'Rightsizing'}
      </Sentence>
      {data && <CostNotices notices={data.notices} />}
      <RightsizingTable answer={answer} filters={filters} />
      {data && data.items.length > 0 && data.realisable.length > 0 && (
        <div style={{ marginTop: 28 }}>
          <Section
            title="What becomes money"
            note="requests free room; only a node that goes is not paid for any more"
          >
            <RealisableList items={data.realisable} currency={data.currency} />
          </Section>
        </div>
      )}
      <div style={{ marginTop: 28 }}>
        <AdviceTable
          cluster={cluster}
          namespace={namespace}
          owner={owner}
          known={data?.notices}
        />
      </div>
      {data && <WhyRoute report={data} />}
    </>
  );
}
