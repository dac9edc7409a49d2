import {
  Aggregator,
  describeFamily,
  familiesByName,
  type MetricFamilyDetail,
} from '@portlight/plugin-portlight-common';
import { Option, type Command } from 'commander';
import { EXIT, type CommandEnvironment } from '../CommandEnvironment';
import { formatInputError } from '../input';
import { printable } from '../printable';
import { describeFamilies } from './ParsedFamily';
import { readScrape } from './readScrape';
import { formatAggregate, formatFamilies } from './table';

interface MetricsOptions {
  output: 'table' | 'json';
  contentType?: string;
  strict?: boolean;
}

const FORMATS = `
Without --content-type, a file that ends with "# EOF" is OpenMetrics, and any
other one text 0.0.4; with --strict all are OpenMetrics.`;

/** Adds `portlight metrics parse FILE` and `portlight metrics aggregate FILE...`. */
export function addMetricsCommand(
  program: Command,
  environment: CommandEnvironment,
  exit: (code: number) => void,
): void {
  const metrics = program
    .command('metrics')
    .description('Read metrics as services expose them');
  addOptions(
    metrics
      .command('parse')
      .description('Read an exposition: its families and samples')
      .argument('<file>', '`-` is the standard input'),
  )
    .addHelpText(
      'after',
      `${FORMATS}

Exit codes: 0 done, 2 the file could not be read or Prometheus would refuse
it; with --strict also what OpenMetrics 1.0 forbids. The standard error says
FILE:LINE:COLUMN and why.`,
    )
    .action(async (file: string, options: MetricsOptions) => {
      exit(await runParse(file, options, environment));
    });
  addOptions(
    metrics
      .command('aggregate')
      .description('Aggregate expositions, each file as one peer')
      .argument('<file...>', '`-` is the standard input'),
  )
    .addHelpText(
      'after',
      `${FORMATS}

Exit codes: 0 done, 2 a file could not be read (the others are aggregated all
the same, and the file counts as a peer that did not answer).`,
    )
    .action(async (files: string[], options: MetricsOptions) => {
      exit(await runAggregate(files, options, environment));
    });
}

function addOptions(command: Command): Command {
  return command
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['table', 'json'])
        .default('table'),
    )
    .option(
      '--content-type <type>',
      'read it as what this Content-Type says, such as "text/plain; version=0.0.4"',
    )
    .option('--strict', 'refuse what OpenMetrics 1.0 forbids');
}

async function runParse(
  file: string,
  { output, contentType, strict }: MetricsOptions,
  environment: CommandEnvironment,
): Promise<number> {
  const read = await readScrape(
    file,
    { contentType, strict, everyPoint: true },
    environment,
  );
  if ('error' in read) {
    environment.writeError(`${formatInputError(read.error)}\n`);
    return EXIT.unreadable;
  }
  const families = describeFamilies(read.scrape);
  environment.writeOutput(
    output === 'json' ? json(families) : formatFamilies(families),
  );
  warn(file, read.scrape.warnings, environment);
  return EXIT.done;
}

async function runAggregate(
  files: readonly string[],
  { output, contentType, strict }: MetricsOptions,
  environment: CommandEnvironment,
): Promise<number> {
  const aggregator = new Aggregator();
  const at = environment.now() / 1000;
  let failed = 0;
  // The standard input can be read once only, and no peer counts twice.
  const names = [...new Set(files)];
  for (const file of names) {
    const peer = { id: file, name: file };
    const read = await readScrape(file, { contentType, strict }, environment);
    if ('error' in read) {
      failed += 1;
      aggregator.fail({ peer, at, message: read.error.message });
      environment.writeError(`${formatInputError(read.error)}\n`);
    } else {
      aggregator.add({ peer, at, scrape: read.scrape });
      warn(file, read.scrape.warnings, environment);
    }
  }
  const snapshot = aggregator.snapshot();
  const details = [...familiesByName(snapshot).keys()]
    .map(name => describeFamily(snapshot, name))
    .filter((detail): detail is MetricFamilyDetail => detail !== undefined);
  environment.writeOutput(
    output === 'json'
      ? json(details.map(flatten))
      : formatAggregate(details, {
          total: names.length,
          answered: names.length - failed,
        }),
  );
  return failed ? EXIT.unreadable : EXIT.done;
}

/** With the same names for the same things as `parse` has them. */
function flatten({ family, peers, series, total }: MetricFamilyDetail) {
  const { name, type, help = '', unit = '', conflict } = family;
  return { name, type, help, unit, conflict, peers, series, total };
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function warn(
  file: string,
  warnings: readonly string[] | undefined,
  environment: CommandEnvironment,
): void {
  for (const warning of warnings ?? []) {
    environment.writeError(`${printable(`${file}: ${warning}`)}\n`);
  }
}
