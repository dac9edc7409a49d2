import {
  formatMoney,
  formatMoneyChange,
  formatMoneyExact,
} from '../../components/formats/money';

/** An amount; what it is exactly is in the tooltip. */
export function Money(props: {
  amount: number | undefined;
  currency: string;
  /** With its sign. */
  isChange?: boolean;
}) {
  const { amount, currency, isChange } = props;
  const format = isChange ? formatMoneyChange : formatMoney;
  return (
    <span title={formatMoneyExact(amount, currency)}>
      {format(amount, currency)}
    </span>
  );
}
