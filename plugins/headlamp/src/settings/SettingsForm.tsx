import Alert from '@mui/material/Alert';
import Button from '@mui/material/Button';
import Stack from '@mui/material/Stack';
import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useState } from 'react';
import { createPortalApi } from '../host/api';
import { apiBaseUrl, settingsStore, type Settings } from './settings';

type TestResult =
  | { state: 'running' }
  | { state: 'passed'; clusters: number }
  | { state: 'failed'; message: string };

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

/** The settings page: portal or direct mode, with a test of the connection. */
export function SettingsForm() {
  const stored = settingsStore.useConfig()() ?? {};
  const [result, setResult] = useState<TestResult>();
  const problem = problemWith(stored.portalUrl);
  const change = (update: Settings) => {
    setResult(undefined);
    settingsStore.update(update);
  };

  const test = async () => {
    setResult({ state: 'running' });
    try {
      const page = await createPortalApi(stored).listClusters({ limit: 1 });
      setResult({ state: 'passed', clusters: page.total });
    } catch (error) {
      setResult({ state: 'failed', message: (error as Error).message });
    }
  };

  return (
    <Stack spacing={2} sx={{ maxWidth: 560, py: 1 }}>
      <Typography variant="body2">
        With a portal, Headlamp shows the same figures as Backstage, with history
        and owners, for every cluster the portal knows. Without one, the clusters
        of this Headlamp are read directly with your own access.
      </Typography>
      <TextField
        label="Portal URL"
        placeholder="https://portal.example.com"
        value={stored.portalUrl ?? ''}
        onChange={event => change({ portalUrl: event.target.value })}
        error={Boolean(problem)}
        helperText={problem ?? 'Empty: read clusters directly'}
        size="small"
      />
      <TextField
        label="Backstage token"
        type="password"
        autoComplete="off"
        value={stored.token ?? ''}
        onChange={event => change({ token: event.target.value })}
        helperText="Kept in this browser. Not needed where Headlamp stands inside the portal."
        size="small"
      />
      <div>
        <Button
          variant="outlined"
          onClick={test}
          disabled={
            !stored.portalUrl ||
            Boolean(problem) ||
            result?.state === 'running'
          }
        >
          {result?.state === 'running' ? 'Testing…' : 'Test the connection'}
        </Button>
      </div>
      <div aria-live="polite">
        {result?.state === 'passed' && (
          <Alert severity="success">
            The portal answers and knows {result.clusters}{' '}
            {result.clusters === 1 ? 'cluster' : 'clusters'}.
          </Alert>
        )}
        {result?.state === 'failed' && (
          <Alert severity="error">{result.message}</Alert>
        )}
      </div>
    </Stack>
  );
}
