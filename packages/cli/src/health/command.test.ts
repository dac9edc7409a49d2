import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { runPortlight } from '../program';

const NOW = Date.parse('2026-11-21T12:10:00Z');

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: {name: cart, namespace: shop, uid: d1, creationTimestamp: 2026-11-01T00:00:00Z}
spec: {replicas: 2}
status: {replicas: 2, updatedReplicas: 2, availableReplicas: 1}
`;
const CRASHING_POD = `apiVersion: v1
kind: Pod
metadata:
  name: cart-7f-1
  namespace: shop
  labels: {pod-template-hash: 7f}
  ownerReferences: [{kind: ReplicaSet, name: cart-7f, controller: true}]
status:
  phase: Running
  containerStatuses:
  - name: app
    restartCount: 7
    state: {waiting: {reason: CrashLoopBackOff}}
    lastState: {terminated: {exitCode: 1, reason: Error, finishedAt: 2026-11-21T12:09:00Z}}
`;
const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata: {name: settings}
`;

describe('portlight health', () => {
  let folder: string;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'portlight-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function run(
    args: string[],
    { stdin = '', colors = false }: { stdin?: string; colors?: boolean } = {},
  ) {
    let output = '';
    let errors = '';
    const code = await runPortlight(['health', ...args], {
      cwd: folder,
      stdin: (async function* chunks() {
        yield Buffer.from(stdin);
      })(),
      now: () => NOW,
      writeOutput: text => {
        output += text;
      },
      writeError: text => {
        errors += text;
      },
      colors,
    });
    return { code, output, errors };
  }

  async function judge(content: string | Uint8Array, ...args: string[]) {
    await writeFile(join(folder, 'in.yaml'), content);
    return run(['in.yaml', ...args]);
  }

  it('judges a workload with its pods in a table, worst first', async () => {
    const { code, output } = await judge(
      [CONFIG_MAP, DEPLOYMENT, CRASHING_POD].join('---\n'),
    );
    expect(code).toBe(0);
    expect(output.split('\n')).toEqual([
      '3 objects: 2 degraded, 1 healthy',
      '',
      'STATUS      KIND        NAMESPACE  NAME       MESSAGE',
      '✖ degraded  Deployment  shop       cart       1 of 2 pods: CrashLoopBackOff, exit 1 (since 2026-11-21T12:09:00Z)',
      '✖ degraded  Pod         shop       cart-7f-1  Container app: CrashLoopBackOff, exit 1, 7 restarts (since 2026-11-21T12:09:00Z)',
      '✔ healthy   ConfigMap   -          settings   Exists',
      '',
    ]);
  });

  it('prints JSON in the order of the input, over files and Lists', async () => {
    await writeFile(
      join(folder, 'list.json'),
      JSON.stringify({
        apiVersion: 'apps/v1',
        kind: 'DeploymentList',
        items: [{ metadata: { name: 'a' }, status: {} }, { metadata: 7 }],
      }),
    );
    const { code, output } = await run(['-', 'list.json', '-o', 'json'], {
      stdin: CONFIG_MAP,
    });
    expect(code).toBe(0);
    expect(JSON.parse(output)).toEqual([
      {
        file: '-',
        index: 0,
        apiVersion: 'v1',
        kind: 'ConfigMap',
        namespace: '',
        name: 'settings',
        status: 'healthy',
        reason: 'Exists',
        message: 'Exists',
      },
      expect.objectContaining({
        file: 'list.json',
        index: 0,
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        name: 'a',
        status: 'progressing',
      }),
      expect.objectContaining({ index: 1, status: 'unknown' }),
    ]);
  });

  it.each([
    ['degraded', 1],
    ['healthy', 1],
  ])('fails on findings as bad as %s', async (status, expected) => {
    const { code } = await judge(CRASHING_POD, '--fail-on', status);
    expect(code).toBe(expected);
  });

  it('does not fail on what is better than asked', async () => {
    expect((await judge(CONFIG_MAP, '--fail-on', 'suspended')).code).toBe(0);
  });

  it.each<[string, string | Uint8Array, string]>([
    ['YAML', 'a: [1\n', 'in.yaml:2:1: '],
    ['JSON', '{"kind": "Pod",\n "metadata": oops', 'in.yaml:2:'],
    ['a scalar', 'hello', 'in.yaml:1:1: is no Kubernetes object'],
    ['an object without kind', '\n\na: 1\n', 'in.yaml:3:1: is no Kubernetes'],
    ['binary', Buffer.from('a\nb\0'), 'in.yaml:2:2: is binary, not text'],
    ['Latin-1', Buffer.from([97, 10, 0xe9, 10]), 'in.yaml:2:1: is not valid'],
    ['nesting', '['.repeat(50_000), 'in.yaml:1:'],
    [
      'an alias bomb',
      `a: &a [x,x,x,x,x,x,x,x,x,x]\n${'bcdefgh'
        .split('')
        .map(
          (key, index) =>
            `${key}: &${key} [${Array(10).fill(`*${'abcdefgh'[index]}`)}]`,
        )
        .join('\n')}\n`,
      'in.yaml:1:1: its aliases would expand',
    ],
  ])('says where %s cannot be read', async (_what, content, message) => {
    const { code, errors, output } = await judge(content);
    expect(errors.startsWith(message)).toBe(true);
    expect(errors.trim().split('\n')).toHaveLength(1);
    expect(output).toBe('No objects\n');
    expect(code).toBe(2);
  });

  it.each([
    ['YAML', `${CONFIG_MAP}---\nb: [\n---\n${CONFIG_MAP}`, 'in.yaml:6:1: '],
    ['JSON', '{"kind":"A"}\n{"kind":}}\n', 'in.yaml:2:'],
    ['JSON', '{"kind":"A"}\n{"kind" "B"}\n{"kind":"C"}', 'in.yaml:2:'],
  ])('judges what is readable beside bad %s', async (_what, content, where) => {
    const { code, errors, output } = await judge(content);
    expect(code).toBe(2);
    expect(errors).toContain(where);
    expect(output).toMatch(/^(1 object|2 objects|No objects)/);
  });

  it.each([
    ['missing.yaml', 'missing.yaml: does not exist'],
    ['.', '.: is a directory'],
  ])('refuses %s', async (file, message) => {
    const { code, errors } = await run([file]);
    expect(errors).toBe(`${message}\n`);
    expect(code).toBe(2);
  });

  it('lets no text of a file steer the terminal', async () => {
    const { output } = await judge(
      JSON.stringify({
        kind: 'Widget\u001b[2J',
        metadata: { name: 'a\nb\u202e' },
        status: { phase: 'Failed', message: '\u001b]0;x\u0007' },
      }),
    );
    expect(output).not.toMatch(/[^\P{Cc}\n]|\u202e/u);
    expect(output.split('\n')).toHaveLength(5);
  });

  it('colours only what is for eyes', async () => {
    expect((await run(['-'], { stdin: CONFIG_MAP })).output).not.toContain(
      '\u001b',
    );
    expect(
      (await run(['-'], { stdin: CONFIG_MAP, colors: true })).output,
    ).toContain('\u001b[32m✔ healthy\u001b[0m');
  });

  it.each([[['--fail-on', 'great', '-']], [['--at', 'yesterday', '-']], [[]]])(
    'answers 2 to the command line %j',
    async args => {
      expect((await run(args)).code).toBe(2);
    },
  );

  it('judges as of another time', async () => {
    const pod = CRASHING_POD.replace(
      '{waiting: {reason: CrashLoopBackOff}}',
      '{running: {startedAt: 2026-11-21T12:09:01Z}}',
    ).replace('restartCount: 7', 'restartCount: 7\n    ready: true');
    const later = await judge(pod, '--at', '2026-11-22T00:00:00Z');
    expect(later.output).toContain('✔ healthy');
    expect((await judge(pod)).output).toContain('✖ degraded');
  });
});
