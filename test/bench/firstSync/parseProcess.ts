import {
  kindPath,
  requestHeaders,
} from '@portlight/plugin-portlight-backend/src/inventory/reflector/requests';
import { runAsProgram } from '../children';
import { measure } from '../meter';
import { inParallel, kindsOf, PARALLEL_LISTS } from './lists';
import type { SyncInput, SyncResult } from './SyncInput';

// The least that any client does: fetch each list, parse it, keep nothing.
runAsProgram<SyncInput, SyncResult>(async input => {
  let bytes = 0;
  let objects = 0;
  let pods = 0;
  const lists = input.clusters.flatMap(({ url }) =>
    kindsOf(input.kinds).map(kind => ({ url, kind })),
  );
  const { usage } = await measure(() =>
    inParallel(lists, PARALLEL_LISTS, async ({ url, kind }) => {
      const query = kind.fieldSelector
        ? `?fieldSelector=${encodeURIComponent(kind.fieldSelector)}`
        : '';
      const response = await fetch(`${url}${kindPath(kind)}${query}`, {
        headers: requestHeaders(kind, true),
      });
      if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
      const text = await response.text();
      bytes += text.length;
      const { items } = JSON.parse(text) as { items: unknown[] };
      objects += items.length;
      if (kind.kind === 'Pod') pods += items.length;
    }),
  );
  return { ...usage, pods, objects, bytes };
});
