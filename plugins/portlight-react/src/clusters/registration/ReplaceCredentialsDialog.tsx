import type { Cluster } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { ActionError } from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { liveUpdatesOf } from '../../host/liveUpdates';
import { usePortlightHost } from '../../host/PortlightProvider';
import { ConnectionTest } from './ConnectionTest';
import { KubeconfigFields } from './KubeconfigFields';
import { useConnectionTest } from './useConnectionTest';
import { useKubeconfig } from './useKubeconfig';

/** Gives a registered cluster another address and other credentials, after a test of them. */
export default function ReplaceCredentialsDialog(props: {
  cluster: Cluster;
  onClose(): void;
}) {
  const { cluster, onClose } = props;
  const { api } = usePortlightHost();
  const kubeconfig = useKubeconfig();
  const { text, context } = kubeconfig;
  const input =
    context === undefined ? undefined : { kubeconfig: text, context };
  const test = useConnectionTest(input);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();

  const replace = () => {
    if (!input || isBusy) return;
    setBusy(true);
    setError(undefined);
    api.replaceClusterCredentials(cluster.name, input).then(
      () => {
        kubeconfig.setText('');
        liveUpdatesOf(api).client.invalidateQueries();
        onClose();
      },
      thrown => {
        setBusy(false);
        setError(thrown);
      },
    );
  };
  const isTested = test.result !== undefined;
  const isEnabled = input !== undefined && !test.isTesting && !isBusy;
  return (
    <DialogFrame
      title={`Replace the credentials of ${cluster.title}`}
      step="Its data stays; it is read with the new ones from then on."
      onClose={onClose}
      onSubmit={() => {
        if (isEnabled) (isTested ? replace : test.run)();
      }}
      actions={
        <>
          {isTested && (
            <Button className="start" disabled={isBusy} onClick={test.run}>
              Test again
            </Button>
          )}
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disableElevation
            disabled={!isEnabled}
          >
            {isTested
              ? (isBusy && 'Replacing…') || 'Replace credentials'
              : (test.isTesting && 'Testing…') || 'Test connection'}
          </Button>
        </>
      }
    >
      {error !== undefined && (
        <ActionError title="The credentials were not replaced" error={error} />
      )}
      <KubeconfigFields kubeconfig={kubeconfig} />
      <ConnectionTest test={test} purpose="use these credentials" />
    </DialogFrame>
  );
}
