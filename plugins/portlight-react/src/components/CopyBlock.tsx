import { styled } from '@mui/material/styles';
import { CopyButton } from './CopyButton';
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
  return (
    <Frame>
      <div className="bar">
        <span>{label}</span>
        <CopyButton
          label={`Copy: ${label}`}
          text={text}
          failure="Select and copy"
        />
      </div>
      <ScrollArea label={label}>
        <pre>{text}</pre>
      </ScrollArea>
    </Frame>
  );
}
