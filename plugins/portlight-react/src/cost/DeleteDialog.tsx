import type { PortlightApi } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import type { ReactNode } from 'react';
import { ActionError } from '../components';
import { DialogFrame } from '../components/DialogFrame';
import { useAction } from './useAction';

/** Asks once before something is forgotten that cannot be brought back by a click. */
export function DeleteDialog(props: {
  /** What is deleted: `the budget Checkout`. */
  what: string;
  /** What follows from it. */
  children: ReactNode;
  remove(api: PortlightApi): Promise<void>;
  onClose(): void;
}) {
  const { what, children, remove, onClose } = props;
  const action = useAction(remove, onClose);
  return (
    <DialogFrame
      title={`Delete ${what}?`}
      width={480}
      onClose={onClose}
      onSubmit={action.run}
      actions={
        <>
          <Button onClick={onClose}>Keep it</Button>
          <Button
            type="submit"
            variant="contained"
            color="error"
            disableElevation
            disabled={action.isBusy}
          >
            {action.isBusy ? 'Deleting…' : 'Delete'}
          </Button>
        </>
      }
    >
      {action.error !== undefined && (
        <ActionError title="It was not deleted" error={action.error} />
      )}
      <p style={{ margin: '0 0 12px' }}>{children}</p>
    </DialogFrame>
  );
}
