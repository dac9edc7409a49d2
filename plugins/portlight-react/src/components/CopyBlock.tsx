import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useEffect, useState } from 'react';
import { ScrollArea } from './ScrollArea';

const Frame = styled('div')({
  margin: '12px 0 0',
  border: '1px solid var(--portlight-divider)',
  borderRadius: 'var(--portlight-radius)',
  overflow: 'hidden',
  '& .bar': {
    display: 'flex',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: 8,
    padding: '2px 4px 2px 12px',
    color: 'var(--portlight-muted)',
    borderBottom: '1px solid var(--portlight-divider)',
  },
  '& pre': { margin: 0, padding: '10px 12px' },
});

/** A text to copy: a snippet, a manifest, a command. */
export function CopyBlock(props: { label: string; text: string }) {
  const { label, text } = props;
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle');
  useEffect(() => {
    if (state === 'idle') return undefined;
    const timer = setTimeout(() => setState('idle'), 2500);
    return () => clearTimeout(timer);
  }, [state]);
  const words = { idle: 'Copy', copied: 'Copied', failed: 'Select and copy' };
  return (
    <Frame>
      <div className="bar">
        <span>{label}</span>
        <Button
          size="small"
          aria-label={`Copy: ${label}`}
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
      </div>
      <ScrollArea label={label}>
        <pre>{text}</pre>
      </ScrollArea>
    </Frame>
  );
}
