import type { KubeconfigInspection } from '@portlight/plugin-portlight-common';
import { useEffect, useState } from 'react';
import { formatBytes } from '../../components';
import { usePortlightHost } from '../../host/PortlightProvider';

/** Characters of a kubeconfig that the API takes. */
const MAXIMUM_LENGTH = 1024 * 1024;
/** Milliseconds without typing after which a kubeconfig is read. */
const TYPING = 300;

/** One context of a kubeconfig. */
export type KubeconfigContext = KubeconfigInspection['contexts'][number];

/** A kubeconfig on its way: only in the memory of the open dialog, never in address or storage. */
export interface KubeconfigState {
  text: string;
  setText(text: string): void;
  /** Its contexts, once they are read. */
  contexts?: readonly KubeconfigContext[];
  /** The chosen context, one that is not refused. */
  context?: string;
  setContext(context: string): void;
  isReading: boolean;
  error?: unknown;
  /** Reads a file; what is no text of acceptable size becomes the error. */
  readFile(file: File): void;
}

/** The current context where it may be used, else the only one that may. */
function preselect(contexts: readonly KubeconfigContext[]): string | undefined {
  const usable = contexts.filter(({ refusals }) => refusals.length === 0);
  return (
    usable.find(({ current }) => current) ??
    (usable.length === 1 ? usable[0] : undefined)
  )?.name;
}

function tooLarge(size: number) {
  return new Error(
    `This has ${formatBytes(
      size,
    )}; a kubeconfig has at most 1 MiB. Is it the right file?`,
  );
}

/** Takes a kubeconfig and has the backend say what is in it. */
export function useKubeconfig(): KubeconfigState {
  const { api } = usePortlightHost();
  const [text, setText] = useState('');
  const [contexts, setContexts] = useState<readonly KubeconfigContext[]>();
  const [context, setContext] = useState<string>();
  const [isReading, setReading] = useState(false);
  const [error, setError] = useState<unknown>();

  useEffect(() => {
    setContexts(undefined);
    setContext(undefined);
    if (text.trim() === '') {
      setReading(false);
      return undefined;
    }
    setError(undefined);
    if (text.length > MAXIMUM_LENGTH) {
      setError(tooLarge(text.length));
      setReading(false);
      return undefined;
    }
    setReading(true);
    const controller = new AbortController();
    const timer = setTimeout(() => {
      api.inspectKubeconfig(text, { signal: controller.signal }).then(
        inspection => {
          if (controller.signal.aborted) return;
          setContexts(inspection.contexts);
          setContext(preselect(inspection.contexts));
          setReading(false);
        },
        thrown => {
          if (controller.signal.aborted) return;
          setError(thrown);
          setReading(false);
        },
      );
    }, TYPING);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [api, text]);

  const readFile = (file: File) => {
    if (file.size > MAXIMUM_LENGTH) {
      setText('');
      setError(tooLarge(file.size));
      return;
    }
    const reader = new FileReader();
    reader.onload = () => setText(String(reader.result));
    reader.onerror = () =>
      setError(new Error(`${file.name} cannot be read by the browser.`));
    reader.readAsText(file);
  };

  return {
    text,
    setText,
    contexts,
    context,
    setContext,
    isReading,
    error,
    readFile,
  };
}
