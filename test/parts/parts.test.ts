import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import {
  ControlPlane,
  describeWith,
  environmentWith,
  Postgres,
  startControlPlanes,
  startPostgres,
  Supervisor,
  waitFor,
  TYPESCRIPT_OPTIONS,
} from './index';

const node = (name: string) => ({
  metadata: { name, labels: { 'kubernetes.io/hostname': name } },
  status: {
    capacity: { cpu: '4', memory: '16Gi', pods: '110' },
    allocatable: { cpu: '4', memory: '16Gi', pods: '110' },
  },
});

const pod = (name: string, behaviour?: string) => ({
  metadata: {
    name,
    labels: behaviour ? { 'portlight.test/behaviour': behaviour } : {},
  },
  spec: { containers: [{ name: 'app', image: 'registry.example/app:1' }] },
});

describe('Supervisor', () => {
  it('ends its processes when the process that started it is killed', async () => {
    const directory = fs.mkdtempSync('/tmp/portlight-supervisor-');
    // A process between, which is killed as a crashed test run would be.
    const order = JSON.stringify({
      id: 1,
      order: 'start',
      name: 'sleep',
      command: 'sleep',
      args: ['300'],
      log: path.join(directory, 'sleep.log'),
      stopSignal: 'SIGTERM',
    });
    const between = spawn(process.execPath, [
      '-e',
      `const child = require('node:child_process').spawn(
         process.execPath, [${JSON.stringify(
           path.join(__dirname, 'supervise.mjs'),
         )}], { stdio: ['pipe', 'inherit', 'inherit'] });
       child.stdin.write(${JSON.stringify(`${order}\n`)});`,
    ]);
    const answer: { pid: number } = await new Promise(resolve =>
      between.stdout.once('data', data => resolve(JSON.parse(`${data}`))),
    );
    const alive = () => fs.existsSync(`/proc/${answer.pid}`);
    expect(alive()).toBe(true);

    between.kill('SIGKILL');

    await waitFor(() => !alive(), { what: 'the process to end' });
    fs.rmSync(directory, { recursive: true });
  });

  it('says why a process did not start', async () => {
    const supervisor = new Supervisor();
    await expect(
      supervisor.start({
        name: 'missing',
        command: '/nowhere/at/all',
        args: [],
        log: '/dev/null',
        stopSignal: 'SIGTERM',
      }),
    ).rejects.toThrow('ENOENT');
    await supervisor.close();
  });
});

describeWith(['kubernetes'], 'startControlPlanes', () => {
  let planes: ControlPlane[];

  beforeAll(async () => {
    planes = await startControlPlanes({ count: 2 });
    await planes[0].client.create('/api/v1/nodes', node('node-1'));
  });

  afterAll(async () => {
    await Promise.all((planes ?? []).map(plane => plane.stop()));
  });

  it('starts clusters that know nothing of each other', async () => {
    const uids = await Promise.all(
      planes.map(
        async plane =>
          (
            await plane.client.get('/api/v1/namespaces/kube-system')
          ).metadata.uid,
      ),
    );
    expect(new Set(uids).size).toBe(2);
  });

  it('writes a kubeconfig that kubectl accepts', async () => {
    const version = await planes[1].kubectl(['version', '-o', 'json']);
    expect(JSON.parse(version).serverVersion.gitVersion).toMatch(/^v1\.\d+/);
  });

  it('schedules and runs pods', async () => {
    await planes[0].client.create('/api/v1/namespaces/default/pods', pod('a'));
    const running = await waitFor(
      async () => {
        const found = await planes[0].client.get(
          '/api/v1/namespaces/default/pods/a',
        );
        return found.status.phase === 'Running' && found;
      },
      { what: 'the pod to run' },
    );
    expect(running.spec.nodeName).toBe('node-1');
  });

  it.each([
    ['crash-loop', 'CrashLoopBackOff', 3],
    ['image-pull-error', 'ImagePullBackOff', 0],
  ])('lets a pod end in %s', async (behaviour, reason, restartCount) => {
    const { client } = planes[0];
    await client.create(
      '/api/v1/namespaces/default/pods',
      pod(behaviour, behaviour),
    );
    const status = await waitFor(
      async () => {
        const found = await client.get(
          `/api/v1/namespaces/default/pods/${behaviour}`,
        );
        const container = found.status.containerStatuses?.[0];
        return (
          container?.state.waiting?.reason === reason &&
          container.restartCount === restartCount &&
          container
        );
      },
      { what: reason },
    );
    expect(status.ready).toBe(false);
  });

  it('lets a node become not ready and ready again', async () => {
    const { client } = planes[0];
    const readiness = async () =>
      (await client.get('/api/v1/nodes/node-1')).status.conditions.find(
        (condition: { type: string }) => condition.type === 'Ready',
      ).status;
    const label = (value: string | null) =>
      client.patch('/api/v1/nodes/node-1', {
        metadata: { labels: { 'portlight.test/behaviour': value } },
      });
    await label('not-ready');
    await waitFor(async () => (await readiness()) === 'False', {
      what: 'the node to be not ready',
    });
    await label(null);
    await waitFor(async () => (await readiness()) === 'True', {
      what: 'the node to be ready',
    });
  });

  it('serves what containers logged', async () => {
    const time = new Date().toISOString();
    fs.appendFileSync(planes[0].containerLog, `${time} stdout F hello\n`);
    const log = await planes[0].client.request(
      '/api/v1/namespaces/default/pods/a/log',
    );
    expect(log.text).toBe('hello\n');
  });
});

describeWith(
  ['kubernetes', 'network-namespace'],
  'startControlPlanes in a network namespace',
  () => {
    let plane: ControlPlane;

    beforeAll(async () => {
      [plane] = await startControlPlanes({ networkNamespace: true });
    });

    afterAll(async () => {
      await plane?.stop();
    });

    it('reaches every pod through the proxy of the API server', async () => {
      const { client } = plane;
      // One server answers for all pods and says which one was meant.
      await plane.run('pods', process.execPath, [
        '-e',
        `require('node:http').createServer((request, response) =>
           response.end(request.socket.localAddress)).listen(8080, '0.0.0.0')`,
      ]);
      await client.create('/api/v1/nodes', node('node-1'));
      for (const name of ['a', 'b']) {
        await client.create('/api/v1/namespaces/default/pods', pod(name));
      }
      for (const name of ['a', 'b']) {
        const address = await waitFor(
          async () =>
            (
              await client.get(`/api/v1/namespaces/default/pods/${name}`)
            ).status.podIP,
          { what: 'an address' },
        );
        const answer = await waitFor(
          async () => {
            const proxied = await client.request(
              `/api/v1/namespaces/default/pods/${name}:8080/proxy/`,
            );
            return proxied.status === 200 && proxied;
          },
          { what: 'the pod to answer' },
        );
        expect(answer.text).toBe(address);
      }
    });
  },
);

describeWith(['postgres'], 'startPostgres', () => {
  let postgres: Postgres;

  beforeAll(async () => {
    postgres = await startPostgres();
  });

  afterAll(async () => {
    await postgres?.stop();
  });

  const query = async (sql: string) => {
    const client = new Client({ ...postgres, database: 'postgres' });
    await client.connect();
    try {
      return (await client.query(sql)).rows;
    } finally {
      await client.end();
    }
  };

  it('keeps its data over a restart', async () => {
    await query('create table kept (value text)');
    await query(`insert into kept values ('here')`);
    await postgres.restart();
    expect(await query('select value from kept')).toEqual([{ value: 'here' }]);
  });

  it('is PostgreSQL 18', async () => {
    const [{ server_version: version }] = await query('show server_version');
    expect(version).toMatch(/^18\./);
  });
});

describeWith(['postgres'], 'postgresServer', () => {
  const start = (env: NodeJS.ProcessEnv = {}) => {
    const child = spawn(
      process.execPath,
      [...TYPESCRIPT_OPTIONS, path.join(__dirname, 'postgresServer.ts')],
      {
        stdio: ['pipe', 'pipe', 'inherit'],
        env: environmentWith(env),
      },
    );
    return {
      child,
      line: new Promise<string>(resolve => {
        child.stdout.once('data', data => resolve(`${data}`));
      }),
      code: new Promise<number | null>(resolve => {
        child.once('close', resolve);
      }),
    };
  };
  const query = async (connectionString: string) => {
    const client = new Client({ connectionString });
    await client.connect();
    const { rows } = await client.query('select 40 + 2 as answer');
    await client.end();
    return rows;
  };

  it.each<[string, (child: ChildProcess) => void]>([
    ['its input ends', child => child.stdin!.end()],
    ['it is asked to end', child => child.kill('SIGTERM')],
  ])(
    'serves a database until %s',
    async (_, end) => {
      const { child, line, code } = start();
      const said = /^POSTGRES (postgres:\/\/\S+)\n$/.exec(await line);
      expect(await query(said![1])).toEqual([{ answer: 42 }]);
      end(child);
      expect(await code).toBe(0);
      await expect(query(said![1])).rejects.toThrow('ECONNREFUSED');
    },
    60_000,
  );

  it('says in a line why it cannot', async () => {
    const { line, code } = start({ TMPDIR: '/dev/null/none' });
    expect(await line).toMatch(/^UNAVAILABLE [^\n]*ENOTDIR[^\n]*\n$/);
    expect(await code).toBe(0);
  }, 60_000);
});

describe('install.mjs', () => {
  it('says in one sentence that Go is missing', () => {
    const directory = fs.mkdtempSync('/tmp/portlight-install-');
    const run = () =>
      execFileSync(process.execPath, [path.join(__dirname, 'install.mjs')], {
        env: { PATH: directory, PORTLIGHT_PARTS_DIR: directory },
        stdio: 'pipe',
        encoding: 'utf8',
      });
    expect(run).toThrow(/^parts: Go is not installed: .*\n$/m);
    fs.rmSync(directory, { recursive: true });
  });
});
