import { readVersion } from '../host/clusterReader';
import { createPortalApi } from '../host/portal';
import type { Settings } from './settings';

/** What a test of the connection found, in sentences. */
export interface ConnectionResult {
  severity: 'success' | 'warning' | 'error';
  message: string;
  /** What did not answer, and why. */
  details: string[];
}

const clustersText = (count: number) =>
  `${count} ${count === 1 ? 'cluster' : 'clusters'}`;

const messageOf = (error: unknown) =>
  error instanceof Error ? error.message : String(error);

/** Whether the portal answers. */
export async function testPortal(
  settings: Settings,
): Promise<ConnectionResult> {
  try {
    const { total } = await createPortalApi(settings).listClusters({
      limit: 1,
    });
    return {
      severity: 'success',
      message: `The portal answers and shows ${clustersText(total)}.`,
      details: [],
    };
  } catch (error) {
    const details =
      (error as { code?: string }).code === 'unreachable'
        ? [
            `The browser says no more than that. Is the address right, and does the portal's backend.cors.origin name ${window.location.origin}?`,
          ]
        : [];
    return { severity: 'error', message: messageOf(error), details };
  }
}

/** Which of Headlamp's clusters answer the browser. */
export async function testClusters(
  clusters: readonly string[],
): Promise<ConnectionResult> {
  if (clusters.length === 0) {
    return {
      severity: 'warning',
      message: 'This Headlamp is connected to no cluster.',
      details: [],
    };
  }
  const details: string[] = [];
  await Promise.all(
    clusters.map(cluster =>
      readVersion(cluster).catch(error => {
        details.push(`${cluster}: ${messageOf(error)}`);
      }),
    ),
  );
  const answering = clusters.length - details.length;
  if (details.length === 0) {
    return {
      severity: 'success',
      message:
        answering === 1
          ? 'The cluster answers.'
          : `All ${clustersText(answering)} answer.`,
      details,
    };
  }
  return {
    severity: answering === 0 ? 'error' : 'warning',
    message: `${answering} of ${clustersText(clusters.length)} answer.`,
    details: details.sort(),
  };
}
