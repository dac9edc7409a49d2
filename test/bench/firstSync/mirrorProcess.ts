import { KubeconfigSource } from '@portlight/plugin-portlight-backend/src/clusters';
import { runAsProgram } from '../children';
import { http2Source } from './http2Source';
import { logger, measureMirror } from './measureMirror';
import type { SyncInput, SyncResult } from './SyncInput';

runAsProgram<SyncInput, SyncResult>(input =>
  measureMirror(
    input.http2
      ? http2Source(input.kubeconfig)
      : new KubeconfigSource({ path: input.kubeconfig, logger }),
    input,
  ),
);
