import Button from '@mui/material/Button';
import { useEffect, useState } from 'react';

/** Milliseconds for which the button says what came of it. */
const SAID = 2_500;

type CopyState = 'idle' | 'copied' | 'failed';

/** Puts a text on the clipboard, and says whether that worked. */
export function CopyButton(props: {
  /** For screen readers: what is copied. */
  label: string;
  text: string;
  /** What the button says before; `Copy` when absent. */
  children?: string;
  /** What it says where there is no clipboard. */
  failure?: string;
  variant?: 'text' | 'outlined';
}) {
  const { label, text, children = 'Copy', failure = 'Not copied' } = props;
  const [state, setState] = useState<CopyState>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), SAID);
    return () => clearTimeout(timer);
  }, [state]);
  const words = { idle: children, copied: 'Copied', failed: failure };
  return (
    <Button
      size="small"
      variant={props.variant}
      // What is read out holds what is written.
      aria-label={state === 'idle' ? label : `${words[state]}: ${label}`}
      onClick={() =>
        // Without a secure context there is no clipboard; the text can still be selected.
        Promise.resolve(
          navigator.clipboard?.writeText(text) ?? Promise.reject(),
        )
          .then(() => setState('copied'))
          .catch(() => setState('failed'))
      }
    >
      <span aria-live="polite">{words[state]}</span>
    </Button>
  );
}
