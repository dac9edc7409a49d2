import Button from '@mui/material/Button';
import { styled } from '@mui/material/styles';
import { useRef, useState, type DragEvent } from 'react';
import { ActionError, formatBytes } from '../../components';
import { DialogFrame } from '../../components/DialogFrame';
import { Field } from '../../components/Field';
import { BillJudgement } from './BillJudgement';
import { useBillImport } from './useBillImport';

const DropZone = styled('div')({
  display: 'flex',
  flexWrap: 'wrap',
  alignItems: 'center',
  gap: '4px 14px',
  margin: '0 0 14px',
  padding: '18px 16px',
  border: '1px dashed var(--portlight-muted)',
  borderRadius: 'var(--portlight-radius)',
  '&[data-over]': {
    borderStyle: 'solid',
    borderColor: 'var(--portlight-primary)',
    background: 'var(--portlight-hover)',
  },
  '& p': { flex: '1 1 240px', margin: 0, overflowWrap: 'anywhere' },
  '& .muted': { color: 'var(--portlight-muted)' },
});

/** The fields of a bill that a column can be named for. */
const FIELDS =
  'start, end, cost, currency, cluster, instanceType, capacityType, resourceId, tags';

/** Imports a bill: a file is dropped or chosen, judged by the portal, and only then imported. */
export default function BillImportDialog(props: {
  /** Of the bills that are there: one of the same name is replaced. */
  names: readonly string[];
  onClose(): void;
}) {
  const { names, onClose } = props;
  const bill = useBillImport();
  const { file, result, error, isBusy } = bill;
  const [columns, setColumns] = useState('');
  const [isOver, setOver] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const dropped = event.dataTransfer.files[0];
    if (dropped) bill.choose(dropped);
  };
  const isStored = result?.stored ?? false;
  const isReady =
    result !== undefined &&
    !isStored &&
    result.refused === 0 &&
    result.matched > 0;
  return (
    <DialogFrame
      title={isStored ? 'The bill was imported' : 'Import a bill'}
      width={760}
      onClose={onClose}
      onSubmit={() => {
        if (isBusy || !file) return;
        if (isStored) onClose();
        else if (isReady) bill.store();
        else bill.check();
      }}
      actions={
        isStored ? (
          <Button variant="contained" disableElevation onClick={onClose}>
            Done
          </Button>
        ) : (
          <>
            {file && (
              <span className="start">
                <Button disabled={isBusy} onClick={bill.check}>
                  Check again
                </Button>
              </span>
            )}
            <Button onClick={onClose}>Cancel</Button>
            <Button
              type="submit"
              variant="contained"
              disableElevation
              disabled={!isReady || isBusy}
            >
              {isBusy && result ? 'Importing…' : 'Import'}
            </Button>
          </>
        )
      }
    >
      {!isStored && (
        <>
          <DropZone
            data-over={isOver ? '' : undefined}
            onDragOver={event => {
              event.preventDefault();
              setOver(true);
            }}
            onDragLeave={() => setOver(false)}
            onDrop={onDrop}
          >
            <p>
              {file ? (
                <>
                  <strong>{file.name}</strong>{' '}
                  <span className="muted">{formatBytes(file.size)}</span>
                </>
              ) : (
                <>
                  Drop the file here, or choose it.{' '}
                  <span className="muted">
                    CSV, or FOCUS 1.2 or 1.3. Nothing is stored before you have
                    seen what it does.
                  </span>
                </>
              )}
            </p>
            <Button
              size="small"
              variant="outlined"
              onClick={() => input.current?.click()}
            >
              {file ? 'Choose another file' : 'Choose a file'}
            </Button>
            <input
              ref={input}
              type="file"
              hidden
              accept=".csv,.txt,.tsv,text/csv"
              aria-label="File of the bill"
              onChange={event => {
                const chosen = event.target.files?.[0];
                if (chosen) bill.choose(chosen);
                // The same file can be chosen again after it was changed.
                event.target.value = '';
              }}
            />
          </DropZone>
          {file && (
            <Field
              label="Name"
              value={bill.name}
              maxLength={200}
              hint={
                names.includes(bill.name)
                  ? 'There is a bill of this name: it is replaced.'
                  : undefined
              }
              onChange={bill.setName}
            />
          )}
          {file && (
            <details style={{ margin: '0 0 14px' }}>
              <summary style={{ cursor: 'pointer' }}>
                Its columns have other names
              </summary>
              <Field
                label="Columns"
                isOptional
                rows={3}
                value={columns}
                placeholder={'start=Usage day\ncost=Net cost'}
                hint={`One per line as field=Header; fields: ${FIELDS}. Then check again.`}
                onChange={text => {
                  setColumns(text);
                  bill.setColumns(
                    text
                      .split('\n')
                      .map(line => line.trim())
                      .filter(Boolean),
                  );
                }}
              />
            </details>
          )}
        </>
      )}
      <div role="status">
        {isBusy && !result && 'Reading the bill and comparing it…'}
      </div>
      {error !== undefined && (
        <ActionError title="The bill was not accepted" error={error} />
      )}
      {result && <BillJudgement result={result} />}
    </DialogFrame>
  );
}
