import type { UnownedCost } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { CopyBlock, HostLink } from '../../components';
import { DialogFrame } from '../../components/DialogFrame';

/** The address of an editor, where it is one: an entity's annotations may hold any text, also a script. */
export function webAddress(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  try {
    const { protocol, href } = new URL(text);
    return protocol === 'https:' || protocol === 'http:' ? href : undefined;
  } catch {
    return undefined;
  }
}

/** How to give an owner to a workload that has none: the one change to make, and where. */
export function ClaimDialog(props: { item: UnownedCost; onClose(): void }) {
  const { item, onClose } = props;
  const { claim, workload, kind, namespace, cluster } = item;
  const address = webAddress(claim.url);
  return (
    <DialogFrame
      title={`Claim ${workload}`}
      step={`${kind} in ${namespace}, ${cluster}`}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Close</Button>
          {address && (
            <Button
              variant="contained"
              disableElevation
              href={address}
              target="_blank"
              rel="noreferrer noopener"
            >
              Edit the entity
            </Button>
          )}
        </>
      }
    >
      <p style={{ margin: '0 0 12px' }}>{claim.message}</p>
      {claim.entity && (
        <p style={{ margin: '0 0 12px' }}>
          The entity:{' '}
          <HostLink to={{ page: 'entity', entityRef: claim.entity }}>
            {claim.entity}
          </HostLink>
        </p>
      )}
      {claim.patch && <CopyBlock label="Change" text={claim.patch} />}
      {claim.command && <CopyBlock label="Command" text={claim.command} />}
      <p style={{ margin: '12px 0', color: 'var(--portlight-muted)' }}>
        Its cost counts for its owner from the day on which the change is read;
        days before stay as they were.
      </p>
    </DialogFrame>
  );
}
