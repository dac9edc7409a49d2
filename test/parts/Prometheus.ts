import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { prometheusDirectory } from './availability';
import { keptLogDirectory } from './logs';
import { freePorts } from './ports';
import { Supervisor } from './Supervisor';
import { waitFor } from './waitFor';

/** A real Prometheus. */
export interface Prometheus {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** The `data` of an answer of its API, such as of `query_range`. */
  query<T>(
    path: string,
    parameters: Record<string, string>,
    method?: 'GET' | 'POST',
  ): Promise<T>;
  /** Ends it and removes its data. */
  stop(): Promise<void>;
}

/** What to start it with. */
export interface PrometheusOptions {
  /** Its configuration file as an object: JSON is YAML. */
  config: object;
  /** Further flags. */
  flags?: string[];
  /** Its past: samples with timestamps in seconds, in the OpenMetrics format. */
  past?: string;
}

/** Starts a real Prometheus on a free port; ready in about a second. */
export async function startPrometheus({
  config,
  flags = [],
  past,
}: PrometheusOptions): Promise<Prometheus> {
  const directory = fs.mkdtempSync(
    path.join(os.tmpdir(), 'portlight-prometheus-'),
  );
  const logs = keptLogDirectory('prometheus');
  const file = path.join(directory, 'prometheus.yaml');
  fs.writeFileSync(file, JSON.stringify(config));
  const data = path.join(directory, 'data');
  if (past !== undefined) {
    const samples = path.join(directory, 'past.om');
    fs.writeFileSync(samples, past);
    execFileSync(
      path.join(prometheusDirectory(), 'promtool'),
      [
        ...['tsdb', 'create-blocks-from', 'openmetrics', samples, data],
        '--quiet',
      ],
      { stdio: 'pipe' },
    );
  }
  const supervisor = new Supervisor({ removeAtEnd: [directory] });
  let url = '';
  try {
    let attempt = 0;
    await waitFor(
      async () => {
        const running = `prometheus-${attempt}`;
        // Between finding a free port and listening on it somebody else may take it.
        if (attempt === 0 || supervisor.exitOf(running) !== undefined) {
          attempt += 1;
          const [port] = await freePorts(1);
          url = `http://127.0.0.1:${port}`;
          await supervisor.start({
            name: `prometheus-${attempt}`,
            command: path.join(prometheusDirectory(), 'prometheus'),
            args: [
              `--config.file=${file}`,
              `--storage.tsdb.path=${data}`,
              '--storage.tsdb.retention.time=90d',
              `--web.listen-address=127.0.0.1:${port}`,
              ...flags,
            ],
            log: path.join(logs, 'prometheus.log'),
            stopSignal: 'SIGKILL',
          });
        }
        return (await fetch(`${url}/-/ready`).catch(() => undefined))?.ok;
      },
      {
        what: `Prometheus to be ready; its log: ${logs}/prometheus.log`,
        intervalMilliseconds: 200,
      },
    );
  } catch (error) {
    await supervisor.close();
    throw error;
  }
  return {
    url,
    async query(api, parameters, method = 'POST') {
      const search = new URLSearchParams(parameters);
      const response = await (method === 'POST'
        ? fetch(`${url}/api/v1/${api}`, { method, body: search })
        : fetch(`${url}/api/v1/${api}?${search}`));
      const answer = await response.json();
      if (answer.status !== 'success') {
        throw new Error(`Prometheus answered ${JSON.stringify(answer)}`);
      }
      return answer.data;
    },
    stop: () => supervisor.close(),
  };
}
