import { Command, CommanderError } from 'commander';
import { EXIT, type CommandEnvironment } from './CommandEnvironment';
import { addHealthCommand } from './health';
import { addMetricsCommand } from './metrics';
import { addPriceCommand } from './price';

/** Runs one command line (without node and script) and answers its exit code. */
export async function runPortlight(
  args: readonly string[],
  environment: CommandEnvironment,
): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = new Command('portlight')
    .description("Portlight's judgement on files, for pipelines and terminals")
    .exitOverride()
    .configureOutput({
      writeOut: environment.writeOutput,
      writeErr: environment.writeError,
    });
  addHealthCommand(program, environment, code => {
    exitCode = code;
  });
  addMetricsCommand(program, environment, code => {
    exitCode = code;
  });
  addPriceCommand(program, environment, code => {
    exitCode = code;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      // A wrong option must not look like a finding.
      return error.exitCode === 0 ? EXIT.done : EXIT.unreadable;
    }
    throw error;
  }
  return exitCode;
}
