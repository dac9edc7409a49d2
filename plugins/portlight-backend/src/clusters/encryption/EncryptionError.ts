/** What is wrong with a sealed text or the keys. */
export type EncryptionErrorCode =
  /** No key is configured and no wrapper added. */
  | 'ERR_ENCRYPTION_OFF'
  /** The key that wrapped it is not configured (any more). */
  | 'ERR_KEY_MISSING'
  /** A key of that name is configured, with another secret. */
  | 'ERR_KEY_WRONG'
  /** The added wrapper (a KMS) failed. */
  | 'ERR_KEY_WRAPPER'
  /** Changed since it was sealed, or sealed for another cluster. */
  | 'ERR_SEALED_CHANGED'
  /** Not a sealed text at all. */
  | 'ERR_SEALED_INVALID'
  /** Sealed by a newer Portlight. */
  | 'ERR_SEALED_VERSION';

/** Why credentials cannot be sealed or opened: names the key and what to do, never any material. */
export class EncryptionError extends Error {
  override readonly name = 'EncryptionError';
  readonly code: EncryptionErrorCode;
  /** The key it is about. */
  readonly key?: string;

  constructor(
    code: EncryptionErrorCode,
    message: string,
    options: { key?: string } = {},
  ) {
    // Without a cause: what a wrapper threw may carry more than its message, and ends in logs.
    super(message);
    this.code = code;
    this.key = options.key;
  }
}
