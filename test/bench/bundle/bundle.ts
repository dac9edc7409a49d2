import { execFile } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { figure } from '../report';
import type { Suite } from '../suite';

const BUDGET = path.resolve(__dirname, '../../../scripts/bundle-budget.mjs');

interface BundleSizes {
  initialBundle: number;
  headlampMain: number;
  appWithout: number;
}

async function readSizes(): Promise<BundleSizes> {
  const directory = fs.mkdtempSync(path.join(os.tmpdir(), 'portlight-bench-'));
  const file = path.join(directory, 'sizes.json');
  try {
    await promisify(execFile)(process.execPath, [BUDGET, '--json', file], {
      maxBuffer: 64 * 1024 * 1024,
    }).catch(error => {
      // Over budget is a finding, not a failure.
      if (!fs.existsSync(file)) throw error;
    });
    return JSON.parse(fs.readFileSync(file, 'utf8'));
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

/** PF6: what browsers load. */
export const bundle: Suite = {
  name: 'bundle',
  title: 'Bundle sizes (gzip)',
  slow: 'two builds of the app; ask with --only bundle',
  async run({ progress }) {
    progress('building the app twice, and the Headlamp plugin');
    const sizes = await readSizes();
    const { initialBundle, headlampMain, appWithout } = sizes;
    return {
      parameters: {},
      subjects: [
        {
          name: "portal's initial bundle without Portlight",
          figures: { gzip: figure('bytes', [appWithout]) },
        },
        {
          name: 'what Portlight adds to it',
          figures: { gzip: figure('bytes', [initialBundle]) },
        },
        {
          name: "Headlamp's main.js",
          figures: { gzip: figure('bytes', [headlampMain]) },
        },
      ],
      ratios: [
        {
          name: 'initial bundle, added',
          value: initialBundle,
          unit: 'bytes',
          target: { atMost: 30 * 1024 },
        },
        {
          name: "Headlamp's main.js",
          value: headlampMain,
          unit: 'bytes',
          target: { atMost: 250 * 1024 },
        },
      ],
      skipped: [],
    };
  },
};
