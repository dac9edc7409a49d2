import Checkbox from '@mui/material/Checkbox';
import Menu from '@mui/material/Menu';
import MenuItem from '@mui/material/MenuItem';
import Popover from '@mui/material/Popover';
import { styled } from '@mui/material/styles';
import { useId, useRef, useState } from 'react';
import { usePortalStyle } from '../../host/PortlightProvider';
import type { Filter } from './columns';

export const ChipFrame = styled('span')({
  display: 'inline-flex',
  alignItems: 'stretch',
  height: 30,
  maxWidth: '100%',
  border: '1px dashed var(--portlight-divider)',
  borderRadius: 'var(--portlight-radius)',
  overflow: 'hidden',
  '&[data-set]': {
    borderStyle: 'solid',
    background: 'var(--portlight-hover)',
  },
  '& button': {
    appearance: 'none',
    background: 'none',
    border: 0,
    color: 'inherit',
    cursor: 'pointer',
    font: 'inherit',
    padding: '0 10px',
    minWidth: 0,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap',
  },
  '& button:hover': { background: 'var(--portlight-hover)' },
  '& button:focus-visible': { outlineOffset: -2 },
  '& .name': { color: 'var(--portlight-muted)' },
  '& .clear': {
    flex: 'none',
    padding: '0 8px',
    color: 'var(--portlight-muted)',
    borderLeft: '1px solid var(--portlight-divider)',
  },
});

/** One filter: what it is set to, a menu to change it, a cross to take it away. */
export function FilterChip<T>(props: {
  filter: Filter<T>;
  values: readonly string[];
  onChange(values: string[]): void;
}) {
  const { filter, values, onChange } = props;
  const [isOpen, setOpen] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const id = useId();
  const style = usePortalStyle();
  const labels = values.map(
    value =>
      filter.options?.find(option => option.value === value)?.label ?? value,
  );
  const close = () => setOpen(false);
  const toggle = (value: string) =>
    onChange(
      values.includes(value)
        ? values.filter(other => other !== value)
        : [...values, value],
    );
  return (
    <ChipFrame data-set={values.length ? '' : undefined}>
      <button
        ref={anchor}
        type="button"
        aria-haspopup={filter.options ? 'menu' : 'dialog'}
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        onClick={() => setOpen(true)}
      >
        <span className="name">
          {filter.label}
          {values.length > 0 && ': '}
        </span>
        {labels.length > 3
          ? `${labels.slice(0, 2).join(', ')} +${labels.length - 2}`
          : labels.join(', ')}
      </button>
      {values.length > 0 && (
        <button
          type="button"
          className="clear"
          aria-label={`Remove filter ${filter.label}`}
          onClick={() => onChange([])}
        >
          ×
        </button>
      )}
      {filter.options ? (
        <Menu
          id={id}
          anchorEl={anchor.current}
          open={isOpen}
          onClose={close}
          slotProps={{ root: { style }, paper: { style: { maxHeight: 360 } } }}
          MenuListProps={{ dense: true, 'aria-label': filter.label }}
        >
          {filter.options.length === 0 && (
            <MenuItem disabled>Nothing to choose from</MenuItem>
          )}
          {filter.options.map(option => (
            <MenuItem
              key={option.value}
              role="menuitemcheckbox"
              aria-checked={values.includes(option.value)}
              onClick={() => toggle(option.value)}
            >
              <Checkbox
                size="small"
                edge="start"
                tabIndex={-1}
                disableRipple
                checked={values.includes(option.value)}
                inputProps={{ 'aria-hidden': true }}
                style={{ padding: '0 8px 0 0' }}
              />
              {option.label}
            </MenuItem>
          ))}
        </Menu>
      ) : (
        <Popover
          id={id}
          anchorEl={anchor.current}
          open={isOpen}
          onClose={close}
          transitionDuration={0}
          anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}
          slotProps={{
            root: { style },
            paper: { role: 'dialog', 'aria-label': filter.label },
          }}
        >
          <TextFilter
            filter={filter}
            value={values[0] ?? ''}
            onSubmit={value => {
              onChange(value ? [value] : []);
              close();
            }}
          />
        </Popover>
      )}
    </ChipFrame>
  );
}

const TextForm = styled('form')({
  display: 'flex',
  gap: 8,
  padding: 12,
  '& input': {
    width: 'min(320px, 70vw)',
    height: 30,
    padding: '0 10px',
    font: 'inherit',
    fontSize: 13,
    color: 'inherit',
    background: 'transparent',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
  },
  '& button': {
    font: 'inherit',
    fontSize: 13,
    padding: '0 12px',
    color: 'inherit',
    background: 'var(--portlight-hover)',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
    cursor: 'pointer',
  },
});

function TextFilter<T>(props: {
  filter: Filter<T>;
  value: string;
  onSubmit(value: string): void;
}) {
  const { filter, onSubmit } = props;
  const [value, setValue] = useState(props.value);
  return (
    <TextForm
      onSubmit={event => {
        event.preventDefault();
        onSubmit(value.trim());
      }}
    >
      <input
        // The popover was opened to type here.
        ref={input => input?.focus()}
        aria-label={filter.label}
        value={value}
        maxLength={253}
        placeholder={filter.placeholder}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setValue(event.target.value)}
      />
      <button type="submit">Apply</button>
    </TextForm>
  );
}
