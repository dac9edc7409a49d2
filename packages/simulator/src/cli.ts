import { writeFileSync } from 'node:fs';
import { Command, InvalidArgumentError } from 'commander';
import { createBenchFleet } from './fleet/benchFleet';
import { createDemoFleet } from './fleet/demoFleet';
import { serveFleet } from './fleet/serveFleet';

interface Options {
  host: string;
  port: number;
  fleet: 'demo' | 'bench';
  clusters: number;
  pods: number;
  seed: number;
  speed: number;
  ambient: boolean;
  kubeconfigOut?: string;
}

const program = new Command('simulator')
  .description('Serves a fleet of simulated Kubernetes clusters')
  .option('--host <address>', 'address to listen on', '127.0.0.1')
  .option('--port <number>', 'port; 0 for any free one', wholeNumber, 8600)
  .option('--fleet <name>', 'demo or bench', fleetName, 'demo')
  .option('--clusters <number>', 'clusters of the bench fleet', wholeNumber, 20)
  .option('--pods <number>', 'pods per bench cluster', wholeNumber, 500)
  .option('--seed <number>', 'same seed, same fleet', wholeNumber, 1)
  .option('--speed <factor>', 'seconds of the fleet per second', factor, 1)
  .option('--no-ambient', 'nothing happens by itself in the demo fleet')
  .option('--kubeconfig-out <file>', 'writes a kubeconfig for kubectl')
  .action(run);

async function run(options: Options): Promise<void> {
  const fleet =
    options.fleet === 'demo'
      ? createDemoFleet({ seed: options.seed })
      : createBenchFleet({
          clusters: options.clusters,
          podsPerCluster: options.pods,
          seed: options.seed,
        });
  const served = await serveFleet(fleet, {
    host: options.host,
    port: options.port,
    speed: options.speed,
    ambient: options.fleet === 'demo' && options.ambient,
    // kubectl sends no credentials over plain HTTP.
    tlsPorts: options.kubeconfigOut !== undefined,
  });
  if (options.kubeconfigOut) {
    writeFileSync(options.kubeconfigOut, served.simulator.kubeconfig(), {
      mode: 0o600,
    });
  }
  const end = () => {
    void served.stop().then(() => process.exit(0));
  };
  process.once('SIGINT', end);
  process.once('SIGTERM', end);
  process.stdout.write(
    `simulator: ${
      fleet.clusters.length
    } clusters, ${fleet.podCount()} pods at ${
      served.simulator.url
    }/clusters/NAME\n`,
  );
}

function wholeNumber(text: string): number {
  if (!/^\d{1,9}$/.test(text)) {
    throw new InvalidArgumentError('expected a whole number');
  }
  return Number(text);
}

function factor(text: string): number {
  const value = Number(text);
  if (text.trim() === '' || !Number.isFinite(value) || value < 0) {
    throw new InvalidArgumentError('expected a number of 0 or more');
  }
  return value;
}

function fleetName(text: string): string {
  if (text !== 'demo' && text !== 'bench') {
    throw new InvalidArgumentError('expected demo or bench');
  }
  return text;
}

program.parseAsync().catch((error: Error) => {
  process.stderr.write(
    `simulator: ${
      (error as NodeJS.ErrnoException).code === 'EADDRINUSE'
        ? 'the port is in use; choose another with --port'
        : error.message
    }\n`,
  );
  process.exitCode = 1;
});
