import type {
  ClusterTest,
  KubeconfigContextInput,
} from '@portlight/plugin-portlight-common';
import { useEffect, useRef, useState } from 'react';
import { usePortlightHost } from '../../host/PortlightProvider';

/** A test of a connection, and what came of it. */
export interface ConnectionTestState {
  result?: ClusterTest;
  error?: unknown;
  isTesting: boolean;
  run(): void;
}

/** Tests a connection before it is saved. A result belongs to its context: another choice drops it. */
export function useConnectionTest(
  input: KubeconfigContextInput | undefined,
): ConnectionTestState {
  const { api } = usePortlightHost();
  const [result, setResult] = useState<ClusterTest>();
  const [error, setError] = useState<unknown>();
  const [isTesting, setTesting] = useState(false);
  const running = useRef<AbortController>();
  const { kubeconfig, context } = input ?? {};

  useEffect(() => {
    setResult(undefined);
    setError(undefined);
    setTesting(false);
    return () => running.current?.abort();
  }, [kubeconfig, context]);

  const run = () => {
    if (!input) return;
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    setTesting(true);
    setError(undefined);
    const settle = (end: () => void) => {
      if (controller.signal.aborted) return;
      end();
      setTesting(false);
    };
    api.testCluster(input, { signal: controller.signal }).then(
      found => settle(() => setResult(found)),
      thrown => settle(() => setError(thrown)),
    );
  };
  return { result, error, isTesting, run };
}
