import type { Cluster } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { useState } from 'react';
import { ActionError, Loaded, Skeleton } from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { liveUpdatesOf } from '../../host/liveUpdates';
import { usePortlightHost } from '../../host/PortlightProvider';
import { usePermitted } from '../../host/usePermitted';
import { fieldProblems } from './fieldProblems';
import {
  MetadataFields,
  NO_METADATA,
  toMetadata,
  toText,
  type MetadataText,
} from './MetadataFields';
import { useClusterRegistration } from './useClusterRegistration';

/** Changes what is said of a registered cluster. */
export default function EditClusterDialog(props: {
  cluster: Cluster;
  onClose(): void;
}) {
  const { cluster, onClose } = props;
  const { api } = usePortlightHost();
  const registration = useClusterRegistration(cluster.name);
  const mayDecide = usePermitted('clusterCreate');
  const [changed, setChanged] = useState<MetadataText>();
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const stored = registration.data && toText(registration.data.metadata ?? {});
  const value = changed ?? stored ?? NO_METADATA;
  const problems = fieldProblems(error);

  const save = () => {
    if (!stored || isBusy) return;
    setBusy(true);
    setError(undefined);
    const { title, description, ...decisive } = toMetadata(value);
    const words = { title, description };
    const changes = mayDecide ? { ...words, ...decisive } : words;
    api.updateCluster(cluster.name, changes).then(
      () => {
        liveUpdatesOf(api).client.invalidateQueries();
        onClose();
      },
      thrown => {
        setBusy(false);
        setError(thrown);
      },
    );
  };
  return (
    <DialogFrame
      title={`Edit ${cluster.title}`}
      onClose={onClose}
      onSubmit={save}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            type="submit"
            variant="contained"
            disableElevation
            disabled={!stored || isBusy}
          >
            {isBusy ? 'Saving…' : 'Save'}
          </Button>
        </>
      }
    >
      {error !== undefined && !problems && (
        <ActionError title="The change was not saved" error={error} />
      )}
      <Loaded
        answer={registration}
        what={`the registration of ${cluster.title}`}
        skeleton={<Skeleton label="the registration" rows={6} />}
      >
        {() => (
          <MetadataFields
            value={value}
            onChange={next => {
              setError(undefined);
              setChanged(next);
            }}
            problems={problems}
            name={cluster.name}
            mayDecide={mayDecide}
          />
        )}
      </Loaded>
    </DialogFrame>
  );
}
