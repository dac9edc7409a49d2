import type { LogChance, LogStyle } from './LogStyle';

const PATHS = [
  '/api/v1/items',
  '/api/v1/items/4711',
  '/api/v1/cart',
  '/api/v1/session',
  '/healthz',
  '/metrics',
];
const METHODS = ['GET', 'GET', 'GET', 'POST', 'PUT'];
const CODES = [200, 200, 200, 200, 200, 201, 204, 304, 404, 500];

const json: LogStyle = {
  interval: 1700,
  start: [
    '{"level":"info","msg":"configuration loaded","source":"environment"}',
    '{"level":"info","msg":"listening","address":":8080"}',
  ],
  line(chance, time) {
    const status = chance.pick(CODES, 'code');
    return JSON.stringify({
      time: new Date(time).toISOString(),
      level: status >= 500 ? 'error' : 'info',
      msg: status >= 500 ? 'request failed' : 'request',
      method: chance.pick(METHODS, 'method'),
      path: chance.pick(PATHS, 'path'),
      status,
      duration_ms: round(chance.number(0.4, status >= 500 ? 900 : 60, 'ms')),
      trace_id: traceId(chance),
    });
  },
  failure: message => [
    JSON.stringify({ level: 'fatal', msg: message ?? 'unexpected end' }),
    'goroutine 1 [running]:',
    'main.main()',
    '\t/src/cmd/server/main.go:84 +0x2a5',
  ],
};

const java: LogStyle = {
  interval: 2600,
  start: [
    '  .   ____          _            __ _ _',
    ' :: Spring Boot ::                (v3.5.7)',
    'INFO 1 --- [main] c.e.Application : Starting Application using Java 21.0.9 with PID 1',
    'INFO 1 --- [main] o.s.b.w.e.tomcat.TomcatWebServer : Tomcat started on port 8080 (http)',
  ],
  line(chance, time) {
    const slow = chance.number(0, 1, 'slow') > 0.94;
    const thread = Math.floor(chance.number(1, 24, 'thread'));
    return `${new Date(time).toISOString()} ${
      slow ? ' WARN' : ' INFO'
    } 1 --- [nio-8080-exec-${thread}] c.e.web.RequestLog : ${chance.pick(
      METHODS,
      'method',
    )} ${chance.pick(PATHS, 'path')} ${
      slow ? 'took' : 'answered in'
    } ${Math.round(chance.number(slow ? 800 : 3, slow ? 4000 : 180, 'ms'))} ms`;
  },
  failure: message => [
    `ERROR 1 --- [main] c.e.Application : ${
      message ?? 'Application run failed'
    }`,
    'java.lang.IllegalStateException: cannot continue',
    '\tat com.example.Application.run(Application.java:118)',
    '\tat java.base/java.lang.Thread.run(Thread.java:1583)',
  ],
};

const python: LogStyle = {
  interval: 2100,
  start: [
    'INFO:     Started server process [1]',
    'INFO:     Application startup complete.',
    'INFO:     Uvicorn running on http://0.0.0.0:8000 (Press CTRL+C to quit)',
  ],
  line(chance) {
    const status = chance.pick(CODES, 'code');
    return `INFO:     10.20.${Math.floor(
      chance.number(0, 96, 'a'),
    )}.${Math.floor(chance.number(2, 250, 'b'))}:${Math.floor(
      chance.number(30000, 60000, 'port'),
    )} - "${chance.pick(METHODS, 'method')} ${chance.pick(
      PATHS,
      'path',
    )} HTTP/1.1" ${status}`;
  },
  failure: message => [
    'Traceback (most recent call last):',
    '  File "/app/main.py", line 61, in <module>',
    `RuntimeError: ${message ?? 'worker ended unexpectedly'}`,
  ],
};

const nginx: LogStyle = {
  interval: 900,
  start: [
    '/docker-entrypoint.sh: Configuration complete; ready for start up',
    '[notice] 1#1: nginx/1.29.3',
    '[notice] 1#1: start worker processes',
  ],
  line(chance, time) {
    const date = new Date(time);
    const [, month, day, year] = date
      .toUTCString()
      .match(/\w+, (?=\d+ (\w+))(\d+) \w+ (\d+)/) as RegExpMatchArray;
    return `10.20.${Math.floor(chance.number(0, 96, 'a'))}.${Math.floor(
      chance.number(2, 250, 'b'),
    )} - - [${day}/${month}/${year}:${date
      .toISOString()
      .slice(11, 19)} +0000] "${chance.pick(METHODS, 'method')} ${chance.pick(
      PATHS,
      'path',
    )} HTTP/2.0" ${chance.pick(CODES, 'code')} ${Math.floor(
      chance.number(120, 52000, 'bytes'),
    )} "-" "Mozilla/5.0"`;
  },
  failure: message => [`[emerg] 1#1: ${message ?? 'exiting'}`],
};

const postgres: LogStyle = {
  interval: 19_000,
  start: [
    'PostgreSQL Database directory appears to contain a database; Skipping initialization',
    'LOG:  starting PostgreSQL 17.7 on x86_64-pc-linux-musl',
    'LOG:  listening on IPv4 address "0.0.0.0", port 5432',
    'LOG:  database system is ready to accept connections',
  ],
  line(chance, time) {
    const stamp = `${new Date(time)
      .toISOString()
      .replace('T', ' ')
      .slice(0, 23)} UTC [${Math.floor(chance.number(40, 900, 'pid'))}]`;
    return chance.number(0, 1, 'what') > 0.4
      ? `${stamp} LOG:  checkpoint complete: wrote ${Math.floor(
          chance.number(40, 4200, 'buffers'),
        )} buffers (${round(chance.number(0.2, 9, 'share'))}%); write=${round(
          chance.number(4, 269, 'write'),
        )} s`
      : `${stamp} LOG:  duration: ${round(
          chance.number(500, 4200, 'ms'),
        )} ms  statement: SELECT * FROM orders WHERE customer_id = $1`;
  },
  failure: message => [
    `FATAL:  ${
      message ?? 'terminating connection due to administrator command'
    }`,
  ],
};

const plain: LogStyle = {
  interval: 11_000,
  start: ['level=info msg="starting"', 'level=info msg="ready"'],
  line(chance, time) {
    return `ts=${new Date(time).toISOString()} level=${chance.pick(
      ['info', 'info', 'info', 'debug', 'warn'],
      'level',
    )} msg="${chance.pick(
      [
        'sync finished',
        'flushed buffer',
        'configuration unchanged',
        'connection re-established',
        'retrying after timeout',
      ],
      'what',
    )}" duration=${round(chance.number(0.001, 1.9, 's'))}s`;
  },
  failure: message => [
    `level=error msg=${JSON.stringify(message ?? 'exiting')}`,
  ],
};

const batch: LogStyle = {
  interval: 1300,
  start: ['run started', 'connected to the warehouse'],
  line(chance) {
    return `processed batch of ${Math.floor(
      chance.number(200, 5000, 'rows'),
    )} rows in ${round(chance.number(0.1, 1.2, 's'))} s`;
  },
  failure: message => [`ERROR ${message ?? 'run failed'}`, 'run aborted'],
};

const STYLES: [RegExp, LogStyle][] = [
  [/postgres/, postgres],
  [/nginx|media/, nginx],
  [
    /catalog|search|checkout|orders|ledger|payments-api|flink|trino|connect|schema-registry|kafka/,
    java,
  ],
  [/recommendations|fraud-scoring|superset|airflow|price-labels/, python],
  [/sitemap|abandoned|reconciliation|warehouse|receipts|migrate/, batch],
  [/example\.com/, json],
];

const BY_NAME: Record<string, LogStyle> = {
  json,
  java,
  python,
  nginx,
  postgres,
  plain,
  batch,
};

/** The style of a container by its image, or the one that its behaviour names. */
export function styleOf(image: string, named?: string): LogStyle {
  return (
    (named && BY_NAME[named]) ||
    (STYLES.find(([pattern]) => pattern.test(image))?.[1] ?? plain)
  );
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000;
}

function traceId(chance: LogChance): string {
  return [0, 1]
    .map(part =>
      Math.floor(chance.number(0, 0xffffffff, `trace${part}`))
        .toString(16)
        .padStart(8, '0'),
    )
    .join('');
}
