const CERTIFICATE_ERROR =
  /(x509: [^;"]{1,160}|tls: (failed to verify|bad certificate|unknown certificate|expired certificate)[^;"]{0,120}|certificate (has expired|verify failed|is not yet valid|signed by unknown authority)|CERTIFICATE_VERIFY_FAILED|unable to (get local issuer|verify the first) certificate|SSLHandshakeException|PKIX path (building|validation) failed)/i;

/** The part of a message that says a certificate was refused; empty in others. */
export function findCertificateError(message: string): string {
  return CERTIFICATE_ERROR.exec(message)?.[0].trim() ?? '';
}
