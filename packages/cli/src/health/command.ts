import {
  HEALTH_RANK,
  HEALTH_STATUSES,
  type HealthStatus,
} from '@portlight/plugin-portlight-common';
import { InvalidArgumentError, Option, type Command } from 'commander';
import { EXIT, type CommandEnvironment } from '../CommandEnvironment';
import { formatInputError, readObjects } from '../input';
import { judge } from './Judgement';
import { formatTable } from './table';

interface HealthOptions {
  output: 'table' | 'json';
  failOn?: HealthStatus;
  at?: number;
}

/** Adds `portlight health FILE...`. */
export function addHealthCommand(
  program: Command,
  environment: CommandEnvironment,
  exit: (code: number) => void,
): void {
  program
    .command('health')
    .description(
      'Judge the health of every object in YAML or JSON files, as a cluster returned them',
    )
    .argument('<file...>', 'files; `-` is the standard input')
    .addOption(
      new Option('-o, --output <format>', 'how to print')
        .choices(['table', 'json'])
        .default('table'),
    )
    .addOption(
      new Option(
        '--fail-on <status>',
        'end with exit code 1 when an object has this status or a worse one (from worst to best)',
      ).choices(HEALTH_STATUSES),
    )
    .addOption(
      new Option(
        '--at <time>',
        'judge as of this time (ISO 8601) instead of now, for files that were saved earlier',
      ).argParser(parseTime),
    )
    .addHelpText(
      'after',
      `
Pods, ReplicaSets, Jobs, Events, EndpointSlices and StorageClasses in the same
input tell why a workload, Service or claim is as it is.

  kubectl get deployments,replicasets,pods,events -o yaml | portlight health -

Exit codes: 0 done, 1 something as bad as --fail-on (never without it),
2 something could not be read (the rest is judged all the same).`,
    )
    .action(async (files: string[], options: HealthOptions) => {
      exit(await runHealth(files, options, environment));
    });
}

async function runHealth(
  files: readonly string[],
  { output, failOn, at }: HealthOptions,
  environment: CommandEnvironment,
): Promise<number> {
  const { objects, errors } = await readObjects(files, environment);
  const verdicts = judge(objects, at ?? environment.now());
  environment.writeOutput(
    output === 'json'
      ? `${JSON.stringify(
          verdicts.map(({ judgement }) => judgement),
          null,
          2,
        )}\n`
      : formatTable(verdicts, environment.colors),
  );
  for (const error of errors) {
    environment.writeError(`${formatInputError(error)}\n`);
  }
  if (errors.length) {
    return EXIT.unreadable;
  }
  const isBad =
    failOn !== undefined &&
    verdicts.some(
      ({ health }) => HEALTH_RANK[health.status] <= HEALTH_RANK[failOn],
    );
  return isBad ? EXIT.findings : EXIT.done;
}

function parseTime(text: string): number {
  const time =
    /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(text)
      ? Date.parse(text)
      : NaN;
  if (Number.isNaN(time)) {
    throw new InvalidArgumentError(
      'It must be a time with zone, such as 2026-11-21T12:00:00Z.',
    );
  }
  return time;
}
