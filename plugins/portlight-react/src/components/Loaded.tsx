import type { ReactNode } from 'react';
import type { ApiAnswer } from '../host/useApiQuery';
import { explainError } from './explainError';
import { ErrorState, isNotFound, Muted, Note, Skeleton } from './states';
import { Age } from './Time';

/**
 * What is between a question and its picture: a skeleton, an error with its cause, or the data. Data that was
 * there stays: muted when its object was deleted meanwhile, with a line above when it could not be read again.
 */
export function Loaded<T>(props: {
  answer: ApiAnswer<T>;
  /** What was asked for, in small letters: `the pod cart-7f`. */
  what: string;
  skeleton?: ReactNode;
  children(data: T): ReactNode;
}) {
  const { answer, what, skeleton, children } = props;
  const { data, error, retry, updatedAt } = answer;
  if (data === undefined) {
    if (error !== undefined) {
      return <ErrorState error={error} what={what} retry={retry} />;
    }
    return <>{skeleton ?? <Skeleton label={what} />}</>;
  }
  if (error === undefined) return <>{children(data)}</>;
  if (isNotFound(error)) {
    return (
      <>
        <Note kind="unknown">
          <strong>{sentenceCase(what)} was deleted.</strong> This is how it was{' '}
          <Age time={updatedAt} /> ago.
        </Note>
        <Muted>{children(data)}</Muted>
      </>
    );
  }
  const explanation = explainError(error, what);
  return (
    <>
      <Note kind="warning" more={explanation.detail}>
        {explanation.title}; this is as of <Age time={updatedAt} /> ago.
      </Note>
      {children(data)}
    </>
  );
}

function sentenceCase(text: string) {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
