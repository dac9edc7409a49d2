import { styled } from '@mui/material/styles';
import { formatQuantity } from '../components';

const Frame = styled('details')({
  margin: '0 0 12px',
  '& summary': { cursor: 'pointer', color: 'var(--portlight-muted)' },
  '& ul': { listStyle: 'none', margin: '8px 0 0', padding: 0 },
  '& li': { padding: '2px 0', overflowWrap: 'anywhere' },
  '& .key': { color: 'var(--portlight-muted)' },
});

/** Labels or annotations: folded, because they are many and rarely looked for. */
export function LabelList(props: {
  /** In the singular: `label`. */
  title: string;
  values: Readonly<Record<string, string>>;
}) {
  const entries = Object.entries(props.values);
  if (entries.length === 0) return null;
  return (
    <Frame>
      <summary>{formatQuantity(entries.length, props.title)}</summary>
      <ul>
        {entries.map(([key, value]) => (
          <li key={key}>
            <code>
              <span className="key">{key}: </span>
              {value}
            </code>
          </li>
        ))}
      </ul>
    </Frame>
  );
}
