import { ClusterContact, type ContactState } from './ClusterContact';
import { mirrorSettings } from './settings';
import { FakeCluster } from './__testUtils__/FakeCluster';

const HOUR = 60 * 60 * 1000;

const SETTINGS = mirrorSettings({
  probeInterval: 5,
  usageInterval: 20,
  probeTimeout: 1_000,
  reflector: { minimum: 5, maximum: 20 },
});

/** Lets the event loop go on until something is so. */
async function until(check: () => boolean): Promise<void> {
  while (!check()) {
    await new Promise(resolve => {
      setTimeout(resolve, 2);
    });
  }
}

describe('ClusterContact', () => {
  let clock = 0;
  let cluster: FakeCluster;
  let contact: ClusterContact;

  beforeEach(() => {
    clock = 0;
    cluster = new FakeCluster('east');
    const connection = cluster.source().connect();
    contact = new ClusterContact({
      connection: () => connection,
      settings: SETTINGS,
      now: () => Date.now() + clock,
      random: () => 0.5,
      onReached: () => {},
      onChanged: () => {},
    });
  });

  afterEach(() => contact.stop());

  const asked = (path: string) =>
    cluster.requests.filter(each => each.startsWith(path)).length;

  const reached = (state: Readonly<ContactState>) => state.reached;

  it('asks what nodes use as often when the clock is set back', async () => {
    contact.start();
    await until(() => asked('/apis/metrics.k8s.io') > 0);
    clock = -HOUR;
    const before = asked('/apis/metrics.k8s.io');
    await until(() => asked('/apis/metrics.k8s.io') > before + 1);
    expect(reached(contact.state)).toBe(true);
  });

  it('does not ask for the version anew because the clock is set', async () => {
    contact.start();
    await until(() => asked('/readyz') > 1);
    clock = HOUR;
    const before = asked('/readyz');
    await until(() => asked('/readyz') > before + 1);
    expect(asked('/version')).toBe(1);
  });

  it('looks at once when asked to after the clock was set back', async () => {
    const slow = new ClusterContact({
      connection: () => cluster.source().connect(),
      settings: { ...SETTINGS, probeInterval: HOUR },
      now: () => Date.now() + clock,
      random: () => 0.5,
      onReached: () => {},
      onChanged: () => {},
    });
    slow.start();
    await until(() => asked('/readyz') > 0);
    clock = -HOUR;
    await until(() => {
      slow.check();
      return asked('/readyz') > 1;
    });
    slow.stop();
    expect(slow.state.failure).toBeUndefined();
  });
});
