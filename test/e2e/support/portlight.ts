import type {
  Cluster,
  Page,
  Problem,
  Workload,
} from '@portlight/plugin-portlight-common';

/** Asks the portal's API as the holder of the token. */
export class PortlightClient {
  constructor(private readonly url: string, private readonly token: string) {}

  async get<T>(path: string): Promise<T> {
    const response = await fetch(`${this.url}/api/portlight/v1${path}`, {
      headers: { authorization: `Bearer ${this.token}` },
    });
    if (!response.ok) {
      throw new Error(`${path}: ${response.status} ${await response.text()}`);
    }
    return (await response.json()) as T;
  }

  clusters() {
    return this.get<Page<Cluster>>('/clusters');
  }

  problems(query = '') {
    return this.get<Page<Problem>>(`/fleet/problems${query}`);
  }

  workloads(query = '') {
    return this.get<Page<Workload>>(`/fleet/workloads${query}`);
  }
}

/** Asks the demo fleet's control endpoint. */
export async function control(
  simulatorUrl: string,
  method: 'GET' | 'POST' | 'DELETE',
  path: string,
  body?: unknown,
): Promise<unknown> {
  const response = await fetch(`${simulatorUrl}/control${path}`, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    throw new Error(`${path}: ${response.status} ${await response.text()}`);
  }
  return response.json();
}
