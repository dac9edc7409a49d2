import fs from 'node:fs';
import path from 'node:path';
import {
  chromium,
  type Browser,
  type BrowserContext,
  type Page,
} from 'playwright-core';
import { chromiumPath } from '../../parts';
import { DEMO_USERS } from './users';

/** Where screenshots go; CI keeps the folder. */
const SCREENSHOTS = path.resolve(
  __dirname,
  '../../../test-results/screenshots',
);

/** How a page is looked at. */
export const LOOKS = {
  light: { colorScheme: 'light', viewport: { width: 1440, height: 900 } },
  dark: { colorScheme: 'dark', viewport: { width: 1440, height: 900 } },
  phone: { colorScheme: 'light', viewport: { width: 390, height: 844 } },
} as const;

/** One of {@link LOOKS}. */
export type Look = keyof typeof LOOKS;

/** The Debian Chromium, headless, without any of its own traffic. */
export async function startBrowser(): Promise<Browser> {
  return chromium.launch({
    executablePath: chromiumPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/**
 * A context with the look, in which every request to another host than the one under test fails the test: nothing may
 * come from the internet.
 */
export async function openContext(
  browser: Browser,
  look: Look,
  outside: string[],
): Promise<BrowserContext> {
  const context = await browser.newContext({
    ...LOOKS[look],
    reducedMotion: 'reduce',
    locale: 'en-GB',
    timezoneId: 'UTC',
  });
  await context.route(
    url => !['127.0.0.1', 'localhost'].includes(url.hostname),
    route => {
      outside.push(route.request().url());
      return route.abort();
    },
  );
  return context;
}

/**
 * Signs in; the next page opened in the same context is signed in where the portal has one user only.
 *
 * @param user - the name of a demo user, by default the administrator; a portal without demo users knows the guest only
 */
export async function signIn(
  page: Page,
  url: string,
  user: string = DEMO_USERS.administrator.name,
): Promise<void> {
  await page.goto(url);
  const guest = page.getByRole('button', { name: 'Enter' });
  const demo = page.getByRole('button', { name: new RegExp(`^.*${user}`) });
  await guest.or(demo).first().click({ timeout: 30_000 });
  // the portal keeps the choice only once its pages have loaded
  await page.locator('[data-portlight]').first().waitFor({ timeout: 30_000 });
}

/** Keeps what the page looks like as `NAME-LOOK.png`. */
export async function screenshot(
  page: Page,
  name: string,
  look: Look,
): Promise<void> {
  fs.mkdirSync(SCREENSHOTS, { recursive: true });
  await page.screenshot({
    path: path.join(SCREENSHOTS, `${name}-${look}.png`),
    animations: 'disabled',
  });
}

/** As text, for the page: a test runner that transforms axe-core breaks it. */
const axeSource = fs.readFileSync(
  require.resolve('axe-core/axe.min.js'),
  'utf8',
);

interface AxeViolation {
  id: string;
  help: string;
  nodes: { target: string[]; failureSummary?: string }[];
}

/** What axe finds wrong, one line each; `within` leaves out what is the host's own. */
export async function accessibilityViolations(
  page: Page,
  within?: string,
): Promise<string[]> {
  await page.evaluate(axeSource);
  const violations: AxeViolation[] = await page.evaluate(
    async selector =>
      (
        await (window as any).axe.run(selector ?? document)
      ).violations,
    within,
  );
  return violations.flatMap(violation =>
    violation.nodes.map(
      node =>
        `${violation.id}: ${node.target.join(' ')}: ${(
          node.failureSummary ?? violation.help
        ).replaceAll(/\s+/g, ' ')}`,
    ),
  );
}
