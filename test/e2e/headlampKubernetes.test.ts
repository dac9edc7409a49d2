import type { Browser } from 'playwright-core';
import { describeWith, startControlPlane, type ControlPlane } from '../parts';
import { deployment, node } from '../integration/objects';
import { openContext, screenshot, startBrowser } from './support/browser';
import { startHeadlamp, type StartedHeadlamp } from './support/headlamp';

const MINUTE = 60_000;
const APPS = '/apis/apps/v1/namespaces/default/deployments';

describeWith(
  ['chromium', 'kubernetes'],
  "Headlamp's UI with our plugin on a real API server",
  () => {
    let plane: ControlPlane;
    let headlamp: StartedHeadlamp;
    let browser: Browser;
    const outside: string[] = [];

    beforeAll(async () => {
      plane = await startControlPlane();
      await plane.client.create('/api/v1/nodes', node('node-a', 'eu-west-1a'));
      await plane.client.create(APPS, deployment('web', 2));
      headlamp = await startHeadlamp({
        kubeconfig: plane.kubeconfig,
        context: plane.name,
      });
      browser = await startBrowser();
    }, 10 * MINUTE);

    afterAll(async () => {
      await browser?.close();
      await headlamp?.stop();
      await plane?.stop();
    }, MINUTE);

    it(
      'shows its nodes and workloads, and a deployment that breaks turns red and green again',
      async () => {
        const context = await openContext(browser, 'light', outside);
        const page = await context.newPage();
        const errors: string[] = [];
        page.on('pageerror', error => errors.push(error.message));
        const main = page.locator('main');

        await page.goto(
          `${headlamp.url}/portlight/clusters/${plane.name}/nodes`,
        );
        await main.getByText('node-a').first().waitFor();
        await page.goto(
          `${headlamp.url}/portlight/clusters/${plane.name}/workloads`,
        );
        await main.getByText('web', { exact: true }).first().waitFor();

        await page.goto(
          `${headlamp.url}/c/${plane.name}/deployments/default/web`,
        );
        const health = page.locator('section[aria-label="Health"]');
        await health.getByText('Healthy').first().waitFor({ timeout: MINUTE });

        const behave = (behaviour: string | null) =>
          plane.client.patch(`${APPS}/web`, {
            spec: {
              template: {
                metadata: { labels: { 'portlight.test/behaviour': behaviour } },
              },
            },
          });
        await behave('image-pull-error');
        await health
          .getByText(/ErrImagePull|ImagePullBackOff/)
          .first()
          .waitFor({ timeout: 2 * MINUTE });
        await health.getByText('Degraded').first().waitFor();
        await screenshot(page, 'headlamp-kubernetes', 'light');

        await behave(null);
        await health
          .getByText('Degraded')
          .first()
          .waitFor({ state: 'detached', timeout: 2 * MINUTE });
        await health
          .getByText('Healthy')
          .first()
          .waitFor({ timeout: 2 * MINUTE });
        expect(errors).toEqual([]);
        expect(outside).toEqual([]);
        await context.close();
      },
      8 * MINUTE,
    );
  },
);
