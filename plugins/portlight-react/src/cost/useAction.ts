import type { PortlightApi } from '@portlight/plugin-portlight-common';
import { useMutation } from '@tanstack/react-query';
import { liveUpdatesOf } from '../host/liveUpdates';
import { usePortlightHost } from '../host/PortlightProvider';

/** Something that the user asked the portal to do. */
export interface Action {
  isBusy: boolean;
  /** Why it was not done; undefined where it was, or was not asked for. */
  error: unknown;
  run(): void;
}

/**
 * Does something once at a time; whatever is shown is read again afterwards, since figures of many pages follow from
 * a budget or a bill.
 */
export function useAction<T>(
  act: (api: PortlightApi) => Promise<T>,
  onDone: (answer: T) => void,
): Action {
  const { api } = usePortlightHost();
  const { client } = liveUpdatesOf(api);
  const { isPending, error, mutate } = useMutation(
    {
      mutationFn: () => act(api),
      networkMode: 'always',
      onSuccess: answer => {
        client.invalidateQueries();
        onDone(answer);
      },
    },
    client,
  );
  return {
    isBusy: isPending,
    error: error ?? undefined,
    run: () => {
      if (!isPending) mutate();
    },
  };
}
