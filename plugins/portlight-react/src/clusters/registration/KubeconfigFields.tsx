import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useId, useRef, useState, type DragEvent } from 'react';
import { ActionError, StatusIcon, statusLook } from '../../components';
import type { KubeconfigContext, KubeconfigState } from './useKubeconfig';

const Frame = styled('div')({
  '& .label': {
    display: 'flex',
    alignItems: 'baseline',
    justifyContent: 'space-between',
    gap: 12,
    marginBottom: 4,
  },
  '& .label label': { fontWeight: 500 },
  '& textarea': {
    display: 'block',
    width: '100%',
    minHeight: 120,
    padding: '9px 11px',
    border: '1px dashed var(--portlight-muted)',
    borderRadius: 'var(--portlight-radius)',
    background: 'var(--portlight-background)',
    color: 'inherit',
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: 12,
    lineHeight: 1.5,
    resize: 'vertical',
    '@media (max-width: 600px)': { fontSize: 16 },
  },
  '& ::placeholder': { color: 'var(--portlight-muted)', opacity: 1 },
  '&[data-over] textarea': {
    borderColor: 'var(--portlight-primary)',
    background: 'var(--portlight-hover)',
  },
  '& .hint': { margin: '6px 0 16px', color: 'var(--portlight-muted)' },
});

const Contexts = styled('fieldset')({
  margin: '0 0 16px',
  padding: 0,
  border: 0,
  minWidth: 0,
  '& legend': { padding: 0, fontWeight: 500, marginBottom: 4 },
  '& .context': {
    borderTop: '1px solid var(--portlight-divider)',
    padding: '7px 0',
  },
  '& .context:last-of-type': {
    borderBottom: '1px solid var(--portlight-divider)',
  },
  '& label': {
    display: 'flex',
    alignItems: 'baseline',
    gap: 8,
    cursor: 'pointer',
    minHeight: 24,
  },
  '& input': {
    margin: 0,
    flex: 'none',
    position: 'relative',
    top: 2,
    accentColor: 'var(--portlight-primary)',
  },
  '& .name': { fontWeight: 500, overflowWrap: 'anywhere' },
  '& .muted': { color: 'var(--portlight-muted)', overflowWrap: 'anywhere' },
  '& .refused label': { cursor: 'default' },
  '& ul': { margin: '2px 0 2px 22px', padding: 0, listStyle: 'none' },
  '& li': { display: 'flex', gap: 7, alignItems: 'flex-start', marginTop: 3 },
  '& li svg': { flex: 'none', marginTop: 3 },
  '& li span': { overflowWrap: 'anywhere', minWidth: 0 },
});

const CREDENTIALS: Record<string, string> = {
  token: 'token',
  clientCertificate: 'client certificate',
  basic: 'user and password',
  none: 'no credentials',
};

/** Takes a kubeconfig, pasted, dropped or chosen, and lets one of its contexts be chosen. */
export function KubeconfigFields(props: { kubeconfig: KubeconfigState }) {
  const { kubeconfig } = props;
  const { text, contexts, isReading, error } = kubeconfig;
  const id = useId();
  const file = useRef<HTMLInputElement>(null);
  const [isOver, setOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) kubeconfig.readFile(dropped);
    else kubeconfig.setText(event.dataTransfer.getData('text'));
  };
  return (
    <>
      <Frame
        data-over={isOver ? '' : undefined}
        onDragOver={event => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <div className="label">
          <label htmlFor={id}>Kubeconfig</label>
          <Button size="small" onClick={() => file.current?.click()}>
            Choose a file
          </Button>
          <input
            ref={file}
            type="file"
            hidden
            aria-label="Kubeconfig file"
            onChange={event => {
              const chosen = event.target.files?.[0];
              if (chosen) kubeconfig.readFile(chosen);
              // The same file can be chosen again after it was changed.
              event.target.value = '';
            }}
          />
        </div>
        <textarea
          id={id}
          rows={6}
          value={text}
          placeholder="Paste the text here, or drop the file"
          aria-required
          aria-describedby={`${id}-hint`}
          aria-invalid={error === undefined ? undefined : true}
          // A browser's spelling service would be told the secrets.
          spellCheck={false}
          autoComplete="off"
          autoCorrect="off"
          autoCapitalize="off"
          onChange={event => kubeconfig.setText(event.target.value)}
        />
        <p className="hint" id={`${id}-hint`}>
          With a ServiceAccount&apos;s token or a client certificate in it. Only
          the chosen context is stored, encrypted; nobody can read it here
          again.
        </p>
      </Frame>
      <div role="status">{isReading && 'Reading its contexts…'}</div>
      {error !== undefined && (
        <ActionError title="The kubeconfig was not accepted" error={error} />
      )}
      {contexts && <ContextChoice kubeconfig={kubeconfig} />}
    </>
  );
}

function ContextChoice({ kubeconfig }: { kubeconfig: KubeconfigState }) {
  const { contexts = [], context } = kubeconfig;
  const group = useId();
  if (contexts.length === 0) {
    return (
      <ActionError
        title="There is no context in this kubeconfig"
        error="Add one that names a cluster and a user, or paste the whole file."
      />
    );
  }
  const usable = contexts.filter(({ refusals }) => refusals.length === 0);
  return (
    <Contexts>
      <legend>
        {usable.length === 0
          ? 'No context can be used'
          : `Context${contexts.length > 1 ? ` (${contexts.length})` : ''}`}
      </legend>
      {contexts.map(item => (
        <div
          key={item.name}
          className={item.refusals.length > 0 ? 'context refused' : 'context'}
        >
          <label>
            <input
              type="radio"
              name={group}
              checked={item.name === context}
              disabled={item.refusals.length > 0}
              onChange={() => kubeconfig.setContext(item.name)}
            />
            <span>
              <span className="name">{item.name}</span>{' '}
              <span className="muted">{describeContext(item)}</span>
            </span>
          </label>
          <Refusals context={item} />
        </div>
      ))}
    </Contexts>
  );
}

function describeContext({ server, credentials, current }: KubeconfigContext) {
  return [
    server,
    credentials && CREDENTIALS[credentials],
    current && 'current context',
  ]
    .filter(Boolean)
    .join(', ');
}

/** What of a context is not accepted: which field, why, and what to do. */
function Refusals({ context }: { context: KubeconfigContext }) {
  if (context.refusals.length === 0) return null;
  return (
    <ul aria-label={`Why ${context.name} is refused`}>
      {context.refusals.map(({ field, message }) => (
        <li key={field + message}>
          <StatusIcon look={statusLook('error')} size={13} />
          <span>
            <code>{field}</code> {message}
          </span>
        </li>
      ))}
    </ul>
  );
}
