import Button from '@mui/material/Button';
import { useState } from 'react';
import { ActionError, Note } from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { Field } from '../../components/Field';
import { liveUpdatesOf } from '../../host/liveUpdates';
import { usePortlightHost } from '../../host/PortlightProvider';
import { ConnectionTest } from './ConnectionTest';
import { fieldProblems } from './fieldProblems';
import { FirstReading } from './FirstReading';
import { KubeconfigFields } from './KubeconfigFields';
import {
  enteredMetadata,
  MetadataFields,
  NO_METADATA,
  type MetadataText,
} from './MetadataFields';
import { nameProblem, suggestName } from './suggestName';
import { useConnectionTest } from './useConnectionTest';
import { useKubeconfig } from './useKubeconfig';

type Step = 'connect' | 'describe' | 'reading';

const STEPS: Record<Step, string> = {
  connect: 'Step 1 of 3: how it is reached',
  describe: 'Step 2 of 3: what it is',
  reading: 'Step 3 of 3: its first data',
};

/**
 * Brings a cluster into the fleet: a kubeconfig and the test of it, what people call the cluster, and then its first
 * data. What was entered stays until it has succeeded.
 */
export default function RegisterClusterDialog(props: { onClose(): void }) {
  const { onClose } = props;
  const { api, href, navigate } = usePortlightHost();
  const [step, setStep] = useState<Step>('connect');
  const kubeconfig = useKubeconfig();
  const { text, context } = kubeconfig;
  const input =
    context === undefined ? undefined : { kubeconfig: text, context };
  const test = useConnectionTest(input);
  const [ownName, setOwnName] = useState<string>();
  const [metadata, setMetadata] = useState<MetadataText>(NO_METADATA);
  const [isBusy, setBusy] = useState(false);
  const [error, setError] = useState<unknown>();
  const [wasSubmitted, setSubmitted] = useState(false);

  const name = ownName ?? suggestName(context ?? '');
  const title = metadata.title.trim() || name;
  const problems = fieldProblems(error);

  const register = () => {
    setSubmitted(true);
    if (!input || isBusy || nameProblem(name)) return;
    setBusy(true);
    setError(undefined);
    api.registerCluster({ ...enteredMetadata(metadata), name, ...input }).then(
      () => {
        setBusy(false);
        // Fixed now: the suggestion goes with its context.
        setOwnName(name);
        setStep('reading');
        // Nobody needs the secrets in this page any more.
        kubeconfig.setText('');
        liveUpdatesOf(api).client.invalidateQueries();
      },
      thrown => {
        setBusy(false);
        setError(thrown);
      },
    );
  };
  const change =
    <T,>(set: (value: T) => void) =>
    (value: T) => {
      setError(undefined);
      set(value);
    };

  const address = href({ page: 'cluster', cluster: name });
  const open = () => {
    onClose();
    if (address !== undefined) navigate(address);
  };
  const main: Record<Step, { label: string; run(): void; enabled: boolean }> = {
    connect: test.result
      ? { label: 'Continue', run: () => setStep('describe'), enabled: true }
      : {
          label: test.isTesting ? 'Testing…' : 'Test connection',
          run: test.run,
          enabled: input !== undefined && !test.isTesting,
        },
    describe: {
      label: isBusy ? 'Registering…' : 'Register cluster',
      run: register,
      enabled: !isBusy,
    },
    reading: {
      label: address === undefined ? 'Done' : 'Open the cluster',
      run: open,
      enabled: true,
    },
  };
  const { label, run, enabled } = main[step];
  return (
    <DialogFrame
      title={step === 'reading' ? `Register ${title}` : 'Register a cluster'}
      step={STEPS[step]}
      onClose={onClose}
      onSubmit={() => enabled && run()}
      actions={
        <>
          {step === 'describe' && (
            <Button
              className="start"
              disabled={isBusy}
              onClick={() => setStep('connect')}
            >
              Back
            </Button>
          )}
          {step === 'connect' && test.result && (
            <Button className="start" onClick={test.run}>
              Test again
            </Button>
          )}
          {!(step === 'reading' && address === undefined) && (
            <Button onClick={onClose}>
              {step === 'reading' ? 'Close' : 'Cancel'}
            </Button>
          )}
          <Button
            type="submit"
            variant="contained"
            disableElevation
            disabled={!enabled}
          >
            {label}
          </Button>
        </>
      }
    >
      {step === 'connect' && (
        <>
          <KubeconfigFields kubeconfig={kubeconfig} />
          <ConnectionTest test={test} purpose="register the cluster" />
        </>
      )}
      {step === 'describe' && (
        <>
          {error !== undefined && !problems && (
            <ActionError title="The cluster was not registered" error={error} />
          )}
          {test.result && !test.result.reachable && (
            <Note
              kind="warning"
              more="You can register it all the same; its page says so until it answers."
            >
              It was not reached in the test.
            </Note>
          )}
          <Field
            label="Name"
            value={name}
            onChange={change(setOwnName)}
            hint="Unique in the fleet, in addresses and filters; it cannot be changed later."
            problem={
              problems?.name ?? (wasSubmitted ? nameProblem(name) : undefined)
            }
            maxLength={200}
          />
          <MetadataFields
            value={metadata}
            onChange={change(setMetadata)}
            problems={problems}
            name={name}
          />
        </>
      )}
      {step === 'reading' && <FirstReading name={name} title={title} />}
    </DialogFrame>
  );
}
