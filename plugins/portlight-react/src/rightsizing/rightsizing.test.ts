import type { RightsizingReport } from '@portlight/plugin-portlight-common';
import { formatBytes, formatCores } from '../components';
import {
  changeText,
  confidenceText,
  describeRightsizing,
  readStrategy,
} from './describeRightsizing';
import { joinPatches } from './patches';

const MIB = 1024 ** 2;

describe('the sentence about requests', () => {
  const report = (
    different: Partial<RightsizingReport>,
  ): RightsizingReport => ({
    strategy: 'portlight',
    currency: 'EUR',
    items: [],
    total: 3,
    theoreticalSaving: 1240,
    realisable: [],
    notices: [],
    ...different,
  });
  const realisable = (removable: string[], monthly: number) => ({
    cluster: 'a',
    nodes: 5,
    nodesNeeded: 5 - removable.length,
    removable,
    monthly,
    message: '',
  });

  it.each<[string, Partial<RightsizingReport>]>([
    ['Nothing here can be judged yet.', { total: 0 }],
    ['Requests are €1,240 a month above what is needed.', {}],
    [
      'Requests are €1,240 a month above what is needed; nodes that can go then save €610.',
      { realisable: [realisable(['n1', 'n2', 'n3'], 610)] },
    ],
    [
      'Requests are €1,240 a month above what is needed; no more nodes can go then, so none of it becomes money yet.',
      { realisable: [realisable([], 0)] },
    ],
    [
      'Containers should request €12.50 a month more than they do.',
      { theoreticalSaving: -12.5 },
    ],
    [
      'Requests fit what is used. 1 workload needs more than requested.',
      {
        theoreticalSaving: 0,
        items: [
          {
            severity: 'critical',
            containers: [{ memoryRequest: 100, memoryTarget: 300 }],
          },
          // far too much of one is no lack of it
          {
            severity: 'critical',
            containers: [
              {
                cpuRequest: 2,
                cpuTarget: 0.3,
                memoryRequest: 100,
                memoryTarget: 104,
              },
            ],
          },
          { severity: 'ok', containers: [{ cpuTarget: 0.1 }] },
        ] as RightsizingReport['items'],
      },
    ],
  ])('%s', (sentence, different) => {
    expect(describeRightsizing(report(different), 'en')).toBe(sentence);
  });
});

it.each<[number | undefined, number | undefined, string]>([
  [0.5, 0.12, '500m → 120m'],
  [undefined, 0.12, 'none → 120m'],
  [0.5, undefined, '500m'],
  [0.5, 0.50001, '500m'],
  [undefined, undefined, 'none'],
])('%p cores that should be %p are shown as %p', (now, target, text) => {
  expect(changeText(now, target, value => formatCores(value, 'en'))).toBe(text);
});

it('shows memory in one unit per figure', () => {
  expect(
    changeText(1024 * MIB, 300 * MIB, value => formatBytes(value, 'en')),
  ).toBe('1 GiB → 300 MiB');
});

it('says what a recommendation stands on', () => {
  expect(confidenceText({ days: 0.6, samples: 1 }, 'en')).toBe(
    '0.6 d, 1 sample',
  );
  expect(confidenceText({ days: 14, samples: 12096 }, 'en')).toBe(
    '14 d, 12,096 samples',
  );
});

it.each([
  ['krr', 'krr'],
  [null, 'portlight'],
  ['constructor', 'portlight'],
])('reads %p as the strategy %p', (text, strategy) => {
  expect(readStrategy(text)).toBe(strategy);
});

describe('one YAML of several patches', () => {
  const item = {
    cluster: 'prod-eu',
    namespace: 'shop',
    kind: 'Deployment',
    workload: 'cart',
    patch: 'kind: Deployment\n',
    command: 'kubectl patch deployment cart',
  };

  it('separates them, and says what each is for', () => {
    expect(
      joinPatches([
        item,
        { ...item, workload: 'rest', patch: undefined },
        {
          ...item,
          workload: 'web',
          patch: '---\nkind: Web\n\n',
          command: undefined,
        },
      ]),
    ).toBe(`# Deployment shop/cart in cluster prod-eu
# kubectl patch deployment cart
kind: Deployment
---
# Deployment shop/web in cluster prod-eu
kind: Web
`);
  });

  it('keeps whatever a name holds inside its comment', () => {
    const yaml = joinPatches([
      { ...item, workload: 'a\n---\nkind: Secret', command: 'x\ry' },
    ]);
    expect(
      yaml.split('\n').filter(line => line && !line.startsWith('# ')),
    ).toEqual(['kind: Deployment']);
    expect(yaml).not.toContain('\r');
  });
});
