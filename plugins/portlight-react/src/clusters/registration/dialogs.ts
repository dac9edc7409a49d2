import { lazy } from 'react';

/** The dialogs are loaded when somebody opens one: few of those who look at a fleet do. */
export const RegisterClusterDialog = lazy(
  () => import('./RegisterClusterDialog'),
);
export const ReplaceCredentialsDialog = lazy(
  () => import('./ReplaceCredentialsDialog'),
);
export const EditClusterDialog = lazy(() => import('./EditClusterDialog'));
export const DeleteClusterDialog = lazy(() => import('./DeleteClusterDialog'));
