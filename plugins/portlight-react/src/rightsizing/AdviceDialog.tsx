import type { RightsizingAdvice } from '@portlight/plugin-portlight-common';
import Button from '@mui/material/Button';
import { Money } from '../cost/parts';
import { CopyBlock, Fact, Facts, Owner, Timestamp } from '../components';
import { DialogFrame } from '../components/DialogFrame';
import { adviceWord } from './describeRightsizing';

/** One piece of advice, with the change to make. */
export function AdviceDialog(props: {
  item: RightsizingAdvice;
  currency: string;
  onClose(): void;
}) {
  const { item, currency, onClose } = props;
  const where = item.namespace
    ? `${item.namespace}, ${item.cluster}`
    : item.cluster;
  return (
    <DialogFrame
      title={item.name}
      step={`${adviceWord(item.type)}: ${item.kind} in ${where}`}
      onClose={onClose}
      actions={
        <Button variant="contained" disableElevation onClick={onClose}>
          Close
        </Button>
      }
    >
      <p style={{ margin: '0 0 14px' }}>{item.message}.</p>
      <Facts>
        {item.monthlySaving !== undefined && (
          <Fact name="Saves a month">
            <Money amount={item.monthlySaving} currency={currency} />
          </Fact>
        )}
        {item.since && (
          <Fact name="Since">
            <Timestamp time={item.since} />
          </Fact>
        )}
        <Fact name="Confidence">{item.confidence}</Fact>
        {item.owner && (
          <Fact name="Owner">
            <Owner owner={item.owner} />
          </Fact>
        )}
      </Facts>
      {item.notes.length > 0 && (
        <ul
          aria-label="To know before"
          style={{ margin: 0, paddingLeft: 18, overflowWrap: 'anywhere' }}
        >
          {item.notes.map(note => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {item.patch && <CopyBlock label="Patch" text={item.patch} />}
      {item.command && <CopyBlock label="Command" text={item.command} />}
    </DialogFrame>
  );
}
