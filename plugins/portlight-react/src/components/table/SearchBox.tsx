import { styled } from '@mui/material/styles';
import { useEffect, useRef, useState } from 'react';

/** Milliseconds after the last key before the search runs. */
const TYPING_PAUSE = 200;

const Frame = styled('div')({
  position: 'relative',
  flex: '0 1 260px',
  minWidth: 140,
  '& input': {
    width: '100%',
    height: 30,
    padding: '0 28px 0 10px',
    font: 'inherit',
    color: 'inherit',
    background: 'var(--portlight-surface)',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 'var(--portlight-radius)',
    appearance: 'none',
  },
  '& input::placeholder': { color: 'var(--portlight-muted)', opacity: 1 },
  '& input::-webkit-search-cancel-button': { display: 'none' },
  '& kbd': {
    position: 'absolute',
    right: 7,
    top: 6,
    minWidth: 18,
    textAlign: 'center',
    font: 'inherit',
    fontSize: 11,
    lineHeight: '16px',
    color: 'var(--portlight-muted)',
    border: '1px solid var(--portlight-divider)',
    borderRadius: 3,
    pointerEvents: 'none',
  },
  '& input:focus ~ kbd, & input:not(:placeholder-shown) ~ kbd': {
    display: 'none',
  },
});

const isTyping = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName));

/** The search of a table; `/` leads to it from anywhere on the page, Esc empties and leaves it. */
export function SearchBox(props: {
  label: string;
  value: string;
  onChange(value: string): void;
}) {
  const { label, value, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const change = useRef(onChange);
  change.current = onChange;

  // The address changed by other means than typing: back, or a filter was reset.
  useEffect(() => {
    if (value !== sent.current) {
      sent.current = value;
      setText(value);
    }
  }, [value]);

  useEffect(() => {
    if (text === sent.current) return undefined;
    const timer = setTimeout(() => {
      sent.current = text;
      change.current(text);
    }, TYPING_PAUSE);
    return () => clearTimeout(timer);
  }, [text]);

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isPlainSlash =
        event.key === '/' && !event.ctrlKey && !event.metaKey && !event.altKey;
      if (!isPlainSlash || event.defaultPrevented || isTyping(event.target)) {
        return;
      }
      // With several tables on a page it is the first one's.
      const first = document.querySelector('[data-portlight-search]');
      if (first !== input.current) return;
      event.preventDefault();
      input.current?.focus();
      input.current?.select();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);

  return (
    <Frame>
      <input
        ref={input}
        data-portlight-search=""
        type="search"
        aria-label={`Search ${label}`}
        aria-keyshortcuts="/"
        placeholder={`Search ${label}`}
        value={text}
        maxLength={253}
        spellCheck={false}
        autoComplete="off"
        onChange={event => setText(event.target.value)}
        onKeyDown={event => {
          if (event.key !== 'Escape') return;
          event.stopPropagation();
          if (text) setText('');
          else input.current?.blur();
        }}
      />
      <kbd aria-hidden="true">/</kbd>
    </Frame>
  );
}
