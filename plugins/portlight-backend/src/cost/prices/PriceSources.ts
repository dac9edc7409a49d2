import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  builtInPrices,
  convertRule,
  exchangeRate,
  type LineProblem,
  type PriceRule,
  sourcedPrices,
} from '@portlight/plugin-portlight-common';
import type { PricingProvider } from '@portlight/plugin-portlight-node';
import { createHash } from 'node:crypto';
import type { LinedRule, PriceRows } from './PriceRows';
import type { PriceSettings } from './PriceSettings';
import {
  describeFile,
  fileState,
  type PriceFileProblems,
  readPriceFile,
} from './readPriceFile';
import {
  checkedRules,
  checkPriceList,
  sentence,
  within,
} from './providedPrices';

const HOUR = 60 * 60_000;

/** Milliseconds that a provider may take for all of its prices. */
const PATIENCE = 5 * 60_000;

/** Sources that are Portlight's own; a provider must not be called like one. */
const OWN = ['bill', 'custom', 'csv', 'seed', 'default'];

/** What {@link PriceSources} are made of. */
export interface PriceSourcesOptions {
  rows: PriceRows;
  settings: PriceSettings;
  providers: readonly PricingProvider[];
  logger: LoggerService;
  /** Milliseconds that a provider may take. */
  patience?: number;
  /** Milliseconds since the epoch. */
  now?: () => number;
}

function lined(rules: readonly PriceRule[]): LinedRule[] {
  return rules.map((rule, index) => ({ rule, line: index + 1 }));
}

function versionOf(content: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(content))
    .digest('hex')
    .slice(0, 12);
}

/** Keeps the prices of the database as the configuration, files and providers have them. */
export class PriceSources {
  private readonly timers = new Set<NodeJS.Timeout>();
  private readonly running = new Set<Promise<void>>();
  private readonly ending = new AbortController();
  private first?: Promise<void>;
  private fileSeen?: string;
  /** State of the file that could not be read. */
  private fileBroken?: string;
  private types = new Set<string>();
  private turn: Promise<unknown> = Promise.resolve();

  constructor(private readonly options: PriceSourcesOptions) {
    for (const { name } of options.providers) {
      if (!/^[a-z0-9][a-z0-9-]{0,62}$/i.test(name) || OWN.includes(name)) {
        throw new Error(
          `A provider of prices is called «${name}»; its name has to be of letters, digits and dashes, and none of ${OWN.join(
            ', ',
          )}`,
        );
      }
    }
  }

  /** Waits until the configured prices are in the database; where that failed, tries it again. */
  readonly ready = (): Promise<void> => {
    this.first ??= this.readConfigured().catch(error => {
      this.first = undefined;
      throw error;
    });
    return this.first;
  };

  /** Waits until the price list was read for these types of machines, too. */
  readonly readyFor = async (types: ReadonlySet<string>): Promise<void> => {
    await this.ready();
    const { settings, rows } = this.options;
    if ([...types].every(type => this.types.has(type))) return;
    await this.inTurn(async () => {
      this.types = await rows.types();
      const missing = [...types].filter(type => !this.types.has(type));
      if (missing.length === 0) return;
      if (settings.csv && !(await this.readMore(new Set(missing)))) return;
      await rows.addTypes(missing);
      missing.forEach(type => this.types.add(type));
    });
  };

  /** One at a time: they change the same prices. */
  private inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const turn = this.turn.then(work);
    this.turn = turn.catch(() => {});
    return turn;
  }

  /** Reads all sources now, and again and again. */
  start(): void {
    const { providers, settings } = this.options;
    this.track(
      this.ready().catch(error => {
        this.options.logger.warn(
          `Prices could not be written, and are tried again: ${error.message}`,
        );
      }),
    );
    if (settings.csv) {
      this.repeat(settings.csv.interval, () =>
        this.inTurn(() => this.readFile()),
      );
    }
    for (const provider of providers) {
      const read = () => this.readProvider(provider);
      this.track(read());
      this.repeat(provider.interval ?? HOUR, read);
    }
  }

  /** Ends after what is being written. */
  async stop(): Promise<void> {
    this.ending.abort();
    for (const timer of this.timers) clearInterval(timer);
    await Promise.all(this.running);
  }

  private track(work: Promise<void>): void {
    const tracked = work.finally(() => this.running.delete(tracked));
    this.running.add(tracked);
  }

  private repeat(interval: number, work: () => Promise<void>): void {
    let busy = false;
    const timer = setInterval(() => {
      if (busy) return;
      busy = true;
      this.track(
        work().finally(() => {
          busy = false;
        }),
      );
    }, interval);
    timer.unref();
    this.timers.add(timer);
  }

  private now(): number {
    return Math.floor((this.options.now ?? Date.now)() / 1000);
  }

  /** What the configuration says, and the file it names. */
  private async readConfigured(): Promise<void> {
    const { settings, rows, providers, logger } = this.options;
    const { currency, custom, seed, defaults, csv } = settings;
    const names = providers.map(({ name }) => name);
    await rows.keepOnly(
      [
        'custom',
        ...(csv ? ['csv'] : []),
        ...(seed ? ['seed'] : []),
        'default',
        ...names,
      ],
      this.now(),
    );
    await this.write(
      'custom',
      'configuration',
      custom.map(({ rule, currency: own }) =>
        convertRule(rule, exchangeRate(own, currency)),
      ),
    );
    const lists = builtInPrices({ seed, defaults });
    for (const source of ['seed', 'default']) {
      const { prices, problems } = sourcedPrices(
        lists.filter(list => list.source === source),
        currency,
      );
      problems.forEach(problem => logger.warn(problem));
      // One list after the other: each has a version of its own.
      await this.writeLists(source, prices);
      if (problems.length > 0) {
        await rows.note(source, problems.join(' '), this.now());
      }
    }
    if (csv) await this.readFile();
  }

  private async writeLists(
    source: string,
    prices: ReturnType<typeof sourcedPrices>['prices'],
  ): Promise<void> {
    const { rows } = this.options;
    const version = versionOf(prices);
    if ((await rows.version(source)) === version) return;
    await rows.replace(
      {
        source,
        version,
        rules: prices.map(({ rule, origin }, index) => ({
          rule,
          origin,
          line: index + 1,
        })),
      },
      this.now(),
    );
  }

  private async write(
    source: string,
    label: string,
    rules: readonly PriceRule[],
  ): Promise<void> {
    const { rows, logger } = this.options;
    const version = `${label} ${versionOf(rules)}`;
    if ((await rows.version(source)) === version) return;
    const conflicts = await rows.replace(
      { source, version, rules: lined(rules) },
      this.now(),
    );
    if (conflicts.length > 0) {
      const problem = `Two prices are for the same nodes: ${conflicts
        .map(sentence)
        .join('; ')}`;
      logger.warn(`Prices of ${source}: ${problem}`);
      await rows.note(source, problem, this.now());
    }
  }

  /** Reads the price list where it has changed. What is wrong with it never stops the prices of before. */
  private async readFile(): Promise<void> {
    const { settings, rows } = this.options;
    const csv = settings.csv!;
    try {
      const state = await fileState(csv.path);
      if (state === this.fileSeen) return;
      const { version, at } = await describeFile(csv.path);
      const own = this.fileVersion(version);
      if ((await rows.version('csv')) !== own) {
        const report: PriceFileProblems = { count: 0, problems: [] };
        const types = await rows.types();
        const conflicts = await rows.replace(
          {
            source: 'csv',
            version: own,
            at,
            rules: readPriceFile(
              csv,
              settings.currency,
              type => types.has(type),
              report,
            ),
          },
          this.now(),
        );
        await this.tellProblems(report, conflicts);
      }
      this.fileSeen = state;
    } catch (error) {
      await this.complain(
        'csv',
        `${csv.path} cannot be read: ${(error as Error).message}`,
      );
    }
  }

  /**
   * Reads the price list for machines of which there were none before.
   *
   * @returns whether it could be read; it is tried again once it has changed
   */
  private async readMore(types: ReadonlySet<string>): Promise<boolean> {
    const { settings, rows } = this.options;
    const csv = settings.csv!;
    let state = '';
    try {
      state = await fileState(csv.path);
      if (state === this.fileBroken) return false;
      const { version, at } = await describeFile(csv.path);
      const report: PriceFileProblems = { count: 0, problems: [] };
      const conflicts = await rows.add({
        source: 'csv',
        version: this.fileVersion(version),
        at,
        rules: readPriceFile(
          csv,
          settings.currency,
          type => types.has(type),
          report,
        ),
      });
      await this.tellProblems(report, conflicts);
      return true;
    } catch (error) {
      this.fileBroken = state;
      await this.complain(
        'csv',
        `${csv.path} cannot be read: ${(error as Error).message}`,
      );
      return false;
    }
  }

  /** Says which lines of the price list are not used. */
  private async tellProblems(
    report: PriceFileProblems,
    conflicts: readonly LineProblem[],
  ): Promise<void> {
    const count = report.count + conflicts.length;
    if (count === 0) return;
    await this.complain(
      'csv',
      `${count} ${count === 1 ? 'line' : 'lines'} of ${
        this.options.settings.csv!.path
      } were left out: ${[...report.problems, ...conflicts]
        .map(sentence)
        .join('; ')}`,
    );
  }

  /** The same list in another currency is another one. */
  private fileVersion(version: string): string {
    const { currency, csv } = this.options.settings;
    return `${version} ${versionOf([currency, csv])}`;
  }

  private async readProvider(provider: PricingProvider): Promise<void> {
    const { rows, settings, patience = PATIENCE } = this.options;
    const { name } = provider;
    const late = new AbortController();
    const timer = setTimeout(
      () =>
        late.abort(
          new Error(
            `It did not give its prices within ${patience / 1000} seconds`,
          ),
        ),
      patience,
    );
    const signal = AbortSignal.any([this.ending.signal, late.signal]);
    try {
      await this.ready();
      const known = await rows.version(name);
      const list = await within(provider.read({ known, signal }), signal);
      if (!list) return;
      checkPriceList(list);
      if (list.version === known) return;
      const rate = exchangeRate(list.currency, settings.currency);
      const problems: LineProblem[] = [];
      const conflicts = await rows.replace(
        {
          source: name,
          version: list.version,
          at: list.at,
          rules: checkedRules(list.prices, rate, problems, signal),
        },
        this.now(),
      );
      problems.push(...conflicts);
      if (problems.length > 0) {
        await this.complain(
          name,
          `Some prices were left out: ${problems.map(sentence).join('; ')}`,
        );
      }
    } catch (error) {
      // The end of the portal is no fault of the source.
      if (error === this.ending.signal.reason) return;
      await this.complain(
        name,
        error instanceof Error ? error.message : String(error),
      );
    } finally {
      clearTimeout(timer);
    }
  }

  private async complain(source: string, problem: string): Promise<void> {
    this.options.logger.warn(`Prices of ${source}: ${problem}`);
    await this.options.rows.note(source, problem, this.now()).catch(() => {
      // The database is what fails; the log has it.
    });
  }
}
