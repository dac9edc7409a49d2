import type { RightsizingStrategy } from '@portlight/plugin-portlight-common';
import { styled } from '@mui/material/styles';
import { STRATEGIES } from './describeRightsizing';

const Frame = styled('fieldset')({
  display: 'inline-flex',
  alignItems: 'stretch',
  margin: 0,
  padding: 0,
  height: 30,
  border: '1px solid var(--portlight-divider)',
  borderRadius: 'var(--portlight-radius)',
  overflow: 'hidden',
  '& label': {
    position: 'relative',
    display: 'inline-flex',
    alignItems: 'center',
    padding: '0 10px',
    cursor: 'pointer',
    color: 'var(--portlight-muted)',
  },
  '& label + label': { borderLeft: '1px solid var(--portlight-divider)' },
  '& label:has(:checked)': {
    color: 'var(--portlight-text)',
    fontWeight: 500,
    background: 'var(--portlight-hover)',
  },
  '& label:has(:focus-visible)': {
    outline: '2px solid var(--portlight-primary)',
    outlineOffset: -2,
  },
  '& input': {
    position: 'absolute',
    inset: 0,
    margin: 0,
    opacity: 0,
    cursor: 'pointer',
  },
});

/** By which algorithm requests are recommended. */
export function StrategySwitch(props: {
  value: RightsizingStrategy;
  onChange(value: RightsizingStrategy): void;
}) {
  return (
    <Frame aria-label="Recommended as">
      {STRATEGIES.map(({ id, label, method }) => (
        <label key={id} title={method}>
          <input
            type="radio"
            name="portlight-strategy"
            value={id}
            checked={id === props.value}
            onChange={() => props.onChange(id)}
          />
          {label}
        </label>
      ))}
    </Frame>
  );
}
