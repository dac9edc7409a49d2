import type { CostScope } from '@portlight/plugin-portlight-common';
import { PortlightError } from '@portlight/plugin-portlight-common';
import { withCode } from '../components';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { Choices, ControlBar } from './controlStyles';
import {
  customDays,
  WINDOWS,
  windowOfDays,
  type CostSelection,
  type IdleChoice,
  type WindowId,
} from './costSelection';
import { dimensionName, dimensionsOf } from './dimensions';
import { ShareChoice } from './ShareChoice';

type Change = (
  change: Partial<CostSelection>,
  options?: { push?: boolean },
) => void;

const FILTER_HELP =
  'By what costs are filed under, such as namespace:"shop"+label[app]:"cart","web". + is and, | is or, !: is not.';
const FILTER_EXAMPLE = 'Filter, such as namespace:"shop"';

/** What becomes of idle capacity: of whole clusters, and of parts, which have none of their own. */
const IDLE_WORDS: Partial<Record<IdleChoice, string>> = {
  separate: 'as its own row',
  share: 'shared by workloads',
  hide: 'left out',
};
const IDLE_WORDS_OF_PART: Partial<Record<IdleChoice, string>> = {
  separate: 'left out',
  share: 'with its part of it',
};

const SHARED = ['shareNamespaces', 'shareLabels', 'shareCost', 'shareSplit'];
const CONTROLLED = new Set(['window', 'filter', ...SHARED]);

/** The parameter of the controls that a question was refused for. */
export function refusedParameter(error: unknown): string | undefined {
  if (!(error instanceof PortlightError)) return undefined;
  const { parameter } = error;
  return parameter !== undefined && CONTROLLED.has(parameter)
    ? parameter
    : undefined;
}

function problemOf(
  error: unknown,
  ...parameters: string[]
): string | undefined {
  const refused = refusedParameter(error);
  return refused !== undefined && parameters.includes(refused)
    ? (error as PortlightError).message
    : undefined;
}

/** From when until when, what becomes of idle cost, and what is left of it all. */
export function CostControls(props: {
  selection: CostSelection;
  onChange: Change;
  /** Why the last question was refused. */
  error?: unknown;
  /** Of whole clusters, with what is idle in them. */
  isWhole: boolean;
  /** At the right edge. */
  children?: ReactNode;
}) {
  const { selection, onChange, error, isWhole } = props;
  const idleId = useId();
  return (
    <ControlBar role="group" aria-label="What is shown">
      <WindowChoice selection={selection} onChange={onChange} error={error} />
      <span>
        <label htmlFor={idleId}>Idle </label>
        <select
          id={idleId}
          value={
            isWhole || selection.idle !== 'hide' ? selection.idle : 'separate'
          }
          onChange={event =>
            onChange(
              { idle: event.target.value as IdleChoice, work: undefined },
              { push: true },
            )
          }
        >
          {Object.entries(isWhole ? IDLE_WORDS : IDLE_WORDS_OF_PART).map(
            ([id, words]) => (
              <option key={id} value={id}>
                {words}
              </option>
            ),
          )}
        </select>
      </span>
      <FilterField
        value={selection.filter ?? ''}
        problem={problemOf(error, 'filter')}
        onSubmit={filter =>
          onChange(
            { filter: filter || undefined, work: undefined },
            { push: true },
          )
        }
      />
      <ShareChoice
        selection={selection}
        problem={problemOf(error, ...SHARED)}
        onChange={parts =>
          onChange({ ...parts, work: undefined }, { push: true })
        }
      />
      {props.children && <span className="end">{props.children}</span>}
    </ControlBar>
  );
}

function WindowChoice(props: {
  selection: CostSelection;
  onChange: Change;
  error?: unknown;
}) {
  const { selection, onChange, error } = props;
  const { window } = selection;
  const days = customDays(window);
  const isOther = !Object.hasOwn(WINDOWS, window);
  const [isOpen, setOpen] = useState(isOther);
  const [first, setFirst] = useState(days?.first ?? '');
  const [last, setLast] = useState(days?.last ?? '');
  const [problem, setProblem] = useState<string>();
  const shownProblem = problem ?? problemOf(error, 'window');
  const apply = () => {
    const chosen = windowOfDays(first, last);
    setProblem(
      chosen ? undefined : 'Say a first day, and a last day not before it.',
    );
    if (chosen) onChange({ window: chosen, work: undefined }, { push: true });
  };
  return (
    <>
      <Choices role="group" aria-label="Window">
        {(Object.keys(WINDOWS) as WindowId[]).map(id => (
          <button
            key={id}
            type="button"
            aria-pressed={id === window}
            onClick={() => {
              setOpen(false);
              setProblem(undefined);
              onChange({ window: id, work: undefined }, { push: true });
            }}
          >
            {WINDOWS[id].label}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={isOther}
          aria-expanded={isOpen}
          onClick={() => setOpen(!isOpen)}
        >
          Days…
        </button>
      </Choices>
      {isOpen && (
        <form
          onSubmit={event => {
            event.preventDefault();
            apply();
          }}
        >
          <input
            type="date"
            aria-label="First day"
            value={first}
            onChange={event => setFirst(event.target.value)}
          />
          to
          <input
            type="date"
            aria-label="Last day"
            value={last}
            onChange={event => setLast(event.target.value)}
          />
          <button type="submit">Show</button>
        </form>
      )}
      {shownProblem && (
        <span className="problem" role="alert">
          {withCode(shownProblem)}
        </span>
      )}
    </>
  );
}

function FilterField(props: {
  value: string;
  problem?: string;
  onSubmit(filter: string): void;
}) {
  const { value, problem, onSubmit } = props;
  const id = useId();
  const [text, setText] = useState(value);
  useEffect(() => setText(value), [value]);
  return (
    <form
      className="filter"
      role="search"
      onSubmit={event => {
        event.preventDefault();
        onSubmit(text.trim());
      }}
    >
      <input
        type="text"
        aria-label="Filter"
        title={FILTER_HELP}
        placeholder={FILTER_EXAMPLE}
        style={{ width: 250 }}
        value={text}
        maxLength={4096}
        spellCheck={false}
        autoComplete="off"
        aria-invalid={problem ? true : undefined}
        aria-describedby={problem ? id : undefined}
        onChange={event => setText(event.target.value)}
      />
      {text.trim() !== value && <button type="submit">Apply</button>}
      {text.trim() === value && value !== '' && (
        <button type="button" onClick={() => onSubmit('')}>
          Clear
        </button>
      )}
      {problem && (
        <span className="problem" role="alert" id={id}>
          {withCode(problem)}
        </span>
      )}
    </form>
  );
}

/** What cost is grouped by. */
export function ByChoice(props: {
  scope: CostScope;
  by: string;
  onChange: Change;
}) {
  const { scope, by, onChange } = props;
  const usual = dimensionsOf(scope);
  const choices = usual.includes(by) ? usual : [...usual, by];
  if (choices.length < 2) return null;
  return (
    <Choices role="group" aria-label="Group by">
      {choices.map(choice => (
        <button
          key={choice}
          type="button"
          aria-pressed={choice === by}
          onClick={() =>
            onChange(
              {
                by: choice === usual[0] ? undefined : choice,
                work: undefined,
              },
              { push: true },
            )
          }
        >
          {choice.split(',').map(dimensionName).join(' and ')}
        </button>
      ))}
    </Choices>
  );
}
