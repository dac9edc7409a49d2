import type { BillImport } from '@portlight/plugin-portlight-common';
import { useEffect, useRef, useState } from 'react';
import { liveUpdatesOf } from '../../host/liveUpdates';
import { usePortlightHost } from '../../host/PortlightProvider';

/** An import as far as it is. */
export interface BillImportState {
  file?: File;
  name: string;
  setName(name: string): void;
  /** Each as `field=Header`. */
  columns: readonly string[];
  setColumns(columns: readonly string[]): void;
  /** What the portal would do with it, or did. */
  result?: BillImport;
  error: unknown;
  isBusy: boolean;
  choose(file: File): void;
  /** Judges it again, with another name or other columns. */
  check(): void;
  /** Imports what was judged. */
  store(): void;
}

/** A file that is judged as soon as it is there, and imported when somebody says so. */
export function useBillImport(): BillImportState {
  const { api } = usePortlightHost();
  const [file, setFile] = useState<File>();
  const [name, setName] = useState('');
  const [columns, setColumns] = useState<readonly string[]>([]);
  const [result, setResult] = useState<BillImport>();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const running = useRef<AbortController>();
  useEffect(() => () => running.current?.abort(), []);

  const send = (content: File, title: string, dryRun: boolean) => {
    running.current?.abort();
    const controller = new AbortController();
    running.current = controller;
    setBusy(true);
    setError(undefined);
    const settle = (end: () => void) => {
      if (controller.signal.aborted) return;
      setBusy(false);
      end();
    };
    api
      .importBill(
        {
          content,
          name: title,
          dryRun,
          ...(columns.length > 0 && { column: [...columns] }),
        },
        { signal: controller.signal },
      )
      .then(
        answer => {
          if (answer.stored) liveUpdatesOf(api).client.invalidateQueries();
          settle(() => setResult(answer));
        },
        thrown =>
          settle(() => {
            setResult(undefined);
            setError(thrown);
          }),
      );
  };
  return {
    file,
    name,
    setName,
    columns,
    setColumns,
    result,
    error,
    isBusy,
    choose: chosen => {
      setFile(chosen);
      setName(chosen.name);
      setResult(undefined);
      send(chosen, chosen.name, true);
    },
    check: () => {
      if (file) send(file, name, true);
    },
    store: () => {
      if (file) send(file, name, false);
    },
  };
}
