import type {
  MetricsSource,
  MetricsSourceTest,
} from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import {
  ActionError,
  Age,
  CopyBlock,
  Fact,
  Facts,
  formatDuration,
  Status,
  StatusIcon,
  statusLook,
} from '../components';
import { DialogFrame } from '../components/DialogFrame';
import { usePortlightHost } from '../host/PortlightProvider';
import {
  kindPurpose,
  kindWords,
  sourceMessage,
  sourceSnippet,
  sourceTitle,
  statusOf,
} from './describeSources';

const Frame = styled('div')({
  '& .message': { margin: '0 0 16px', overflowWrap: 'anywhere' },
  '& .verdict': {
    display: 'flex',
    gap: 8,
    alignItems: 'flex-start',
    margin: '16px 0 0',
    fontWeight: 500,
  },
  '& ul': { listStyle: 'none', margin: '8px 0 0', padding: 0 },
  '& li': {
    display: 'flex',
    gap: 8,
    alignItems: 'flex-start',
    padding: '5px 0',
    borderTop: '1px solid var(--portlight-divider)',
    overflowWrap: 'anywhere',
  },
  '& svg': { flex: 'none', marginTop: 2 },
  '& li .muted': { color: 'var(--portlight-muted)' },
});

/** A test of a source, and what came of it. */
function useSourceTest({ name, cluster }: MetricsSource) {
  const { api } = usePortlightHost();
  const [result, setResult] = useState<MetricsSourceTest>();
  const [error, setError] = useState<unknown>();
  const [running, setRunning] = useState<AbortController>();
  useEffect(() => () => running?.abort(), [running]);

  const run = () => {
    const controller = new AbortController();
    const { signal } = controller;
    setRunning(controller);
    setError(undefined);
    const settle = (end: () => void) => {
      if (signal.aborted) return;
      end();
      setRunning(undefined);
    };
    api.testMetricsSource(name, cluster, { signal }).then(
      found => settle(() => setResult(found)),
      thrown => settle(() => setError(thrown)),
    );
  };
  return { result, error, isTesting: running !== undefined, run };
}

function describeTest({ success, version, latencySeconds }: MetricsSourceTest) {
  return [
    success ? 'It answers' : 'It cannot be used as it is',
    version && `version ${version}`,
    latencySeconds !== undefined && formatDuration(latencySeconds * 1000),
  ]
    .filter(Boolean)
    .join(', ');
}

/** One source of metrics: what it is for, how it is, what to do, and a test. */
export function SourceDialog(props: {
  source: MetricsSource;
  canTest: boolean;
  onClose(): void;
}) {
  const { source, canTest, onClose } = props;
  const test = useSourceTest(source);
  const purpose = kindPurpose(source.kind);
  const { text } = sourceMessage(source);
  const snippet = sourceSnippet(source);
  return (
    <DialogFrame
      title={sourceTitle(source)}
      step={source.cluster ?? 'for all clusters'}
      onClose={onClose}
      onSubmit={canTest && !test.isTesting ? test.run : undefined}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {canTest && (
            <Button
              type="submit"
              variant="contained"
              disableElevation
              disabled={test.isTesting}
            >
              {test.isTesting ? 'Testing' : 'Test now'}
            </Button>
          )}
        </>
      }
    >
      <Frame>
        <Facts>
          <Fact name="Kind">{kindWords(source.kind)}</Fact>
          <Fact name="Status">
            <Status status={statusOf(source)} />
          </Fact>
          <Fact name="Address">{source.address}</Fact>
          {source.checkedAt && (
            <Fact name="Last asked">
              <Age time={source.checkedAt} /> ago
            </Fact>
          )}
        </Facts>
        {purpose && <p className="message">Asked for {purpose}.</p>}
        {text && <p className="message">{text}</p>}
        {snippet && <CopyBlock label={snippet.label} text={snippet.text} />}
        <div aria-live="polite" aria-busy={test.isTesting}>
          {test.error !== undefined && (
            <ActionError title="The source was not tested" error={test.error} />
          )}
          {test.result && <TestResult result={test.result} />}
        </div>
      </Frame>
    </DialogFrame>
  );
}

function TestResult({ result }: { result: MetricsSourceTest }) {
  return (
    <section aria-label="Result of the test">
      <p className="verdict">
        <StatusIcon look={statusLook(result.success ? 'healthy' : 'failing')} />
        <span>{describeTest(result)}</span>
      </p>
      <ul aria-label="Checks">
        {result.checks.map(check => (
          <li key={check.name}>
            <StatusIcon
              look={statusLook(check.success ? 'healthy' : 'failing')}
            />
            <span>
              {check.name} <span className="muted">{check.message}</span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
