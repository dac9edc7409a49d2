import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ResourceDefinition } from '../store';
import type { User } from './authorization/Authorizer';
import type { Cluster } from './Cluster';
import type { RequestInfo } from './requestInfo';

/** Everything that a handler needs to know about one request. */
export interface RequestContext {
  readonly cluster: Cluster;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly query: URLSearchParams;
  readonly info: RequestInfo;
  readonly user: User;
  /** `host:port` under which the client reached the server. */
  readonly host: string;
}

/** A request about a resource that the cluster serves. */
export interface ResourceContext extends RequestContext {
  readonly resource: ResourceDefinition;
}
