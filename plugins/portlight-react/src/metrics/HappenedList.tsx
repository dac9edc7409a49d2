import type { TimelineEntry } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { MarkIcon } from '../charts';
import {
  Age,
  formatCount,
  formatTimestamp,
  MutedText,
  ObjectLink,
} from '../components';

const KINDS: Record<TimelineEntry['kind'], string> = {
  rollout: 'Rollout',
  restart: 'Restart',
  scaling: 'Scaling',
};

/** So many are read; what is older is in the Activity of the object. */
const MAXIMUM = 50;

const Frame = styled('details')({
  margin: '-6px 0 16px',
  '& summary': {
    width: 'fit-content',
    cursor: 'pointer',
    color: 'var(--portlight-muted)',
  },
  '& ul': { listStyle: 'none', margin: '6px 0 0', padding: 0 },
  '& li': {
    display: 'grid',
    gridTemplateColumns: '84px 230px minmax(0, 1fr)',
    gap: '0 12px',
    padding: '3px 0',
    overflowWrap: 'anywhere',
  },
  '@media (max-width: 640px)': {
    '& li': { gridTemplateColumns: '1fr', padding: '6px 0' },
  },
});

const plural = (count: number, kind: TimelineEntry['kind']) =>
  `${formatCount(count)} ${KINDS[kind].toLowerCase()}${count === 1 ? '' : 's'}`;

/** What is marked on the time axis, in words: for those who do not see the marks, and to go to the objects. */
export function HappenedList(props: { entries: readonly TimelineEntry[] }) {
  const { entries } = props;
  const kinds = (Object.keys(KINDS) as TimelineEntry['kind'][]).flatMap(
    kind => {
      const count = entries.filter(entry => entry.kind === kind).length;
      return count > 0 ? plural(count, kind) : [];
    },
  );
  if (kinds.length === 0) {
    return (
      <p style={{ margin: '-6px 0 16px' }}>
        <MutedText>
          No rollout, restart or scaling in this time that the clusters still
          remember.
        </MutedText>
      </p>
    );
  }
  const shown = [...entries].reverse().slice(0, MAXIMUM);
  return (
    <Frame>
      <summary>{kinds.join(', ')} in this time, marked in the charts</summary>
      <ul>
        {shown.map(entry => (
          <li key={`${entry.at} ${entry.object.name} ${entry.title}`}>
            <MutedText>
              <MarkIcon kind={entry.kind} /> {KINDS[entry.kind]}
            </MutedText>
            <span>
              {formatTimestamp(entry.at)}{' '}
              <MutedText>
                <Age time={entry.at} />
              </MutedText>
            </span>
            <span>
              {entry.title}{' '}
              <MutedText>
                <ObjectLink cluster={entry.cluster} object={entry.object} /> in{' '}
                {entry.cluster}
              </MutedText>
            </span>
          </li>
        ))}
      </ul>
    </Frame>
  );
}
