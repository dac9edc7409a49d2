import {
  type CostEstimate,
  createRemotePortlightApi,
  estimateCosts,
  PortlightError,
} from '@portlight/plugin-portlight-common';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { stringify } from 'yaml';
import { EXIT, type CommandEnvironment } from '../CommandEnvironment';
import { formatInputError, type InputError, readObjects } from '../input';
import { printable } from '../printable';
import { readRates } from './readRates';
import { formatEstimate } from './table';

interface PriceOptions {
  cluster: string;
  namespace: string;
  diff?: string[];
  rates?: string;
  portal?: string;
  output: 'table' | 'json';
  failOn?: number;
}

const authorized: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers);
  const token = process.env.PORTLIGHT_TOKEN;
  if (token) headers.set('Authorization', `Bearer ${token}`);
  return fetch(input, { ...init, headers });
};

/** Adds `portlight price FILE...`. */
export function addPriceCommand(
  program: Command,
  environment: CommandEnvironment,
  exit: (code: number) => void,
): void {
  program
    .command('price')
    .description(
      'Price manifests before they are deployed, per month of 730 hours',
    )
    .argument('<file...>', 'files; `-` is the standard input')
    .requiredOption('--cluster <name>', 'where they are to run')
    .option('--namespace <name>', 'of objects that name none', 'default')
    .option('--diff <file...>', 'what they replace; tells what changes')
    .addOption(
      new Option(
        '--rates <file>',
        'prices per hour as YAML: currency, cpu (per core), memory, storage (per GiB), gpu (per device), loadBalancer',
      ).conflicts('portal'),
    )
    .option(
      '--portal <url>',
      "ask a portal, which knows the cluster's nodes and prices, and what runs there; its token is taken from PORTLIGHT_TOKEN",
    )
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['table', 'json'])
        .default('table'),
    )
    .addOption(
      new Option(
        '--fail-on <amount>',
        'end with exit code 1 when they cost more than this per month; with something to compare, when the change is more',
      ).argParser(parseAmount),
    )
    .addHelpText(
      'after',
      `
Without --rates and --portal, default list prices are taken, and said.

Exit codes: 0 done, 1 more than --fail-on, 2 something could not be read.`,
    )
    .action(async (files: string[], options: PriceOptions) => {
      exit(await runPrice(files, options, environment));
    });
}

async function runPrice(
  files: readonly string[],
  options: PriceOptions,
  environment: CommandEnvironment,
): Promise<number> {
  const input = await readObjects(files, environment);
  const before = options.diff && (await readObjects(options.diff, environment));
  const errors: InputError[] = [...input.errors, ...(before?.errors ?? [])];
  const rates = await readRates(options.rates, environment);
  if ('error' in rates) errors.push(rates.error);
  for (const error of errors) {
    environment.writeError(`${formatInputError(error)}\n`);
  }
  if (errors.length > 0 || 'error' in rates) return EXIT.unreadable;
  const objects = input.objects.map(({ object }) => object);
  const previous = before?.objects.map(({ object }) => object);
  const { cluster, namespace } = options;
  let estimate: CostEstimate;
  if (options.portal === undefined) {
    estimate = estimateCosts(
      objects,
      { cluster, namespace, ...rates },
      previous,
    );
  } else {
    try {
      estimate = await createRemotePortlightApi({
        baseUrl: `${options.portal.replace(/\/+$/, '')}/api/portlight`,
        fetch: authorized,
      }).estimateCosts({
        cluster,
        namespace,
        manifests: documents(objects),
        ...(previous && { base: documents(previous) }),
      });
    } catch (error) {
      if (!(error instanceof PortlightError)) throw error;
      environment.writeError(
        `${printable(options.portal)}: ${printable(error.message)}\n`,
      );
      return EXIT.unreadable;
    }
  }
  environment.writeOutput(
    options.output === 'json'
      ? `${JSON.stringify(estimate, null, 2)}\n`
      : formatEstimate(estimate),
  );
  const { failOn } = options;
  return failOn !== undefined && (estimate.change ?? estimate.monthly) > failOn
    ? EXIT.findings
    : EXIT.done;
}

function documents(objects: readonly object[]): string {
  return objects.map(object => stringify(object)).join('---\n');
}

function parseAmount(text: string): number {
  const amount = text.trim() === '' ? NaN : Number(text);
  if (!Number.isFinite(amount)) {
    throw new InvalidArgumentError('It must be an amount, such as 250.');
  }
  return amount;
}
