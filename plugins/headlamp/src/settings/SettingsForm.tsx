import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { useClusterNames } from '../host/usePortlightSource';
import { RatesForm } from './RatesForm';
import {
  apiBaseUrl,
  isReadableOnTheWay,
  settingsStore,
  type Settings,
} from './settings';
import {
  testClusters,
  testPortal,
  type ConnectionResult,
} from './testConnection';

/** Why a portal URL cannot be used; undefined while it can. */
function problemWith(portalUrl: string | undefined): string | undefined {
  if (!portalUrl) return undefined;
  try {
    apiBaseUrl(portalUrl);
    return undefined;
  } catch (error) {
    return (error as Error).message;
  }
}

const useSettings = settingsStore.useConfig();

/** The settings page: portal or direct mode, with a test of the connection. */
export function SettingsForm() {
  const stored = useSettings() ?? {};
  const clusters = useClusterNames();
  const [isTesting, setTesting] = useState(false);
  const [result, setResult] = useState<ConnectionResult>();
  const problem = problemWith(stored.portalUrl);
  const change = (update: Settings) => {
    setResult(undefined);
    settingsStore.update(update);
  };

  const test = async () => {
    setTesting(true);
    setResult(undefined);
    setResult(
      await (stored.portalUrl ? testPortal(stored) : testClusters(clusters)),
    );
    setTesting(false);
  };

  return (
    <Stack data-portlight="" spacing={3} sx={{ maxWidth: 560, py: 2 }}>
      <Typography variant="body2">
        With a portal, Headlamp shows the same figures as Backstage, with
        history and owners, for every cluster the portal knows. Without one, the
        clusters of this Headlamp are read directly with your own access.
      </Typography>
      <TextField
        label="Portal URL"
        placeholder="https://portal.example.com"
        value={stored.portalUrl ?? ''}
        onChange={event => change({ portalUrl: event.target.value })}
        error={Boolean(problem)}
        helperText={problem ?? 'Empty: the clusters are read directly'}
        InputLabelProps={{ shrink: true }}
        inputProps={{ spellCheck: false, inputMode: 'url' }}
      />
      <TextField
        label="Backstage token"
        type="password"
        autoComplete="off"
        value={stored.token ?? ''}
        onChange={event => change({ token: event.target.value })}
        helperText={
          isReadableOnTheWay(stored)
            ? 'This portal is not reached by https: everybody on the way can read the token'
            : 'Kept in this browser. Not needed where Headlamp stands inside the portal.'
        }
        InputLabelProps={{ shrink: true }}
      />
      <div>
        <Button
          variant="outlined"
          onClick={test}
          disabled={Boolean(problem) || isTesting}
        >
          {isTesting ? 'Testing…' : 'Test the connection'}
        </Button>
      </div>
      {!stored.portalUrl && (
        <RatesForm
          texts={stored.rates ?? {}}
          onChange={rates => settingsStore.update({ rates })}
        />
      )}
      <div aria-live="polite">
        {result && (
          <Alert severity={result.severity}>
            {result.message}
            {result.details.map(detail => (
              <div key={detail}>{detail}</div>
            ))}
          </Alert>
        )}
      </div>
    </Stack>
  );
}
