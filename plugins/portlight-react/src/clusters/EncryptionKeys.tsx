import type { Encryption } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import {
  ActionError,
  Age,
  Empty,
  formatCount,
  formatQuantity,
  Loaded,
  Note,
  Section,
  SimpleTable,
  Skeleton,
  Status,
} from '../components';
import { liveUpdatesOf } from '../host/liveUpdates';
import { usePortlightHost } from '../host/PortlightProvider';
import { useApiQuery } from '../host/useApiQuery';
import { usePermitted } from '../host/usePermitted';

/** Milliseconds between two looks at a rotation that runs. */
const INTERVAL = 1_000;

const CONFIGURATION = `portlight:
  encryption:
    keys:
      - name: '2026-11'
        secret: \${PORTLIGHT_ENCRYPTION_KEY}`;

/** The keys that protect the credentials of registered clusters, and the rotation to the newest. */
export function EncryptionKeys() {
  const { api } = usePortlightHost();
  const isPermitted = usePermitted('encryptionManage');
  const [isRunning, setRunning] = useState(false);
  const [error, setError] = useState<unknown>();
  const answer = useApiQuery({
    key: ['encryption'],
    enabled: isPermitted,
    interval: isRunning ? INTERVAL : undefined,
    ask: async (source, signal) => {
      const encryption = await source.getEncryption({ signal });
      setRunning(encryption.rotation?.state === 'running');
      return encryption;
    },
  });
  if (!isPermitted) return null;
  const rotate = () => {
    setError(undefined);
    setRunning(true);
    api.rotateEncryption().then(
      () =>
        liveUpdatesOf(api).client.invalidateQueries({
          queryKey: ['encryption'],
        }),
      thrown => {
        setRunning(false);
        setError(thrown);
      },
    );
  };
  return (
    <Section
      title="Encryption keys"
      note="They protect the credentials of registered clusters."
      side={
        answer.data?.configured && (
          <Button
            size="small"
            variant="outlined"
            disabled={isRunning}
            onClick={rotate}
          >
            {isRunning ? 'Rotating…' : 'Rotate to the newest key'}
          </Button>
        )
      }
    >
      {error !== undefined && (
        <ActionError title="The rotation has not started" error={error} />
      )}
      <Loaded
        answer={answer}
        what="the encryption keys"
        skeleton={<Skeleton label="the encryption keys" rows={2} />}
      >
        {encryption => (
          <>
            <RotationNote encryption={encryption} />
            {encryption.keys.length > 0 && <KeyTable encryption={encryption} />}
            {!encryption.configured && (
              <Empty
                title="No key is configured, so no cluster can be registered"
                snippet={{ label: 'app-config.yaml', text: CONFIGURATION }}
              >
                Any secret of at least 32 characters serves; `openssl rand
                -base64 32` makes one.
              </Empty>
            )}
          </>
        )}
      </Loaded>
    </Section>
  );
}

function KeyTable({ encryption }: { encryption: Encryption }) {
  return (
    <SimpleTable<Encryption['keys'][number]>
      label="Encryption keys"
      rows={encryption.keys}
      rowKey={key => key.name}
      columns={[
        { header: 'Name', cell: key => key.name },
        {
          header: 'State',
          width: 300,
          cell: key =>
            key.known ? (
              <Status
                status={key.newest ? 'healthy' : 'info'}
                word={key.newest ? 'Newest' : 'Older'}
                detail={
                  (key.newest && 'encrypts what is registered') ||
                  (key.clusters === 0 ? 'no longer needed' : 'still decrypts')
                }
              />
            ) : (
              <Status
                status="error"
                word="Not configured"
                detail={`${formatQuantity(
                  key.clusters,
                  'cluster',
                )} cannot be read until it is`}
              />
            ),
        },
        {
          header: 'Clusters',
          width: 110,
          align: 'right',
          cell: key => formatCount(key.clusters),
        },
      ]}
    />
  );
}

/** How far a rotation is, or how the last one ended. */
function RotationNote({
  encryption: { rotation },
}: {
  encryption: Encryption;
}) {
  if (!rotation) return null;
  const { state, done, total, finishedAt, failures = [] } = rotation;
  const count = `${formatCount(done)} of ${formatQuantity(total, 'cluster')}`;
  if (state === 'running') {
    return (
      <Note kind="info">
        Rotating: {count} done.{' '}
        <progress
          aria-label="Rotation"
          value={done}
          max={Math.max(1, total)}
          style={{ verticalAlign: 'middle' }}
        />
      </Note>
    );
  }
  if (failures.length > 0 || state === 'failed') {
    return (
      <Note kind="warning">
        The last rotation left some clusters with an older key: {count} done.
        <ul style={{ margin: '4px 0 0', paddingLeft: 18 }}>
          {failures.map(({ cluster, message }) => (
            <li key={cluster}>
              {cluster}: {message}
            </li>
          ))}
        </ul>
      </Note>
    );
  }
  return (
    <Note kind="info">
      All {formatQuantity(total, 'cluster')} have the newest key
      {finishedAt && (
        <>
          , since <Age time={finishedAt} /> ago
        </>
      )}
      .
    </Note>
  );
}
