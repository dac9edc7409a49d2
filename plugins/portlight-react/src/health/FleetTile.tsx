import { describeFleet } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import {
  Age,
  formatCount,
  HostLink,
  Loaded,
  MutedText,
  Skeleton,
  Status,
} from '../components';
import { useFleetHealth, useProblemGroups } from './queries';

/** Props of {@link FleetTile}. @public */
export interface FleetTileProps {
  /** Only this cluster; left out for the whole fleet. */
  cluster?: string;
}

const Frame = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'minmax(0, 1fr)',
  gap: 8,
  '& p': { margin: 0, fontSize: 15, fontWeight: 500, lineHeight: 1.35 },
  '& ul': { listStyle: 'none', margin: 0, padding: 0 },
  '& li': {
    display: 'flex',
    gap: 8,
    justifyContent: 'space-between',
    padding: '3px 0',
    minWidth: 0,
  },
});

const SHOWN = 3;

/**
 * The sentence about the fleet (or one cluster) and its worst causes, in the place of a tile.
 *
 * @public
 */
export function FleetTile(props: FleetTileProps) {
  const { cluster } = props;
  const fleet = useFleetHealth(cluster);
  const groups = useProblemGroups(
    cluster === undefined ? {} : { cluster: [cluster] },
  );
  return (
    <Loaded
      answer={fleet}
      what={cluster ?? 'the fleet'}
      skeleton={<Skeleton label="health" rows={4} rowHeight={28} />}
    >
      {data => (
        <Frame>
          <p>{describeFleet(data, groups.data?.items)}</p>
          <ul aria-label="What is wrong now">
            {groups.data?.items.slice(0, SHOWN).map(group => (
              <li key={group.cause}>
                <Status
                  status={group.severity}
                  word={formatCount(group.objects)}
                  detail={group.title}
                />
                <MutedText>
                  <Age time={group.since} />
                </MutedText>
              </li>
            ))}
          </ul>
          <HostLink
            to={
              cluster === undefined
                ? { page: 'fleet' }
                : { page: 'cluster', cluster }
            }
          >
            <MutedText>Show all</MutedText>
          </HostLink>
        </Frame>
      )}
    </Loaded>
  );
}
