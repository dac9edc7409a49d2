import type { Cluster } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import IconButton from '@mui/material/IconButton';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import { Suspense, useId, useRef, useState } from 'react';
import { explainError } from '../../components';
import { liveUpdatesOf } from '../../host/liveUpdates';
import { usePortalStyle, usePortlightHost } from '../../host/PortlightProvider';
import { usePermitted } from '../../host/usePermitted';
import {
  DeleteClusterDialog,
  EditClusterDialog,
  ReplaceCredentialsDialog,
} from './dialogs';
import { isRegistered } from './sources';

type DialogName = 'edit' | 'credentials' | 'delete';

/** What the user may do with a cluster. */
function useClusterPermissions(
  cluster: Cluster,
  isInRow: boolean,
  enabled: boolean,
) {
  const registered = isRegistered(cluster);
  const maySync = usePermitted('clusterSync', cluster.name, enabled && isInRow);
  const mayUpdate = usePermitted('clusterUpdate', cluster.name, enabled);
  const mayDelete = usePermitted('clusterDelete', cluster.name, enabled);
  // An answer that another part of the page asked for is known here too.
  return {
    maySync: isInRow && maySync,
    mayUpdate: registered && mayUpdate,
    mayDelete: registered && mayDelete,
  };
}

/**
 * What can be done with one cluster, as a menu; for each user what that user may. On the cluster's page, reading it
 * again has a button of its own.
 */
export function ClusterActions(props: {
  cluster: Cluster;
  /** In a row of a table: a small button, and permissions are asked for once it is opened. */
  isInRow?: boolean;
}) {
  const { cluster, isInRow = false } = props;
  const { api, href, navigate } = usePortlightHost();
  const style = usePortalStyle();
  const id = useId();
  const anchor = useRef<HTMLButtonElement>(null);
  const [isOpen, setOpen] = useState(false);
  const [dialog, setDialog] = useState<DialogName>();
  const [outcome, setOutcome] = useState('');
  const [isBusy, setBusy] = useState(false);
  const { maySync, mayUpdate, mayDelete } = useClusterPermissions(
    cluster,
    isInRow,
    !isInRow || isOpen,
  );
  const mayNothing = !maySync && !mayUpdate && !mayDelete;
  if (api.mode === 'direct' || (!isInRow && mayNothing)) return null;

  const isResting = cluster.status === 'maintenance';
  const perform = (
    what: string,
    done: string,
    action: () => Promise<unknown>,
  ) => {
    setBusy(true);
    setOutcome('');
    action().then(
      () => {
        setBusy(false);
        setOutcome(done);
        liveUpdatesOf(api).client.invalidateQueries();
      },
      error => {
        setBusy(false);
        setOutcome(explainError(error, what).detail);
      },
    );
  };
  const sync = () =>
    perform('a new reading', 'A new reading has started.', () =>
      api.syncCluster(cluster.name),
    );
  const rest = () =>
    perform(
      'the maintenance',
      isResting
        ? 'Maintenance has ended; the cluster is read again.'
        : 'Maintenance has begun; the cluster is left alone.',
      () => api.updateCluster(cluster.name, { maintenance: !isResting }),
    );
  const show = (name: DialogName) => () => {
    setOpen(false);
    setDialog(name);
  };
  const openMenu = () => {
    setOutcome('');
    setOpen(true);
  };
  const closeDialog = () => setDialog(undefined);
  const shared = {
    ref: anchor,
    'aria-haspopup': 'menu' as const,
    'aria-expanded': isOpen,
    'aria-controls': isOpen ? id : undefined,
    onClick: openMenu,
  };
  return (
    <>
      {isInRow ? (
        <IconButton
          {...shared}
          size="small"
          aria-label={`Actions for ${cluster.title}`}
          style={{ width: 28, height: 28, fontSize: 16, color: 'inherit' }}
        >
          <span aria-hidden="true">⋯</span>
        </IconButton>
      ) : (
        <Button {...shared} size="small" variant="outlined">
          Actions
        </Button>
      )}
      <Menu
        id={id}
        anchorEl={anchor.current}
        open={isOpen}
        onClose={() => setOpen(false)}
        // Rows open on a click, and events of a menu bubble to its row.
        onClick={event => event.stopPropagation()}
        onKeyDown={event => event.stopPropagation()}
        slotProps={{ root: { style } }}
        MenuListProps={{
          dense: true,
          'aria-label': `Actions for ${cluster.title}`,
        }}
      >
        {maySync && (
          <MenuItem disabled={isBusy || isResting} onClick={sync}>
            Sync now
          </MenuItem>
        )}
        {mayUpdate && <MenuItem onClick={show('edit')}>Edit…</MenuItem>}
        {mayUpdate && (
          <MenuItem onClick={show('credentials')}>
            Replace credentials…
          </MenuItem>
        )}
        {mayUpdate && (
          <MenuItem disabled={isBusy} onClick={rest}>
            {isResting ? 'End maintenance' : 'Begin maintenance'}
          </MenuItem>
        )}
        {mayDelete && <MenuItem onClick={show('delete')}>Delete…</MenuItem>}
        {mayNothing && (
          <MenuItem disabled>Nothing that you may do here</MenuItem>
        )}
        {outcome && (
          <MenuItem
            disabled
            aria-live="polite"
            style={{
              opacity: 1,
              whiteSpace: 'normal',
              maxWidth: 320,
              color: 'var(--portlight-muted)',
            }}
          >
            {outcome}
          </MenuItem>
        )}
      </Menu>
      <Suspense fallback={null}>
        {dialog === 'edit' && (
          <EditClusterDialog cluster={cluster} onClose={closeDialog} />
        )}
        {dialog === 'credentials' && (
          <ReplaceCredentialsDialog cluster={cluster} onClose={closeDialog} />
        )}
        {dialog === 'delete' && (
          <DeleteClusterDialog
            cluster={cluster}
            onClose={closeDialog}
            onDeleted={() => {
              const fleet = href({ page: 'fleet' });
              if (!isInRow && fleet !== undefined) navigate(fleet);
            }}
          />
        )}
      </Suspense>
    </>
  );
}
