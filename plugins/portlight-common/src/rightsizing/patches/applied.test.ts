import { parse, parseDocument, stringify } from 'yaml';
import { windowOf, MIB } from '../__testUtils__/windows';
import { assessWorkload } from '../assessWorkload';
import { podSpecOf, sizedContainers } from '../containers';
import { DEFAULT_STRATEGY_SETTINGS } from '../strategies';
import { shellWord } from '.';

/** A Deployment as somebody wrote it. */
const MANIFEST = `apiVersion: apps/v1
kind: Deployment
metadata:
  name: cart
  namespace: shop
  labels: { app: cart }
spec:
  replicas: 2
  template:
    metadata:
      labels: { app: cart }
    spec:
      initContainers:
        - name: migrate
          image: migrate:1
          resources:
            requests: { cpu: "2", memory: 4Gi }
        - name: proxy
          image: proxy:1
          restartPolicy: Always
          resources:
            requests: { cpu: 500m, memory: 512Mi }
            limits: { memory: 512Mi }
      containers:
        - name: app
          image: cart:1
          env: [{ name: A, value: b }]
          resources:
            requests: { cpu: "1", memory: 1Gi, ephemeral-storage: 1Gi }
            limits: { cpu: "1", memory: 1Gi }
        - name: exporter
          image: exporter:1
          resources:
            limits: { cpu: 300m }
`;

/** A strategic merge patch as far as workloads have it: lists of containers are merged by name, `null` removes. */
function applied(object: any, patch: any, list = false): any {
  if (patch === null) return undefined;
  if (Array.isArray(patch)) {
    expect(list).toBe(true);
    const items = [...(object ?? [])];
    for (const item of patch) {
      const index = items.findIndex(({ name }) => name === item.name);
      // The patch adds no containers.
      expect(index).toBeGreaterThanOrEqual(0);
      items[index] = applied(items[index], item);
    }
    return items;
  }
  if (typeof patch !== 'object') return patch;
  const result = { ...object };
  for (const [key, value] of Object.entries(patch)) {
    const next = applied(
      result[key],
      value,
      ['containers', 'initContainers'].includes(key),
    );
    if (next === undefined) delete result[key];
    else result[key] = next;
  }
  return result;
}

function assess(
  manifest: any,
  strategy: 'portlight' | 'vpa' | 'krr',
  used = { cpu: 0.2, memory: 200 * MIB },
) {
  const { namespace, name } = manifest.metadata;
  return assessWorkload(
    {
      cluster: 'east',
      namespace,
      kind: manifest.kind,
      name,
      replicas: 2,
      containers: sizedContainers(podSpecOf(manifest)).map(container => ({
        container,
        window: windowOf({ days: 2, use: () => used }),
      })),
      prices: { cpu: 0.03, memory: 4e-12 },
      now: 20_002 * 86_400,
    },
    strategy,
    DEFAULT_STRATEGY_SETTINGS,
  );
}

describe.each(['portlight', 'vpa', 'krr'] as const)(
  'the patch of %s, applied to the object',
  strategy => {
    const before = parse(MANIFEST);
    const { patch, item } = assess(before, strategy);
    const after = applied(before, parse(stringify(patch)));

    it('gives each container what is recommended for it', () => {
      for (const { name, requests } of sizedContainers(podSpecOf(after))) {
        const wanted = item.containers.find(each => each.name === name)!;
        expect(requests.cpu).toBeCloseTo(wanted.cpuTarget!, 9);
        expect(requests.memory).toBe(wanted.memoryTarget);
      }
    });

    it('keeps limits that are not below requests, and says what is requested where a limit said so', () => {
      const spec: any = podSpecOf(after);
      for (const { requests, limits } of sizedContainers(spec)) {
        expect(limits.cpu ?? Infinity).toBeGreaterThanOrEqual(requests.cpu!);
        expect(limits.memory ?? Infinity).toBeGreaterThanOrEqual(
          requests.memory!,
        );
      }
      expect(spec.containers[1].resources.requests.cpu).toBeDefined();
    });

    it('leaves all else as it was', () => {
      const strip = (manifest: any) => {
        const copy = structuredClone(manifest);
        const spec: any = podSpecOf(copy);
        for (const each of [...spec.containers, spec.initContainers[1]]) {
          for (const field of ['requests', 'limits']) {
            delete each.resources[field]?.cpu;
            delete each.resources[field]?.memory;
            if (Object.keys(each.resources[field] ?? {}).length === 0) {
              delete each.resources[field];
            }
          }
        }
        return copy;
      };
      expect(strip(after)).toEqual(strip(before));
      const [migrate] = (podSpecOf(after) as any).initContainers;
      expect(migrate).toEqual((podSpecOf(before) as any).initContainers[0]);
    });

    it('is nothing more once it is applied', () => {
      expect(assess(after, strategy).patch).toBeUndefined();
    });
  },
);

it('a limit that stood for the request is not removed without one', () => {
  const manifest = parse(MANIFEST);
  // The peak is what the limit is.
  const { patch } = assess(manifest, 'krr', { cpu: 0.3, memory: 200 * MIB });
  const after: any = podSpecOf(applied(manifest, patch));
  expect(after.containers[1].resources).toEqual({
    requests: { cpu: '300m', memory: '230Mi' },
    limits: { memory: '230Mi' },
  });
});

it.each([
  ['a: b\nkind: Secret'],
  ['"quoted" \'twice\''],
  ['- item'],
  ['!!js/function x'],
  ['&anchor *alias'],
  ['null'],
  ['0x10'],
  ['# comment'],
  ['__proto__'],
  ['{{ template }}'],
  ['\u2028---\u0000'],
])('no name becomes anything but a name: %j', name => {
  const manifest = parse(MANIFEST);
  manifest.metadata.name = name;
  manifest.metadata.namespace = name;
  manifest.spec.template.spec.containers[0].name = name;
  const { patch, item } = assess(manifest, 'portlight');
  const text = stringify(patch, { aliasDuplicateObjects: false, lineWidth: 0 });
  expect(parse(text)).toEqual(patch);
  expect(parse(text).metadata).toEqual({ name, namespace: name });
  expect(parseDocument(text).errors).toEqual([]);
  // A word of the command line is the name, and nothing else.
  expect(item.command).toContain(shellWord(name));
});
