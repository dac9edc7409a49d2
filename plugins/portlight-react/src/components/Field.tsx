import { styled } from '@mui/material/styles';
import { useId, type ReactNode } from 'react';

const Frame = styled('div')({
  margin: '0 0 14px',
  minWidth: 0,
  '& label': { display: 'block', fontWeight: 500, marginBottom: 4 },
  '& label .optional': { color: 'var(--portlight-muted)', fontWeight: 400 },
  '& input, & textarea, & select': {
    display: 'block',
    width: '100%',
    minHeight: 34,
    padding: '7px 10px',
    border: '1px solid var(--portlight-muted)',
    borderRadius: 'var(--portlight-radius)',
    background: 'var(--portlight-background)',
    color: 'inherit',
    font: 'inherit',
    // Smaller, and a phone's browser would zoom in on focus.
    '@media (max-width: 600px)': { fontSize: 16 },
  },
  '& textarea': { resize: 'vertical' },
  '& ::placeholder': { color: 'var(--portlight-muted)', opacity: 1 },
  '& [aria-invalid="true"]': { borderColor: 'var(--portlight-bad)' },
  '& .hint, & .problem': { margin: '4px 0 0', fontSize: 12 },
  '& .hint': { color: 'var(--portlight-muted)' },
  '& .problem': { color: 'var(--portlight-bad)' },
});

/** A text to enter, with its label above, and what is expected or wrong below. */
export function Field(props: {
  label: string;
  value: string;
  onChange(value: string): void;
  isOptional?: boolean;
  /** What is expected. */
  hint?: ReactNode;
  /** What is wrong with the text, instead of the hint. */
  problem?: string;
  placeholder?: string;
  /** Values to choose from; others may be entered. */
  suggestions?: readonly string[];
  /** Lines; one is a field without line breaks. */
  rows?: number;
  maxLength?: number;
}) {
  const { label, value, hint, problem, placeholder, suggestions, rows } = props;
  const id = useId();
  const below = problem ?? hint;
  const shared = {
    id,
    value,
    placeholder,
    maxLength: props.maxLength,
    autoComplete: 'off',
    'aria-invalid': problem ? true : undefined,
    'aria-describedby': below ? `${id}-below` : undefined,
    'aria-required': props.isOptional ? undefined : true,
  };
  return (
    <Frame>
      <label htmlFor={id}>
        {label}
        {props.isOptional && <span className="optional"> (optional)</span>}
      </label>
      {rows && rows > 1 ? (
        <textarea
          {...shared}
          rows={rows}
          onChange={event => props.onChange(event.target.value)}
        />
      ) : (
        <input
          {...shared}
          type="text"
          list={suggestions?.length ? `${id}-list` : undefined}
          onChange={event => props.onChange(event.target.value)}
        />
      )}
      {suggestions && suggestions.length > 0 && (
        <datalist id={`${id}-list`}>
          {suggestions.map(suggestion => (
            <option key={suggestion} value={suggestion} />
          ))}
        </datalist>
      )}
      {below && (
        <p className={problem ? 'problem' : 'hint'} id={`${id}-below`}>
          {below}
        </p>
      )}
    </Frame>
  );
}

/** One of a few values, with its label above. */
export function SelectField(props: {
  label: string;
  value: string;
  options: readonly { value: string; label: string }[];
  onChange(value: string): void;
}) {
  const id = useId();
  return (
    <Frame>
      <label htmlFor={id}>{props.label}</label>
      <select
        id={id}
        value={props.value}
        onChange={event => props.onChange(event.target.value)}
      >
        {props.options.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </select>
    </Frame>
  );
}
