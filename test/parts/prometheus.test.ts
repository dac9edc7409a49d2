import {
  describeWith,
  EXPOSERS,
  startExposer,
  startPrometheus,
  waitFor,
  type Exposer,
  type Prometheus,
} from './index';

describeWith(['prometheus', 'exporters'], 'Prometheus', () => {
  let exposers: Exposer[] = [];
  let prometheus: Prometheus | undefined;

  afterAll(() =>
    Promise.all([prometheus, ...exposers].map(part => part?.stop())),
  );

  it('scrapes programs of every client library', async () => {
    exposers = await Promise.all(EXPOSERS.map(kind => startExposer(kind)));
    prometheus = await startPrometheus({
      config: {
        global: { scrape_interval: '1s', scrape_timeout: '1s' },
        scrape_configs: [
          {
            job_name: 'exposers',
            static_configs: exposers.map(({ kind, address }) => ({
              targets: [address],
              labels: { kind },
            })),
          },
        ],
      },
    });
    const up = await waitFor(
      async () => {
        const { result } = await prometheus!.query<{
          result: { metric: { kind: string } }[];
        }>('query', { query: 'up == 1' });
        return result.length === EXPOSERS.length ? result : undefined;
      },
      { what: 'all exposers to be up' },
    );
    expect(up.map(({ metric }) => metric.kind).sort()).toEqual(
      [...EXPOSERS].sort(),
    );
  }, 60_000);

  it('begins at zero after a restart', async () => {
    const [go] = exposers;
    const startTime = async () =>
      /^process_start_time_seconds (.*)$/m.exec(
        await (await fetch(`http://${go.address}/metrics`)).text(),
      )![1];
    const before = await startTime();
    await go.restart();
    expect(await startTime()).not.toBe(before);
  });
});
