import { PortlightError } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { StatusIcon } from './StatusIcon';
import { statusLook } from './statusLooks';

const Frame = styled('div')({
  display: 'flex',
  alignItems: 'flex-start',
  gap: 8,
  margin: '0 0 14px',
  padding: '9px 12px',
  borderRadius: 'var(--portlight-radius)',
  border: '1px solid var(--portlight-bad)',
  overflowWrap: 'anywhere',
  '& svg': { flex: 'none', marginTop: 2 },
  '& p': { margin: 0 },
  '& .more': { color: 'var(--portlight-muted)' },
});

/** What to do about a refusal, where its own sentence does not say it. */
function advice(error: unknown): string | undefined {
  if (!(error instanceof PortlightError)) return undefined;
  if (error.status === 401) return 'Sign in again in another tab, then repeat.';
  if (error.status === 403) {
    return 'Ask an administrator of the portal for this permission.';
  }
  if (error.status === 0 || error.status >= 500) {
    return 'Nothing that you entered is lost; try again.';
  }
  return undefined;
}

/** Why something was not done, shown where it was asked for. */
export function ActionError(props: {
  /** What was not done: `The cluster was not registered`. */
  title: string;
  error: unknown;
}) {
  const { title, error } = props;
  const message = error instanceof Error ? error.message : String(error);
  const more = advice(error);
  return (
    <Frame role="alert">
      <StatusIcon look={statusLook('error')} />
      <p>
        <strong>{title}.</strong> {message}
        {/[.?!]$/.test(message) ? '' : '.'}
        {more && <span className="more"> {more}</span>}
      </p>
    </Frame>
  );
}
