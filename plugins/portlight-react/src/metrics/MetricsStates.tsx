import type {
  Metrics,
  MetricsTarget,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import {
  Age,
  Empty,
  formatQuantity,
  MutedText,
  Note,
  Partial,
  Skeleton,
  Stale,
} from '../components';
import { SIGNAL_HEIGHT } from './GoldenSignals';

/** A scrape so many intervals old is no longer "now". */
const STALE_INTERVALS = 4;

/** Seconds: how often peers are scraped where the answer does not say it. */
const USUAL_INTERVAL = 15;

/** Whether what is shown is older than the scrapes should be. */
export function isOld(metrics: Metrics, now: number): boolean {
  const { scrapedAt, intervalSeconds = USUAL_INTERVAL } = metrics;
  return (
    scrapedAt !== undefined &&
    now - Date.parse(scrapedAt) > STALE_INTERVALS * intervalSeconds * 1000
  );
}

/** At the right of the sentence: how old the figures are. */
export function ScrapeAge(props: { metrics: Metrics; now: number }) {
  const { metrics, now } = props;
  if (metrics.scrapedAt === undefined) return <>Not scraped yet</>;
  if (isOld(metrics, now)) {
    return <Stale since={metrics.scrapedAt} cause="no newer scrape arrived" />;
  }
  return (
    <>
      Scraped <Age time={metrics.scrapedAt} /> ago
    </>
  );
}

const Silent = styled('ul')({
  margin: '4px 0 0',
  padding: 0,
  listStyle: 'none',
  '& li': { padding: '1px 0', overflowWrap: 'anywhere' },
});

const NO_REASON = 'no reason is known';

/** Silent peers named; with more, the rest is counted. */
const MAXIMUM_SILENT = 20;

/** Silent peers whose reason is said at once. */
const FEW = 2;

/** Who did not answer, and why; how many did is the sentence above. */
export function SilentPeers(props: { metrics: Metrics }) {
  const { peers, answered, scrapedAt } = props.metrics;
  const silent = peers.filter(({ up }) => !up);
  if (scrapedAt === undefined || silent.length === 0) return null;
  if (silent.length <= FEW) {
    return (
      <>
        {silent.map(({ id, name, message = NO_REASON }) => (
          <Partial key={id} more={message}>
            {name} did not answer:
          </Partial>
        ))}
      </>
    );
  }
  return (
    <Partial
      more={
        <details open={answered === 0}>
          <summary>Who did not, and why</summary>
          <SilentList silent={silent} />
        </details>
      }
    >
      {answered === 0
        ? 'No peer answered; there is nothing to show of now.'
        : `${formatQuantity(
            silent.length,
            'peer',
          )} did not answer; figures are of those that did.`}
    </Partial>
  );
}

function SilentList(props: { silent: Metrics['peers'] }) {
  const { silent } = props;
  return (
    <Silent>
      {silent.slice(0, MAXIMUM_SILENT).map(({ id, name, cluster, message }) => (
        <li key={id}>
          <strong>{name}</strong>
          {cluster && ` in ${cluster}`}: {message ?? NO_REASON}
        </li>
      ))}
      {silent.length > MAXIMUM_SILENT && (
        <li>
          and {formatQuantity(silent.length - MAXIMUM_SILENT, 'more', 'more')}
        </li>
      )}
    </Silent>
  );
}

/** What was left out, does not agree, or is old: one quiet line each. */
export function MetricsNotices(props: { metrics: Metrics }) {
  const { targets, notices } = props.metrics;
  return (
    <>
      {targets.map(
        ({ topic, name, cluster, message, stale }) =>
          message && (
            <Note
              key={topic}
              kind={stale ? 'unknown' : 'warning'}
              more={message}
            >
              {name}
              {cluster && ` in ${cluster}`}
              {stale ? ' (peers as they were last seen):' : ':'}
            </Note>
          ),
      )}
      {notices.map(notice => (
        <Note key={notice} kind="info">
          {notice}
        </Note>
      ))}
    </>
  );
}

const entitySnippet = (name: string) => `metadata:
  annotations:
    # whose pods they are
    backstage.io/kubernetes-id: ${name}`;

const POD_SNIPPET = `metadata:
  annotations:
    prometheus.io/scrape: "true"
    prometheus.io/port: "8080"
    prometheus.io/path: /metrics`;

/** Why there are no metrics, and the lines that change it; undefined where there are some. */
export function whyNothing(
  target: MetricsTarget,
  metrics: Metrics,
): JSX.Element | undefined {
  const { targets, total, answered, families, scrapedAt } = metrics;
  if (targets.length === 0) {
    return 'entityRef' in target ? (
      <Empty
        title="No instances of it are known"
        snippet={{
          label: 'catalog-info.yaml',
          text: entitySnippet(
            target.entityRef.slice(target.entityRef.lastIndexOf('/') + 1),
          ),
        }}
      >
        What its instances say about themselves appears here as soon as an
        annotation says which workloads are its own, and some of them run.
      </Empty>
    ) : (
      <Empty title="Nothing is known of this Service">
        It may be new or without a selector; its pods are found as soon as the
        cluster was read again.
      </Empty>
    );
  }
  if (total === 0) {
    return (
      <Empty title="It has no peers now">
        {targets.map(({ message }) => message).find(Boolean) ??
          'No pod is behind it: scaled to zero, or none is ready. Their metrics appear here as soon as there are some.'}
      </Empty>
    );
  }
  if (scrapedAt !== undefined && answered > 0 && families.length === 0) {
    return (
      <Empty
        title="Its peers expose no metrics"
        snippet={{ label: 'On the pod template', text: POD_SNIPPET }}
      >
        They answer, but with nothing that is a metric. A Prometheus client
        library exposes some; where they are is said by a port named{' '}
        <code>metrics</code> or by annotations.
      </Empty>
    );
  }
  return undefined;
}

/** The layout that follows, empty. */
export function MetricsSkeleton() {
  return (
    <>
      <Skeleton
        label="the metrics of all peers"
        rows={2}
        rowHeight={34}
        columns={[0.6]}
      />
      <Skeleton
        label="golden signals"
        rows={1}
        rowHeight={SIGNAL_HEIGHT + 90}
        columns={[0.22, 0.22, 0.22, 0.22]}
      />
      <Skeleton label="all metrics" rows={8} columns={[0.3, 0.4]} />
    </>
  );
}

/** Before the first scrape everything is there but the figures. */
export function FirstScrape(props: { metrics: Metrics }) {
  const { scrapedAt, total } = props.metrics;
  if (scrapedAt !== undefined || total === 0) return null;
  return (
    <p>
      <MutedText role="status">
        {formatQuantity(total, 'peer')} found; the first scrape is under way.
      </MutedText>
    </p>
  );
}
