import type { Cluster } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { ActionError } from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { liveUpdatesOf } from '../../host/liveUpdates';
import { usePortlightHost } from '../../host/PortlightProvider';

/**
 * Asks once before a cluster is forgotten. Its name need not be typed: nothing in the cluster changes, and who has
 * its kubeconfig brings it back in a minute.
 */
export default function DeleteClusterDialog(props: {
  cluster: Cluster;
  onClose(): void;
  /** It is gone. */
  onDeleted(): void;
}) {
  const { cluster, onClose, onDeleted } = props;
  const { api } = usePortlightHost();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const remove = () => {
    if (isBusy) return;
    setBusy(true);
    setError(undefined);
    api.deleteCluster(cluster.name).then(
      () => {
        onClose();
        onDeleted();
        liveUpdatesOf(api).client.invalidateQueries();
      },
      thrown => {
        setBusy(false);
        setError(thrown);
      },
    );
  };
  return (
    <DialogFrame
      title={`Delete ${cluster.title} from the fleet?`}
      width={480}
      onClose={onClose}
      onSubmit={remove}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            type="submit"
            variant="contained"
            color="error"
            disableElevation
            disabled={isBusy}
          >
            {isBusy ? 'Deleting…' : `Delete ${cluster.name}`}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <ActionError title={`${cluster.title} was not deleted`} error={error} />
      )}
      <p style={{ margin: '0 0 12px' }}>
        Its stored credentials, and everything that was read of it with its
        history, are removed from the portal. Nothing in the cluster itself
        changes. To see it again, register it with its kubeconfig.
      </p>
    </DialogFrame>
  );
}
