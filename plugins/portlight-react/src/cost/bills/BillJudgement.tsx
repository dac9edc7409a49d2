import type { BillError, BillImport } from '@portlight/plugin-portlight-common';
import {
  Fact,
  Facts,
  formatCount,
  Note,
  Section,
  Sentence,
  SimpleTable,
  type SimpleColumn,
} from '../../components';
import { FactorTable } from '../accuracy/AccuracyTables';
import { differenceWords } from '../accuracy/describeAccuracy';
import { CostNotices, Money } from '../parts';
import { usePrices } from '../prices/usePrices';

/** How many factors are shown; the accuracy page has more. */
const SHOWN_FACTORS = 8;

const ERRORS: readonly SimpleColumn<BillError>[] = [
  {
    header: 'Line',
    width: 80,
    align: 'right',
    cell: ({ line }) => formatCount(line),
  },
  { header: 'Column', width: 150, cell: ({ column }) => column ?? '' },
  {
    header: 'What is wrong',
    isWrapped: true,
    cell: ({ message }) => message,
  },
];

/** What a bill does, or did, in one sentence. */
export function describeImport(result: BillImport): string {
  const { stored, matched, differenceBefore, differenceAfter } = result;
  if (matched === 0) {
    return 'No line of it belongs to a node of the fleet: it changes nothing.';
  }
  const verb = stored ? 'is now' : 'would be';
  return differenceBefore === undefined || differenceAfter === undefined
    ? `${formatCount(matched)} lines belong to nodes of the fleet.`
    : `The modelled cost of its days is ${differenceWords(
        differenceBefore,
      )} this bill; with its factors it ${verb} ${differenceWords(
        differenceAfter,
      )}.`;
}

/** What the portal makes of a bill: what fits, what does not and why, and what it changes. */
export function BillJudgement({ result }: { result: BillImport }) {
  // An answer of an import names none: amounts are in the one of all reports.
  const currency = usePrices().data?.currency ?? '';
  const { errors, refused, factors, lines, matched } = result;
  const unused = lines - matched - refused - result.duplicates;
  return (
    <div aria-live="polite">
      <Sentence small>{describeImport(result)}</Sentence>
      <CostNotices notices={result.notices} />
      <Facts>
        <Fact name="Lines">{formatCount(lines)}</Fact>
        <Fact name="Used">{formatCount(matched)}</Fact>
        <Fact name="Of something else">
          {formatCount(Math.max(0, unused - result.otherMonths))}
        </Fact>
        <Fact name="Duplicates">{formatCount(result.duplicates)}</Fact>
        <Fact name="Of other months">{formatCount(result.otherMonths)}</Fact>
        <Fact name="Refused">{formatCount(refused)}</Fact>
        <Fact name="Billed">
          <Money amount={result.billed} currency={currency} />
        </Fact>
        <Fact name="Modelled">
          <Money amount={result.modelled} currency={currency} />
        </Fact>
      </Facts>
      {errors.length > 0 && (
        <Section
          title="Lines that are not taken"
          note={
            refused > errors.length
              ? `the first ${formatCount(errors.length)} of ${formatCount(
                  refused,
                )}`
              : formatCount(refused)
          }
        >
          <SimpleTable
            label="Lines that are not taken"
            columns={ERRORS}
            rows={errors}
            rowKey={({ line, column }, index) => `${line}/${column}/${index}`}
          />
          <Note kind="info">
            Nothing of a bill is imported as long as one of its lines cannot be
            read. Correct these in the file and choose it again.
          </Note>
        </Section>
      )}
      {factors.length > 0 && (
        <Section
          title="Factors"
          note={
            factors.length > SHOWN_FACTORS
              ? `${SHOWN_FACTORS} of ${formatCount(factors.length)}`
              : undefined
          }
        >
          <FactorTable
            factors={factors.slice(0, SHOWN_FACTORS)}
            currency={currency}
          />
        </Section>
      )}
    </div>
  );
}
