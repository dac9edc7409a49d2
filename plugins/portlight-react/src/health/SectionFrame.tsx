import type { Health, Problem } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import type { ReactNode } from 'react';
import { Age, Freshness, MutedText, Status } from '../components';
import { usePortlightHost } from '../host/PortlightProvider';

const Frame = styled('div')({
  display: 'grid',
  gap: 6,
  '& .line': {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: '2px 12px',
  },
  '& .message': { fontSize: 15, fontWeight: 500, overflowWrap: 'anywhere' },
  '& ul': { listStyle: 'none', margin: 0, padding: 0 },
  '& li': { padding: '2px 0', overflowWrap: 'anywhere' },
});

/**
 * The compact form of a status story, for the detail pages of another application: never taller than the section
 * above it.
 */
export function SectionFrame(props: {
  cluster: string;
  health: Health;
  problems?: readonly Problem[];
  children?: ReactNode;
}) {
  const { cluster, health, problems = [], children } = props;
  const { api } = usePortlightHost();
  const others = problems
    .filter(({ cause }) => cause !== health.reason)
    .slice(0, 3);
  return (
    <Frame>
      <div className="line">
        <Status status={health.status} />
        <span className="message">{health.message}</span>
        <MutedText>
          {health.since && (
            <>
              for <Age time={health.since} />
            </>
          )}
        </MutedText>
      </div>
      {others.length > 0 && (
        <ul aria-label="What else is wrong">
          {others.map(problem => (
            <li key={`${problem.cause}/${problem.object.name}`}>
              <Status status={problem.severity} word={problem.cause} />{' '}
              <MutedText>{problem.message}</MutedText>
            </li>
          ))}
        </ul>
      )}
      {children}
      <MutedText>
        {/* to ask how old a cluster is would read all of it here */}
        {api.mode === 'direct' ? (
          'Read from the cluster itself'
        ) : (
          <Freshness cluster={cluster} />
        )}
      </MutedText>
    </Frame>
  );
}
