import { isError } from '@backstage/errors';
import {
  familiesByName,
  type GoldenSignalOptions,
  type GoldenSignalQuery,
  type HistorySeries,
  type MetricHistory,
  type MetricType,
  PortlightError,
  selectorsOf,
  type SignalFamily,
  signalFamilies,
  signalQueries,
} from '@portlight/plugin-portlight-common';
import type { Knex } from 'knex';
import type { Asker, PeersRequest, ResolvedTarget } from '../../peers';
import type { HistoryLevel, HistoryMatcher, HistoryReader } from '../history';
import { seesWholeNamespace } from '../seesWholeNamespace';
import type { RangeSource } from '../sources';
import { type MetricsTimeRange, readTimeRange } from '../timeRange';
import { bridgeLate } from './bridgeLate';
import { familyHistory, sampleNames, typeOfPast } from './familyHistory';
import { readFar } from './farHistory';
import {
  type HistoryParameters,
  type HistorySubject,
  readMatchers,
  readSubject,
} from './historyRequest';
import { boundSeries } from './historySeries';
import type { CurrentMetrics, MetricsReader } from './MetricsReader';
import { coverageOf, type PastSeries, readPast } from './PastSeries';
import { pastFamilies } from './pastFamilies';
import { signalHistory } from './signalHistory';

/** Own history with fewer of the times than this is no history where a source may have all of it. */
const ENOUGH = 0.9;

/** What {@link HistoryAnswers} needs. */
export interface HistoryAnswersOptions {
  knex: Knex;
  reader: MetricsReader;
  history: HistoryReader;
  source: RangeSource;
  /** Milliseconds between scrapes. */
  interval: number;
  goldenSignals?: GoldenSignalOptions;
}

/** What is asked, and what is known for the answer. */
interface Question extends MetricsTimeRange {
  subject: HistorySubject;
  matchers: readonly HistoryMatcher[];
  current: CurrentMetrics;
  asker: Asker;
}

/** What of an answer depends on the subject. */
type SubjectAnswer = Pick<MetricHistory, 'type' | 'unit'>;

const LEVEL_SECONDS: Record<Exclude<HistoryLevel, 'samples'>, number> = {
  '1m': 60,
  '5m': 300,
  '1h': 3600,
};

/** What a family is whose peers do not answer, so far as its name tells: a source may still know its past. */
function typeOfName(name: string): MetricType {
  return name.endsWith('_total') ? 'counter' : 'unknown';
}

/** Answers what was. */
export class HistoryAnswers {
  constructor(private readonly options: HistoryAnswersOptions) {}

  /** @throws PortlightError for parameters that cannot be */
  async answer(
    about: PeersRequest,
    parameters: HistoryParameters,
    asker: Asker,
  ): Promise<MetricHistory> {
    const { interval, reader } = this.options;
    const question: Question = {
      subject: readSubject(parameters),
      matchers: readMatchers(parameters.label),
      ...readTimeRange(parameters, Date.now(), interval / 1000),
      current: await reader.current(about, asker),
      asker,
    };
    const answer = await this.#read(question);
    const { since, until } = question;
    return {
      start: new Date(since * 1000).toISOString(),
      end: new Date(until * 1000).toISOString(),
      ...answer,
    };
  }

  async #read(
    question: Question,
  ): Promise<Omit<MetricHistory, 'start' | 'end'>> {
    const { targets, message } = question.current.resolved;
    const { step } = question;
    if (targets.length === 0) {
      return {
        stepSeconds: step,
        times: [],
        series: [],
        warnings: [],
        message,
      };
    }
    return 'signal' in question.subject
      ? this.#signal(question, question.subject.signal)
      : this.#family(question, question.subject.family);
  }

  async #signal(
    question: Question,
    signal: GoldenSignalQuery['signal'],
  ): Promise<Omit<MetricHistory, 'start' | 'end'>> {
    const queryOf = (families: readonly SignalFamily[]) =>
      signalQueries(families, this.options.goldenSignals).find(
        each => each.signal === signal,
      )!;
    let query = queryOf(signalFamilies(question.current.snapshot));
    if (query.queries.length === 0) {
      // When nothing answers, what was is of most interest.
      const past = queryOf(await this.#pastFamilies(question));
      if (past.queries.length > 0) query = past;
    }
    const names = query.queries.flatMap(selectorsOf).map(({ name }) => name);
    const subject = { unit: query.unit };
    const own = async (past: PastSeries) => ({
      ...subject,
      series: await signalHistory(past, query),
    });
    if (names.length === 0) {
      return {
        ...subject,
        stepSeconds: question.step,
        times: [],
        series: [],
        warnings: [],
        message: query.message,
      };
    }
    return this.#combined(question, names, own, subject, { signal: query });
  }

  async #family(
    question: Question,
    family: string,
  ): Promise<Omit<MetricHistory, 'start' | 'end'>> {
    const now = familiesByName(question.current.snapshot).get(family);
    // Of a family that another one of its name and another type has pushed aside.
    const name = now?.name ?? family;
    const own = async (past: PastSeries) => {
      const type = now?.type ?? typeOfPast(past, name) ?? 'unknown';
      return {
        type,
        unit: now?.units?.[0],
        series: await familyHistory(past, name, type),
      };
    };
    const subject = { type: now?.type, unit: now?.units?.[0] };
    return this.#combined(question, sampleNames(name), own, subject, {
      family: name,
      type: now?.type ?? typeOfName(name),
    });
  }

  /** Own history where it has enough of the range, else what a source says. */
  async #combined(
    question: Question,
    names: readonly string[],
    own: (
      past: PastSeries,
    ) => Promise<SubjectAnswer & { series: HistorySeries[] }>,
    subject: SubjectAnswer,
    query: Parameters<RangeSource['range']>[0]['query'],
  ): Promise<Omit<MetricHistory, 'start' | 'end'>> {
    const { knex, source } = this.options;
    const { current, asker, matchers, since, until, step } = question;
    const { targets } = current.resolved;
    const past = await this.#past(question, names);
    const warnings: string[] = [];
    if (coverageOf(past) < ENOUGH) {
      const far = await readFar(knex, source, {
        targets,
        query,
        matchers,
        since,
        until,
        step,
        visibility: asker.visibility,
      });
      if (far && 'failure' in far) warnings.push(far.failure);
      else if (far && (far.series.length > 0 || past.rows.length === 0)) {
        return { ...subject, ...far };
      }
    }
    const answer = await own(past);
    const series = boundSeries(answer.series);
    return {
      ...answer,
      stepSeconds: past.step,
      times: past.times,
      series,
      total: answer.series.length,
      source: {
        kind: 'history',
        name: 'Portlight',
        resolutionSeconds: this.#resolution(past.level),
      },
      warnings,
      ...(series.length === 0 && {
        message:
          'Nothing is known of this time: history begins when somebody looks at the metrics, or with the annotation `portlight.io/scrape: "true"` on the Service or entity.',
      }),
    };
  }

  async #pastFamilies({
    current,
    since,
    asker,
  }: Question): Promise<SignalFamily[]> {
    const { history } = this.options;
    const known = await Promise.all(
      current.resolved.targets.map(async target =>
        history.known({
          cluster: target.cluster,
          target: target.id,
          ...(await this.#peers(target, asker)),
          since,
        }),
      ),
    );
    return pastFamilies(known.flat());
  }

  /**
   * Whose past may be told. Of peers that are gone it is not known who might have seen them: that all that are there
   * now are visible says nothing of them.
   */
  async #peers(
    target: ResolvedTarget,
    { visibility }: Asker,
  ): Promise<{ peers?: string[] }> {
    const { cluster, peers, partial, spec } = target;
    const { namespace } = spec;
    const whole =
      !partial &&
      // What has no namespace are addresses, which whoever sees the entity sees.
      (namespace === undefined
        ? visibility.workloads === 'everything' ||
          peers.every(({ pod }) => pod === undefined)
        : await seesWholeNamespace(
            this.options.knex,
            { cluster, namespace },
            visibility,
          ));
    return whole ? {} : { peers: peers.map(({ id }) => id) };
  }

  async #past(
    { current, matchers, since, until, step, asker }: Question,
    names: readonly string[],
  ): Promise<PastSeries> {
    const { snapshot, resolved } = current;
    const known = new Map(snapshot.peers.map(({ id, name }) => [id, name]));
    try {
      const past = await readPast(
        this.options.history,
        await Promise.all(
          resolved.targets.map(async target => ({
            cluster: target.cluster,
            id: target.id,
            ...(await this.#peers(target, asker)),
            names: new Map([...known, ...namesOf(target)]),
          })),
        ),
        { names, matchers, since, until, step },
      );
      return bridgeLate(past, this.options.interval / 1000);
    } catch (error) {
      if (!isError(error) || error.name !== 'InputError') throw error;
      throw new PortlightError({
        code: 'too-large',
        status: 400,
        parameter: 'step',
        message: error.message,
        cause: error,
      });
    }
  }

  #resolution(level: HistoryLevel): number {
    return level === 'samples'
      ? this.options.interval / 1000
      : LEVEL_SECONDS[level];
  }
}

function namesOf({ peers }: ResolvedTarget): [id: string, name: string][] {
  return peers.map(({ id, name }) => [id, name]);
}
