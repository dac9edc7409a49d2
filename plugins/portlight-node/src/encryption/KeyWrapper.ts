/** What a data key belongs to; the same at wrapping and unwrapping. @public */
export interface KeyContext {
  /** The registered cluster's name; to be bound to the wrapped key (a KMS calls it encryption context). */
  cluster: string;
}

/** A data key that only its wrapper can read. @public */
export interface WrappedKey {
  /** Which of the wrapper's keys it is wrapped with. */
  key: string;
  /** Whatever the wrapper needs to unwrap it; text of printable ASCII, at most 8 KiB. */
  wrapped: string;
}

/**
 * Wraps the data keys of registered clusters, so that their credentials can be read with a key that never
 * leaves a key management service. Every cluster has a data key of 32 random bytes of its own.
 *
 * Called when a cluster is registered or its credentials change, when its connection is opened, and once per
 * cluster by a rotation; never per request.
 *
 * @public
 */
export interface KeyWrapper {
  /** Unique and never changed: stored with every wrapped key. Lower-case letters, digits and dashes. */
  readonly name: string;
  /**
   * The name of the key that wraps now, such as a key's version. A rotation wraps again whatever is wrapped
   * with another. Letters, digits and `._:/-`, at most 200 characters; never key material.
   */
  currentKey(): Promise<string>;
  /** Wraps a data key with the current key. */
  wrapKey(dataKey: Uint8Array, context: KeyContext): Promise<WrappedKey>;
  /**
   * Gives a data key back.
   *
   * @throws an Error where it cannot, whose message may be shown to administrators and logged
   */
  unwrapKey(wrapped: WrappedKey, context: KeyContext): Promise<Uint8Array>;
}
