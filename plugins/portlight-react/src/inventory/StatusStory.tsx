import type {
  Change,
  Health,
  Problem,
} from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { ChangeList } from '../activity';
import { Age, MutedText, Sentence, Status } from '../components';

const Story = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 3fr) minmax(0, 2fr)',
  gap: '8px 40px',
  margin: '0 0 24px',
  '& > div > div:first-of-type': { marginBottom: 0 },
  '& .line': {
    display: 'flex',
    flexWrap: 'wrap',
    gap: '2px 12px',
    marginTop: 6,
  },
  '& ul': { listStyle: 'none', margin: '10px 0 0', padding: 0 },
  '& li': { padding: '3px 0', overflowWrap: 'anywhere' },
  '& h3': { margin: '0 0 4px', fontSize: 12, fontWeight: 500 },
  '@media (max-width: 800px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** What it is, why, since when, and what changed before it. */
export function StatusStory(props: {
  health: Health;
  problems: readonly Problem[];
  changes?: readonly Change[];
}) {
  const { health, problems, changes = [] } = props;
  // What the sentence already says is not said again.
  const others = problems.filter(
    ({ message, cause }) =>
      message !== health.message && cause !== health.reason,
  );
  return (
    <Story>
      <div>
        <Sentence>{health.message || health.reason}</Sentence>
        <div className="line">
          <Status status={health.status} />
          <MutedText>
            {health.reason}
            {health.since && (
              <>
                {' '}
                for <Age time={health.since} />
              </>
            )}
          </MutedText>
        </div>
        {others.length > 0 && (
          <ul aria-label="What else is wrong">
            {others.map(problem => (
              <li
                key={`${problem.object.kind}/${problem.object.name}/${problem.cause}`}
              >
                <Status status={problem.severity} word={problem.cause} />{' '}
                <MutedText>
                  {problem.message}, for <Age time={problem.since} />
                </MutedText>
              </li>
            ))}
          </ul>
        )}
      </div>
      {changes.length > 0 && (
        <div>
          <h3>
            <MutedText>What changed before</MutedText>
          </h3>
          <ChangeList changes={changes.slice(0, 5)} />
        </div>
      )}
    </Story>
  );
}
