import type { Replica } from '@portlight/plugin-portlight-common';
import {
  Age,
  formatCount,
  formatQuantity,
  Loaded,
  Section,
  SimpleTable,
  Skeleton,
} from '../components';
import { useApiQuery } from '../host/useApiQuery';
import { usePermitted } from '../host/usePermitted';

/** The backend replicas, and how many clusters each of them reads. */
export function ReplicaList() {
  const isPermitted = usePermitted('syncRead');
  const answer = useApiQuery({
    key: ['replicas'],
    enabled: isPermitted,
    ask: (api, signal) => api.listReplicas({ signal }),
  });
  if (!isPermitted) return null;
  return (
    <Section
      title="Replicas"
      note={answer.data && formatQuantity(answer.data.total, 'replica')}
    >
      <Loaded
        answer={answer}
        what="the replicas"
        skeleton={<Skeleton label="the replicas" rows={2} />}
      >
        {({ items }) => (
          <SimpleTable<Replica>
            label="Replicas"
            rows={items}
            rowKey={replica => replica.name}
            columns={[
              { header: 'Name', cell: replica => replica.name },
              {
                header: 'Clusters',
                width: 110,
                align: 'right',
                cell: replica => formatCount(replica.clusters),
              },
              {
                header: 'Running for',
                width: 120,
                align: 'right',
                cell: replica => <Age time={replica.startedAt} />,
              },
              {
                header: 'Last seen',
                width: 120,
                align: 'right',
                cell: replica => (
                  <>
                    <Age time={replica.lastSeenAt} /> ago
                  </>
                ),
              },
            ]}
          />
        )}
      </Loaded>
    </Section>
  );
}
