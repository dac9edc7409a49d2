import Button from '@mui/material/Button';
import { Suspense, useCallback } from 'react';
import { withParameter } from '../../components';
import { usePortlightHost } from '../../host/PortlightProvider';
import { usePermitted } from '../../host/usePermitted';
import { RegisterClusterDialog } from './dialogs';

/** In the address of the fleet page, so that a link opens the dialog. */
const PARAMETER = 'register';

/** Whether the user may register a cluster, and how the dialog is opened. */
export function useRegisterCluster() {
  const { search, setSearch } = usePortlightHost();
  const isPermitted = usePermitted('clusterCreate');
  const isOpen = new URLSearchParams(search).has(PARAMETER);
  const open = useCallback(
    () => setSearch(withParameter(search, PARAMETER, ''), { push: true }),
    [search, setSearch],
  );
  const close = useCallback(
    () => setSearch(withParameter(search, PARAMETER, undefined)),
    [search, setSearch],
  );
  return { isPermitted, isOpen, open, close };
}

/** Opens the registration, for those who may. */
export function RegisterClusterButton() {
  const { isPermitted, open } = useRegisterCluster();
  if (!isPermitted) return null;
  return (
    <Button size="small" variant="outlined" onClick={open}>
      Register cluster
    </Button>
  );
}

/** The dialog, while the address says so; a link without permission opens nothing. */
export function RegisterClusterRoute() {
  const { isPermitted, isOpen, close } = useRegisterCluster();
  if (!isPermitted || !isOpen) return null;
  return (
    <Suspense fallback={null}>
      <RegisterClusterDialog onClose={close} />
    </Suspense>
  );
}
