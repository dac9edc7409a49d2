import { mockServices } from '@backstage/backend-test-utils';
import type {
  ClusterSource,
  SourceCluster,
} from '@portlight/plugin-portlight-node';
import fc from 'fast-check';
import { ClusterRegistry } from './ClusterRegistry';
import { compareFleets, mergeSources, type FleetChanges } from './fleet';

function cluster(
  name: string,
  changes: Partial<SourceCluster> = {},
): SourceCluster {
  return {
    name,
    fingerprint: '1',
    connect: () => {
      throw new Error('The registry connects to nothing');
    },
    ...changes,
  };
}

describe('mergeSources', () => {
  it("takes the first source's cluster of a name", () => {
    const fleet = mergeSources([
      { source: 'a', clusters: [cluster('x', { title: 'first' })] },
      { source: 'b', clusters: [cluster('x'), cluster('y')] },
    ]);
    expect([...fleet.values()]).toMatchObject([
      { name: 'x', source: 'a', title: 'first' },
      { name: 'y', source: 'b' },
    ]);
  });

  it.each([[''], ['x'.repeat(254)], ['a\nb'], [7 as unknown as string]])(
    'leaves out the name %j',
    name => {
      const clusters = [cluster(name), cluster('ok')];
      expect([...mergeSources([{ source: 'a', clusters }]).keys()]).toEqual([
        'ok',
      ]);
    },
  );
});

describe('compareFleets', () => {
  const fleetOf = (...clusters: SourceCluster[]) =>
    mergeSources([{ source: 'a', clusters }]);

  it.each<[keyof FleetChanges, SourceCluster]>([
    ['described', cluster('x', { title: 'new' })],
    ['described', cluster('x', { tags: ['new'] })],
    ['described', cluster('x', { maintenance: {} })],
    ['moved', cluster('x', { fingerprint: '2' })],
    ['moved', cluster('x', { signInRequired: { authProvider: 'google' } })],
  ])('calls it %s', (what, after) => {
    const changes = compareFleets(fleetOf(cluster('x')), fleetOf(after));
    expect(changes[what]).toHaveLength(1);
    expect(Object.values(changes).flat()).toHaveLength(1);
  });

  it('calls another cluster of the same name removed and added', () => {
    const changes = compareFleets(
      fleetOf(cluster('x', { identity: '1' })),
      fleetOf(cluster('x', { identity: '2', fingerprint: '2', title: 'new' })),
    );
    expect(changes).toMatchObject({
      removed: ['x'],
      added: [{ name: 'x', identity: '2' }],
      moved: [],
      described: [],
    });
  });

  it('leads from any fleet to any other', () => {
    const fleet = fc
      .uniqueArray(
        fc.record({
          name: fc.constantFrom('a', 'b', 'c', 'd'),
          fingerprint: fc.constantFrom('1', '2'),
          identity: fc.constantFrom('1', '2'),
          title: fc.constantFrom('x', 'y'),
        }),
        { selector: ({ name }) => name },
      )
      .map(clusters =>
        fleetOf(...clusters.map(each => cluster(each.name, each))),
      );
    const shown = (each: ReturnType<typeof fleetOf>) =>
      new Map([...each].map(([key, value]) => [key, JSON.stringify(value)]));
    fc.assert(
      fc.property(fleet, fleet, (before, after) => {
        const changes = compareFleets(before, after);
        const result = new Map(before);
        changes.removed.forEach(name => result.delete(name));
        for (const each of [
          ...changes.added,
          ...changes.moved,
          ...changes.described,
        ]) {
          result.set(each.name, each);
        }
        expect(shown(result)).toEqual(shown(new Map(after)));
      }),
    );
  });
});

describe('ClusterRegistry', () => {
  it('keeps what a source said when it fails, and says so once', async () => {
    const logger = mockServices.logger.mock();
    let answer: () => SourceCluster[] = () => [cluster('x')];
    let asked = 0;
    const source: ClusterSource = {
      name: 'a',
      refreshSeconds: 0.001,
      listClusters: async () => {
        asked++;
        return answer();
      },
    };
    const registry = new ClusterRegistry({
      sources: [source],
      logger,
      onChanges: () => {},
      retry: 1,
    });
    const askedAgain = async () => {
      const goal = asked + 3;
      while (asked < goal) {
        await new Promise(resolve => {
          setTimeout(resolve, 1);
        });
      }
    };
    registry.start();
    await askedAgain();
    expect(registry.sources).toEqual([
      { name: 'a', answered: true, clusters: 1, message: undefined },
    ]);
    answer = () => {
      throw new Error('no disk');
    };
    await askedAgain();
    expect([...registry.fleet.keys()]).toEqual(['x']);
    expect(registry.sources[0].message).toContain('no disk');
    expect(logger.warn).toHaveBeenCalledTimes(1);
    answer = () => [];
    await askedAgain();
    expect(registry.fleet.size).toBe(0);
    expect(logger.info).toHaveBeenCalledWith('The source "a" has no clusters');
    registry.stop();
  });

  it('does not wait for a source that does not answer', async () => {
    const silent: ClusterSource = {
      name: 'silent',
      listClusters: () => new Promise(() => {}),
    };
    const quick: ClusterSource = {
      name: 'quick',
      listClusters: async () => [cluster('x')],
    };
    const changes = await new Promise<FleetChanges>(resolve => {
      const registry = new ClusterRegistry({
        sources: [silent, quick],
        logger: mockServices.logger.mock(),
        onChanges: each => {
          registry.stop();
          resolve(each);
        },
      });
      registry.start();
    });
    expect(changes.added).toMatchObject([{ name: 'x', source: 'quick' }]);
  });

  describe('of clusters that are stored from a source that has not answered yet', () => {
    /** The fleet after each look; the first source fails until it has something to say. */
    const follow = (stored: () => Promise<ReadonlyMap<string, string>>) => {
      let clusters: SourceCluster[] | undefined;
      const first: ClusterSource = {
        name: 'first',
        refreshSeconds: 0.001,
        listClusters: async () => {
          if (!clusters) throw new Error('not ready');
          return clusters;
        },
      };
      const second: ClusterSource = {
        name: 'second',
        refreshSeconds: 0.001,
        listClusters: async () => [
          cluster('x', { owner: 'group:default/attacker' }),
          cluster('y'),
        ],
      };
      let looks = 0;
      const registry = new ClusterRegistry({
        sources: [first, second],
        logger: mockServices.logger.mock(),
        onChanges: () => looks++,
        retry: 1,
        stored,
      });
      registry.start();
      return {
        registry,
        answer: (...said: SourceCluster[]) => {
          clusters = said;
        },
        lookedAgain: async () => {
          const goal = looks + 6;
          while (looks < goal) {
            await new Promise(resolve => {
              setTimeout(resolve, 1);
            });
          }
        },
        fleet: () =>
          [...registry.fleet.values()].map(
            ({ name, source }) => `${name} of ${source}`,
          ),
      };
    };

    it('leaves the name to that source, however often that fails', async () => {
      const { registry, answer, lookedAgain, fleet } = follow(
        async () =>
          new Map([
            ['x', 'first'],
            ['y', 'second'],
          ]),
      );
      await lookedAgain();
      expect(fleet()).toEqual(['y of second']);
      await lookedAgain();
      expect(fleet()).toEqual(['y of second']);
      answer(cluster('x'));
      while (!registry.sources[0].answered) await lookedAgain();
      expect(fleet()).toEqual(['x of first', 'y of second']);
      registry.stop();
    });

    it('gives the name to the next one when that source does not have it', async () => {
      const { registry, answer, lookedAgain, fleet } = follow(
        async () => new Map([['x', 'first']]),
      );
      await lookedAgain();
      expect(fleet()).toEqual(['y of second']);
      answer();
      while (!registry.sources[0].answered) await lookedAgain();
      expect(fleet()).toEqual(['x of second', 'y of second']);
      registry.stop();
    });

    it('waits for nobody whom it would not be left to', async () => {
      const { registry, lookedAgain, fleet } = follow(
        async () => new Map([['x', 'of before']]),
      );
      await lookedAgain();
      expect(fleet()).toEqual(['x of second', 'y of second']);
      registry.stop();
    });

    it('takes up nothing before it is known what is stored', async () => {
      let known = false;
      const { registry, lookedAgain, fleet } = follow(async () => {
        if (!known) throw new Error('no database');
        return new Map([['x', 'first']]);
      });
      await new Promise(resolve => {
        setTimeout(resolve, 20);
      });
      expect(fleet()).toEqual([]);
      known = true;
      await lookedAgain();
      expect(fleet()).toEqual(['y of second']);
      registry.stop();
    });
  });

  it('asks a source that changed at once, and again where it changed meanwhile', async () => {
    let changed = () => {};
    let ended = false;
    const answers: ((clusters: SourceCluster[]) => void)[] = [];
    const source: ClusterSource = {
      name: 'a',
      refreshSeconds: 3600,
      listClusters: () => new Promise(resolve => answers.push(resolve)),
      onChange: listener => {
        changed = listener;
        return () => {
          ended = true;
        };
      },
    };
    const seen: string[][] = [];
    const registry: ClusterRegistry = new ClusterRegistry({
      sources: [source],
      logger: mockServices.logger.mock(),
      onChanges: () => seen.push([...registry.fleet.keys()]),
    });
    const answer = async (...names: string[]) => {
      answers.pop()!(names.map(name => cluster(name)));
      await new Promise(setImmediate);
    };
    registry.start();
    await answer();
    changed();
    // While it is being asked: once more is enough for any number of changes.
    changed();
    changed();
    expect(answers).toHaveLength(1);
    await answer('x');
    expect(answers).toHaveLength(1);
    await answer('x', 'y');
    expect(answers).toHaveLength(0);
    expect(seen).toEqual([[], ['x'], ['x', 'y']]);
    registry.stop();
    expect(ended).toBe(true);
  });
});
