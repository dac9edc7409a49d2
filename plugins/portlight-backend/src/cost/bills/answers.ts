import {
  type Bill,
  calendarPeriod,
  type CostFactor,
  fromNanos,
} from '@portlight/plugin-portlight-common';
import type { StoredBill, StoredFactor } from './BillStore';

function time(seconds: number): string {
  return new Date(seconds * 1000).toISOString();
}

/** A bill as it is answered. */
export function answerBill(bill: StoredBill): Bill {
  const { start, end, billed, ...rest } = bill;
  return {
    ...rest,
    start: time(start),
    end: time(end),
    billed: fromNanos(billed),
  };
}

/** A factor as it is answered. */
export function answerFactor(
  factor: StoredFactor,
  timeZone: string,
): CostFactor {
  return {
    ...factor,
    day: calendarPeriod(factor.day, 'day', timeZone).name,
    modelled: fromNanos(factor.modelled),
    billed: fromNanos(factor.billed),
  };
}
