import type { KubernetesObject } from '@portlight/plugin-portlight-common';

/** `namespace/name`. */
export function keyOf({ metadata }: KubernetesObject): string {
  return `${metadata?.namespace ?? ''}/${metadata?.name}`;
}

/** A line of a watch. */
export function lineOf(type: string, object: object): string {
  return `${JSON.stringify({ type, object })}\n`;
}

/** As undici throws it. */
export function connectionError(code: string): Error {
  return Object.assign(new Error(`connect ${code}`), { code });
}

/** An answer that never comes. */
export function untilAborted(signal: AbortSignal | undefined): Promise<never> {
  return new Promise((_, reject) => {
    signal?.addEventListener('abort', () => reject(signal.reason));
  });
}
