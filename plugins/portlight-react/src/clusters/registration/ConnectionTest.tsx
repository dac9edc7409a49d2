import type { ClusterTest } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import {
  ActionError,
  CopyBlock,
  formatQuantity,
  StatusIcon,
  statusLook,
} from '../../components';
import type { ConnectionTestState } from './useConnectionTest';

const Frame = styled('section')({
  margin: '0 0 12px',
  '& .verdict': {
    display: 'flex',
    gap: 8,
    alignItems: 'flex-start',
    margin: 0,
    fontWeight: 500,
    overflowWrap: 'anywhere',
  },
  '& .verdict svg': { flex: 'none', marginTop: 2 },
  '& .warning': { margin: '4px 0 0 22px', color: 'var(--portlight-muted)' },
  '& ul': { listStyle: 'none', margin: '10px 0 0', padding: 0 },
  '& li': {
    display: 'flex',
    gap: 8,
    alignItems: 'flex-start',
    padding: '5px 0',
    borderTop: '1px solid var(--portlight-divider)',
  },
  '& li svg': { flex: 'none', marginTop: 2 },
  '& li .missing': {
    color: 'var(--portlight-muted)',
    overflowWrap: 'anywhere',
  },
  '& summary': { cursor: 'pointer', padding: '4px 0' },
  '& .copy pre': { maxHeight: 220 },
});

/** `Kubernetes v1.36.3, EKS, 3 nodes, answers in 12 ms`. */
export function describeTest(test: ClusterTest): string {
  const { version, provider, nodes, latencySeconds } = test;
  return [
    version && `Kubernetes ${version}`,
    // What is no provider's own is called Kubernetes, which stands there already.
    provider !== 'Kubernetes' && provider,
    nodes !== undefined && formatQuantity(nodes, 'node'),
    latencySeconds !== undefined &&
      `answers in ${Math.max(1, Math.round(latencySeconds * 1000))} ms`,
  ]
    .filter(Boolean)
    .join(', ');
}

/** The verbs that are missing, by resource: `secrets (list, watch)`. */
function describeMissing(
  missing: ClusterTest['features'][number]['missing'],
): string {
  const verbs = new Map<string, string[]>();
  for (const { apiGroup, resource, verb } of missing) {
    const name = apiGroup ? `${resource}.${apiGroup}` : resource;
    verbs.set(name, [...(verbs.get(name) ?? []), verb]);
  }
  return [...verbs]
    .map(([name, values]) => `${name} (${values.join(', ')})`)
    .join('; ');
}

type Feature = ClusterTest['features'][number];

/** What a cluster does not have is no fault of the credentials. */
function featureLook({ available, missing }: Feature) {
  if (missing.length > 0) return 'warning';
  return available ? 'healthy' : 'info';
}

function describeFeature({ available, missing }: Feature): string {
  if (missing.length > 0) return `may not read ${describeMissing(missing)}`;
  return available
    ? 'has all it needs'
    : 'is left out: the cluster does not have it installed';
}

/** What a test of the connection found. */
export function ConnectionTest(props: {
  test: ConnectionTestState;
  /** What can be done in spite of a bad result: `register the cluster`. */
  purpose: string;
}) {
  const { result, error, isTesting } = props.test;
  return (
    <div aria-live="polite" aria-busy={isTesting}>
      {isTesting && (
        <p style={{ margin: '0 0 12px' }}>
          Asking the API server. An address that does not answer is given up
          after some seconds.
        </p>
      )}
      {!isTesting && error !== undefined && (
        <ActionError title="The connection was not tested" error={error} />
      )}
      {!isTesting && result && (
        <Result result={result} purpose={props.purpose} />
      )}
    </div>
  );
}

function Result(props: { result: ClusterTest; purpose: string }) {
  const { result, purpose } = props;
  if (!result.reachable) {
    return (
      <Frame aria-label="Result of the test">
        <p className="verdict">
          <StatusIcon look={statusLook('unreachable')} />
          <span>
            Not reached: {result.error?.message ?? 'the cause is not known'}
          </span>
        </p>
        <p className="warning">
          Check the address, and whether the portal&apos;s network leads there.
          You can {purpose} all the same: it is shown as unreachable, and is
          read as soon as it answers.
        </p>
      </Frame>
    );
  }
  const lacking = result.features.filter(({ missing }) => missing.length > 0);
  const hasMissing = lacking.length > 0;
  return (
    <Frame aria-label="Result of the test">
      <p className="verdict">
        <StatusIcon look={statusLook('healthy')} />
        <span>Reached. {describeTest(result)}</span>
      </p>
      {result.error && <p className="warning">{result.error.message}</p>}
      {hasMissing && (
        <p className="warning">
          {`${formatQuantity(
            lacking.length,
            'feature',
          )} will miss something until the permissions below are given. You can ${purpose} now and give them later.`}
        </p>
      )}
      <ul aria-label="Features">
        {result.features.map(feature => (
          <li key={feature.feature}>
            <StatusIcon look={statusLook(featureLook(feature))} />
            <span>
              {feature.title}{' '}
              <span className="missing">{describeFeature(feature)}</span>
            </span>
          </li>
        ))}
      </ul>
      <details open={hasMissing} className="copy">
        <summary>
          {hasMissing
            ? 'The ClusterRole that gives them'
            : 'The ClusterRole that Portlight needs'}
        </summary>
        <CopyBlock label="kubectl apply -f -" text={result.manifest} />
      </details>
    </Frame>
  );
}
