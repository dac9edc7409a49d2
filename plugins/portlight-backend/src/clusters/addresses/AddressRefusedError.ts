/** An address that the portal does not connect to on behalf of a user. */
export class AddressRefusedError extends Error {
  override readonly name = 'AddressRefusedError';
  readonly code = 'ERR_ADDRESS_REFUSED';
  /** The IP address or host name. */
  readonly address: string;

  constructor(address: string, message: string) {
    super(message);
    this.address = address;
  }
}
