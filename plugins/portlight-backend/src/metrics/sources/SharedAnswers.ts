/** Answers that are shared, by question. */
interface Shared<Answer> {
  answer: Promise<Answer>;
  at: number;
}

/** Milliseconds for which an answer is as good as a new one; charts ask again every 15 s. */
const FRESH = 10_000;
/** More answers are forgotten, the oldest first. */
const MAXIMUM = 200;

/**
 * Gives the same answer to the same question while it is asked and for a moment after, so that many who look at one
 * chart cost one question. Failures are not kept.
 */
export class SharedAnswers<Answer> {
  readonly #answers = new Map<string, Shared<Answer>>();
  readonly #now: () => number;

  /** @param now - milliseconds of a clock that never jumps */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /**
   * The answer to a question.
   *
   * @param isSmall - whether an answer may be kept
   */
  ask(
    question: string,
    ask: () => Promise<Answer>,
    isSmall: (answer: Answer) => boolean,
  ): Promise<Answer> {
    const now = this.#now();
    const known = this.#answers.get(question);
    if (known && now - known.at < FRESH) return known.answer;
    const shared = { answer: ask(), at: now };
    this.#answers.delete(question);
    this.#answers.set(question, shared);
    for (const oldest of this.#answers.keys()) {
      if (this.#answers.size <= MAXIMUM) break;
      this.#answers.delete(oldest);
    }
    const forget = () => {
      if (this.#answers.get(question) === shared) {
        this.#answers.delete(question);
      }
    };
    shared.answer.then(answer => {
      if (!isSmall(answer)) forget();
    }, forget);
    return shared.answer;
  }
}
