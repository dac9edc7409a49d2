import type { Peer, PeerFinding } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { StatusIcon, statusLook } from '../components';
import { PeerLink } from './PeerLink';

/** So many peers are named; the table has the others. */
const NAMED = 3;

const List = styled('ul')({
  listStyle: 'none',
  margin: '0 0 18px',
  padding: 0,
  '& li': {
    display: 'flex',
    gap: 8,
    alignItems: 'flex-start',
    padding: '3px 0',
    overflowWrap: 'anywhere',
  },
  '& li svg': { flex: 'none', marginTop: 2 },
  '& .peers': { color: 'var(--portlight-muted)' },
  // A link within a sentence is not told by its colour alone.
  '& .peers a': { textDecoration: 'underline' },
});

function Names({ peers }: { peers: readonly Peer[] }) {
  const rest = peers.length - NAMED;
  return (
    <>
      {peers.slice(0, NAMED).map((peer, index) => (
        <span key={peer.id}>
          {index > 0 && ', '}
          <PeerLink peer={peer} />
          {peer.zone && ` in ${peer.zone}`}
        </span>
      ))}
      {rest > 0 && ` and ${rest} more`}
    </>
  );
}

/** Skews and slow peers, each a sentence with the peers it is about. */
export function PeerFindings(props: { findings: readonly PeerFinding[] }) {
  if (props.findings.length === 0) return null;
  return (
    <List aria-label="What stands out">
      {props.findings.map(({ kind, text, peers }) => (
        <li key={kind}>
          <StatusIcon
            look={statusLook(kind === 'version' ? 'info' : 'warning')}
          />
          <span>
            {text}.{' '}
            <span className="peers">
              <Names peers={peers} />
            </span>
          </span>
        </li>
      ))}
    </List>
  );
}
