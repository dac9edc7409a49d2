import type { Budget } from '@portlight/plugin-portlight-common';
import { useState } from 'react';
import { DeleteDialog } from '../DeleteDialog';
import { BudgetDetails } from './BudgetDetails';
import { BudgetDialog } from './BudgetDialog';

/** What the address of the page opens: a budget, its form, or the form of a new one. */
export default function BudgetDialogs(props: {
  /** Undefined when it is gone. */
  budget: Budget | undefined;
  isNew: boolean;
  mayManage: boolean;
  onClose(): void;
}) {
  const { budget, isNew, mayManage, onClose } = props;
  const [step, setStep] = useState<'details' | 'edit' | 'delete'>('details');
  if (isNew) return mayManage ? <BudgetDialog onClose={onClose} /> : null;
  if (!budget) return null;
  if (step === 'edit') {
    return <BudgetDialog budget={budget} onClose={() => setStep('details')} />;
  }
  if (step === 'delete') {
    return (
      <DeleteDialog
        what={`the budget ${budget.name}`}
        remove={api => api.deleteBudget(budget.id)}
        onClose={onClose}
      >
        Nobody is told about its thresholds any more. What was spent is not
        changed by it.
      </DeleteDialog>
    );
  }
  return (
    <BudgetDetails
      budget={budget}
      mayChange={mayManage && budget.editable}
      onEdit={() => setStep('edit')}
      onDelete={() => setStep('delete')}
      onClose={onClose}
    />
  );
}
