import { useMemo } from 'react';
import { Fact, Facts, MutedText, ownerName } from '../components';
import { usePortlightHost } from '../host/PortlightProvider';
import { costQuery, parseCostSelection } from './costSelection';
import { CostTab } from './CostTab';
import { useCosts } from './queries';

const QUERY = costQuery(parseCostSelection(''), 'team,costCenter,owner');

/** What a namespace is filed under, and what it costs. */
export function NamespaceCost(props: { cluster: string; namespace: string }) {
  const { cluster, namespace } = props;
  const { api } = usePortlightHost();
  const scope = useMemo(() => ({ cluster, namespace }), [cluster, namespace]);
  const { data } = useCosts(scope, QUERY, { enabled: api.mode === 'remote' });
  const named = (aggregate: string) => [
    ...new Set(
      data?.items.flatMap(({ key }) =>
        key
          .filter(
            part =>
              part.aggregate === aggregate && !part.value.startsWith('__'),
          )
          .map(({ value }) => value),
      ),
    ),
  ];
  const fact = (name: string, aggregate: string, missing: string) => {
    const values = named(aggregate);
    return (
      <Fact name={name}>
        {values.length > 0 ? (
          values.map(ownerName).join(', ')
        ) : (
          <MutedText>{missing}</MutedText>
        )}
      </Fact>
    );
  };
  return (
    <>
      {data && data.items.length > 0 && (
        <Facts>
          {fact('Cost centre', 'costCenter', 'No label names one')}
          {fact('Team', 'team', 'No label names one')}
          {fact('Owners', 'owner', 'Nobody is named')}
        </Facts>
      )}
      <CostTab scope={scope} />
    </>
  );
}
