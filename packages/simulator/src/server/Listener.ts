import { createServer, type Server, type RequestListener } from 'node:http';
import { createSecureServer } from 'node:http2';
import {
  createServer as createTlsServer,
  type Server as TlsServer,
} from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { FaultSet } from '../faults';
import { createCertificate, type ServerCertificate } from './certificates';

/** @internal */
export interface ListenerOptions {
  host: string;
  tls: boolean;
  /** With TLS: HTTP/2 for clients that offer it. */
  http2?: boolean;
  /** Faults of the only cluster behind this port: they reach its connections and its certificate. */
  faults?: FaultSet;
  handle: RequestListener;
}

/** One port. */
export class Listener {
  readonly handle: RequestListener;
  private readonly server: Server | TlsServer;
  private readonly options: ListenerOptions;
  private readonly certificate: ServerCertificate | undefined;
  private readonly sockets = new Set<Socket>();
  private certificateInUse: string | undefined;

  constructor(options: ListenerOptions) {
    this.options = options;
    this.handle = options.handle;
    if (options.tls) {
      this.certificate = createCertificate(options.host);
      this.server = options.http2
        ? secureServer(this.certificate, options.handle)
        : createTlsServer(this.certificate, options.handle);
      // Clients that refuse the certificate are what some tests are about.
      this.server.on('tlsClientError', () => {});
    } else {
      this.server = createServer(options.handle);
    }
    // Watches live for an hour, and idle connections as long as a real API server keeps them.
    this.server.requestTimeout = 0;
    this.server.keepAliveTimeout = 90_000;
    this.server.on('connection', (socket: Socket) => this.accept(socket));
    options.faults?.onChange(() => this.applyFaults());
  }

  get url(): string {
    const { port } = this.server.address() as AddressInfo;
    const { host, tls } = this.options;
    const name = host.includes(':') ? `[${host}]` : host;
    return `${tls ? 'https' : 'http'}://${name}:${port}`;
  }

  /** PEM; undefined without TLS. */
  get certificateAuthority(): string | undefined {
    return this.certificate?.authority;
  }

  listen(port: number): Promise<void> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(port, this.options.host, () => {
        this.server.off('error', reject);
        resolve();
      });
    });
  }

  close(): Promise<void> {
    return new Promise(resolve => {
      this.server.close(() => resolve());
      this.cut();
    });
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    socket.on('close', () => this.sockets.delete(socket));
    // A client that goes away is no error of ours.
    socket.on('error', () => {});
    socket.setNoDelay(true);
    if (
      this.options.faults?.get('disconnected')?.match === undefined &&
      this.options.faults?.get('disconnected')
    ) {
      socket.destroy();
    }
  }

  private cut(): void {
    for (const socket of this.sockets) {
      socket.destroy();
    }
  }

  private applyFaults(): void {
    const { faults, host } = this.options;
    const disconnected = faults?.get('disconnected');
    if (disconnected && !disconnected.match) {
      this.cut();
    }
    if (!this.certificate) {
      return;
    }
    const wanted = faults?.get('certificate')?.certificate;
    if (wanted !== this.certificateInUse) {
      this.certificateInUse = wanted;
      (this.server as TlsServer).setSecureContext(
        wanted ? createCertificate(host, wanted) : this.certificate,
      );
      this.cut();
    }
  }
}

/** Speaks HTTP/2 and HTTP/1.1, as API servers do. */
function secureServer(
  certificate: ServerCertificate,
  handle: RequestListener,
): TlsServer {
  const server: unknown = createSecureServer(
    { ...certificate, allowHTTP1: true },
    // Its requests and responses have what those of HTTP/1.1 have.
    handle as never,
  );
  return server as TlsServer;
}
