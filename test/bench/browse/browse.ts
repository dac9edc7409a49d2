import type { BrowserContext, Page } from 'playwright-core';
import { setTimeout as sleep } from 'node:timers/promises';
import { openContext, signIn, startBrowser } from '../../e2e/support/browser';
import {
  startPortal,
  userToken,
  type StartedPortal,
} from '../../e2e/support/portal';
import { availabilityOf } from '../../parts';
import { startFleet, type BenchFleet } from '../fleet/startFleet';
import { figure, type Subject } from '../report';
import { median, percentile } from '../statistics';
import type { Suite, SuiteFindings } from '../suite';
import { observeLongTasks, type BrowseObservation } from './observer';

const ROW = '[data-portlight] tbody tr[data-index]';
const PATIENCE = 120_000;

async function untilSynced(url: string, clusters: number): Promise<void> {
  const headers = { authorization: `Bearer ${await userToken(url)}` };
  for (;;) {
    const response = await fetch(`${url}/api/portlight/v1/clusters?limit=500`, {
      headers,
    });
    if (response.ok) {
      const { items } = (await response.json()) as {
        items: { sync: { firstSyncAt?: string } }[];
      };
      const synced = items.filter(({ sync }) => sync.firstSyncAt).length;
      if (synced === clusters) return;
    }
    await sleep(500);
  }
}

/** Milliseconds from the navigation until something is drawn, by the page's own clock. */
async function firstContent(
  page: Page,
  address: string,
  selector: string,
): Promise<number> {
  await page.addInitScript(observeLongTasks, selector);
  await page.goto(address);
  await page.locator(selector).first().waitFor({ timeout: PATIENCE });
  return page.evaluate(
    () => (window as any).portlightBench.firstSeen as number,
  );
}

/** Turns the wheel for a while over the middle of the table. */
async function scroll(
  page: Page,
  milliseconds: number,
): Promise<BrowseObservation> {
  const box = await page.locator(ROW).first().boundingBox();
  await page.mouse.move(box!.x + box!.width / 2, box!.y + 50);
  await page.evaluate(() => (window as any).portlightBench.restart());
  const end = performance.now() + milliseconds;
  while (performance.now() < end) {
    await page.mouse.wheel(0, 1_500);
    await sleep(50);
  }
  return page.evaluate(
    () => (window as any).portlightBench.read() as Promise<BrowseObservation>,
  );
}

/** Bytes of JavaScript objects after a collection. */
async function heapOf(context: BrowserContext, page: Page): Promise<number> {
  const session = await context.newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  await session.detach();
  return usedSize;
}

interface Surroundings {
  fleet: BenchFleet;
  portal: StartedPortal;
  context: BrowserContext;
}

/** A portal with a fleet and a browser that is signed in. */
async function withPortal<Result>(
  size: { clusters: number; podsPerCluster: number },
  work: (surroundings: Surroundings) => Promise<Result>,
): Promise<Result> {
  const ends: (() => Promise<void>)[] = [];
  try {
    const fleet = await startFleet({ ...size, speed: 0, troubledEvery: 25 });
    ends.push(() => fleet.stop());
    const portal = await startPortal(['--kubeconfig', fleet.kubeconfig]);
    ends.push(() => portal.stop());
    await untilSynced(portal.url, size.clusters);
    const browser = await startBrowser();
    ends.push(() => browser.close());
    const context = await openContext(browser, 'light', []);
    const page = await context.newPage();
    await signIn(page, `${portal.url}/fleet`);
    await page.close();
    return await work({ fleet, portal, context });
  } finally {
    for (const end of ends.reverse()) await end();
  }
}

async function measurePods(
  { fleet, portal, context }: Surroundings,
  rounds: number,
  milliseconds: number,
): Promise<Subject> {
  const address = `${portal.url}/fleet/clusters/${fleet.clusters[0].name}/pods`;
  const first: number[] = [];
  let observed: BrowseObservation | undefined;
  let heap = 0;
  for (let round = 0; round < rounds; round++) {
    const page = await context.newPage();
    first.push(await firstContent(page, address, ROW));
    if (round === rounds - 1) {
      observed = await scroll(page, milliseconds);
      heap = await heapOf(context, page);
    }
    await page.close();
  }
  const { longTasks, frames, lastRow } = observed!;
  return {
    name: `${fleet.pods.toLocaleString('en')} pods`,
    figures: {
      'first row': figure('milliseconds', first),
      'long tasks while scrolling': figure('count', [longTasks.length]),
      'longest task': figure('milliseconds', [Math.max(0, ...longTasks)]),
      'frame p95': figure('milliseconds', [percentile(frames, 0.95)]),
      'rows passed': figure('count', [lastRow]),
      heap: figure('bytes', [heap]),
    },
  };
}

async function measureFleet(
  { fleet, portal, context }: Surroundings,
  rounds: number,
): Promise<Subject> {
  const first: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const page = await context.newPage();
    first.push(await firstContent(page, `${portal.url}/fleet`, ROW));
    await page.close();
  }
  return {
    name: `fleet page, ${fleet.clusters.length} clusters`,
    figures: { 'first row': figure('milliseconds', first) },
  };
}

/** UI5: what people feel, in Chromium, on the portal as it is shipped. */
export const browse: Suite = {
  name: 'browse',
  title: 'Browsing in Chromium',
  slow: 'a build of the app and a browser; ask with --only browse',
  async run({ quick, progress }): Promise<SuiteFindings> {
    const chromium = availabilityOf('chromium');
    if (!chromium.available) {
      return {
        parameters: {},
        subjects: [],
        ratios: [],
        skipped: [`Chromium: ${chromium.reason}`],
      };
    }
    const rounds = quick ? 1 : 5;
    const milliseconds = quick ? 2_000 : 20_000;
    progress('pods of one cluster');
    const pods = await withPortal(
      { clusters: 1, podsPerCluster: quick ? 500 : 50_000 },
      surroundings => measurePods(surroundings, rounds, milliseconds),
    );
    progress('the fleet page');
    const fleet = await withPortal(
      { clusters: quick ? 3 : 100, podsPerCluster: 20 },
      surroundings => measureFleet(surroundings, rounds),
    );
    return {
      parameters: { 'seconds of scrolling': milliseconds / 1000, rounds },
      subjects: [pods, fleet],
      ratios: [
        {
          name: 'long tasks over 50 ms while scrolling',
          value: pods.figures['long tasks while scrolling'].median,
          unit: 'count',
          target: { atMost: 0 },
        },
        {
          name: 'fleet page, first row',
          value: median(fleet.figures['first row'].values),
          unit: 'milliseconds',
          target: { atMost: 2_000 },
        },
      ],
      skipped: [],
    };
  },
};
