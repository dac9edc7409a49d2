import { useEffect, useId, useState } from 'react';
import { formatCount, withCode } from '../components';
import { amountOf, type CostSelection } from './costSelection';

/** What of a selection is about what all share. */
export type SharedParts = Pick<
  CostSelection,
  'shareNamespaces' | 'shareLabels' | 'shareCost' | 'shareSplit'
>;

const NOTHING: SharedParts = {
  shareNamespaces: undefined,
  shareLabels: undefined,
  shareCost: undefined,
  shareSplit: undefined,
};

const partsOf = (selection: CostSelection): SharedParts => ({
  shareNamespaces: selection.shareNamespaces,
  shareLabels: selection.shareLabels,
  shareCost: selection.shareCost,
  shareSplit: selection.shareSplit,
});

const FIELDS = [
  ['shareNamespaces', 'Namespaces', 'monitoring, ingress'],
  ['shareLabels', 'Labels', 'tier=platform'],
  ['shareCost', 'Amount a month', '500'],
] as const;

/** How many of what an address shares. */
function sharedCount({ shareNamespaces, shareLabels, shareCost }: SharedParts) {
  const lists = [shareNamespaces, shareLabels].map(
    text => text?.split(',').filter(part => part.trim()).length ?? 0,
  );
  return lists[0] + lists[1] + (shareCost ? 1 : 0);
}

/** What all others share, such as monitoring and support contracts, and how it is split; typed, then shown. */
export function ShareChoice(props: {
  selection: CostSelection;
  /** Why the last question was refused. */
  problem?: string;
  onChange(parts: SharedParts): void;
}) {
  const { selection, problem, onChange } = props;
  const id = useId();
  const shown = partsOf(selection);
  const key = JSON.stringify(shown);
  const [isOpen, setOpen] = useState(false);
  const [parts, setParts] = useState(shown);
  const [wrong, setWrong] = useState<string>();
  // Back and forward change the address too.
  useEffect(() => setParts(JSON.parse(key)), [key]);
  const count = sharedCount(shown);
  const shownProblem = wrong ?? problem;
  const apply = () => {
    const isAmount =
      !parts.shareCost || amountOf(parts.shareCost) !== undefined;
    setWrong(
      isAmount
        ? undefined
        : 'The amount is a number of zero or more, such as 500.',
    );
    if (isAmount) onChange(parts);
  };
  return (
    <>
      <button
        type="button"
        className="more"
        aria-expanded={isOpen}
        aria-controls={id}
        onClick={() => setOpen(!isOpen)}
      >
        {count > 0 ? `Shared: ${formatCount(count)}` : 'Shared…'}
      </button>
      {isOpen && (
        <form
          id={id}
          className="row"
          aria-label="What all share"
          onSubmit={event => {
            event.preventDefault();
            apply();
          }}
        >
          <span>Shared by all others:</span>
          {FIELDS.map(([name, label, example]) => (
            <label key={name}>
              {label}{' '}
              <input
                type="text"
                inputMode={name === 'shareCost' ? 'decimal' : undefined}
                style={{ width: name === 'shareCost' ? 90 : 170 }}
                placeholder={example}
                maxLength={2048}
                spellCheck={false}
                autoComplete="off"
                value={parts[name] ?? ''}
                onChange={event =>
                  setParts({
                    ...parts,
                    [name]: event.target.value || undefined,
                  })
                }
              />
            </label>
          ))}
          <label>
            Split{' '}
            <select
              value={parts.shareSplit ?? ''}
              onChange={event =>
                setParts({
                  ...parts,
                  shareSplit:
                    event.target.value === 'even' ? 'even' : undefined,
                })
              }
            >
              <option value="">by what each costs</option>
              <option value="even">evenly</option>
            </select>
          </label>
          <button type="submit">Show</button>
          {count > 0 && (
            <button type="button" onClick={() => onChange(NOTHING)}>
              As the portal does
            </button>
          )}
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
