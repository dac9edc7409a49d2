import type {
  Cluster,
  ClusterRegistration,
} from '@portlight/plugin-portlight-common';
import {
  Fact,
  Facts,
  Loaded,
  Note,
  Owner,
  Section,
  Skeleton,
  Timestamp,
  useNow,
} from '../../components';
import { usePortlightHost } from '../../host/PortlightProvider';
import { usePermitted } from '../../host/usePermitted';
import { credentialsExpiry } from './credentialsExpiry';
import { describeSource, isRegistered } from './sources';
import { useClusterRegistration } from './useClusterRegistration';

const CREDENTIALS: Record<string, string> = {
  token: 'Token',
  clientCertificate: 'Client certificate',
  basic: 'User and password',
  none: 'None',
};

/** The credentials of the registration itself replaced none. */
const wereReplaced = (registration: ClusterRegistration) =>
  registration.credentialsChangedAt !== undefined &&
  registration.credentialsChangedAt !== registration.registeredAt;

/** Where a cluster comes from and how it is reached, for those who may change that. */
export function RegistrationDetails({ cluster }: { cluster: Cluster }) {
  const { api } = usePortlightHost();
  const mayUpdate = usePermitted('clusterUpdate', cluster.name);
  if (api.mode === 'direct' || !mayUpdate) return null;
  return (
    <Section title="Registration">
      {isRegistered(cluster) ? (
        <Registered cluster={cluster} />
      ) : (
        <p style={{ margin: 0, maxWidth: 760 }}>{describeSource(cluster)}</p>
      )}
    </Section>
  );
}

function Registered({ cluster }: { cluster: Cluster }) {
  const answer = useClusterRegistration(cluster.name);
  return (
    <Loaded
      answer={answer}
      what={`the registration of ${cluster.title}`}
      skeleton={<Skeleton label="the registration" rows={2} rowHeight={46} />}
    >
      {registration => (
        <>
          <ExpiryNote registration={registration} />
          <Facts>
            <Fact name="API server">{registration.server}</Fact>
            <Fact name="Context">{registration.context}</Fact>
            <Fact name="Credentials">
              {CREDENTIALS[registration.credentials] ??
                registration.credentials}
            </Fact>
            <Fact name="Credentials end">
              {registration.credentialsExpireAt ? (
                <Timestamp time={registration.credentialsExpireAt} />
              ) : (
                'They say no date'
              )}
            </Fact>
            <Fact name="Registered">
              <By
                at={registration.registeredAt}
                by={registration.registeredBy}
              />
            </Fact>
            {registration.changedAt && (
              <Fact name="Changed">
                <By at={registration.changedAt} by={registration.changedBy} />
              </Fact>
            )}
            {wereReplaced(registration) && (
              <Fact name="Credentials replaced">
                <Timestamp time={registration.credentialsChangedAt} />
              </Fact>
            )}
            {registration.encryptionKey && (
              <Fact name="Encryption key">{registration.encryptionKey}</Fact>
            )}
          </Facts>
        </>
      )}
    </Loaded>
  );
}

function By(props: { at: string; by: string | undefined }) {
  return (
    <>
      <Timestamp time={props.at} />
      {props.by && (
        <>
          {' '}
          by <Owner owner={props.by} />
        </>
      )}
    </>
  );
}

/** That credentials end soon, or have ended: the cluster then cannot be read. */
function ExpiryNote(props: { registration: ClusterRegistration }) {
  const { credentialsExpireAt } = props.registration;
  const expiry = credentialsExpiry(credentialsExpireAt, useNow());
  if (!expiry) return null;
  const isOver = expiry === 'expired';
  return (
    <Note
      kind={isOver ? 'error' : 'warning'}
      more="Replace them: Actions, Replace credentials."
    >
      The credentials {isOver ? 'ended' : 'end'} on{' '}
      <Timestamp time={credentialsExpireAt} />
      {isOver
        ? '; the cluster cannot be read with them.'
        : '; the cluster cannot be read from then on.'}
    </Note>
  );
}
