import type { BudgetScope } from '../../api/types';
import type { DailyCost, MonthForecast } from '../forecast';
import type { Nanos } from '../types';

/**
 * What may be spent in a month, checked and tidied.
 *
 * @public
 */
export interface BudgetDefinition {
  /** What people call it, in lists and in alerts. */
  name: string;
  /** One of its fields is set, or a namespace with its cluster. References are whole. */
  scope: BudgetScope;
  /** Units of the currency per calendar month. */
  amount: number;
  /** Shares of the amount at which somebody is told, ascending. */
  thresholds: readonly number[];
  /** Whether somebody is told when the forecast exceeds the amount. */
  notifyForecast: boolean;
  /** Whole references of users and groups; empty: the owner of the scope. */
  recipients: readonly string[];
}

/**
 * How a budget stands, from the best to the worst: nothing reached, a threshold reached, more expected than it allows,
 * all of it spent.
 *
 * @public
 */
export type BudgetState = 'ok' | 'warning' | 'forecast' | 'exceeded';

/**
 * What is known of the costs of a budget's scope.
 *
 * @public
 */
export interface BudgetCosts {
  /** Of this month and some days before it; see `forecastSince`. */
  days: readonly DailyCost[];
  /** The day that is not over yet. */
  today: string;
  /** How much of today its cost is known of: a share from 0 to 1. */
  elapsed: number;
}

/**
 * How a budget stands in a month.
 *
 * @public
 */
export interface BudgetStatus {
  /** Such as `2026-11`. */
  month: string;
  /** From the first of the month until now. */
  spent: Nanos;
  /** What is spent as a share of the amount. */
  ratio: number;
  /** What the month will have cost. */
  forecast?: MonthForecast;
  /** Why there is no forecast. */
  noForecast?: string;
  /** The worst that holds. */
  state: BudgetState;
  /** Thresholds that are reached, ascending. */
  reached: readonly number[];
  /** By day, from the first of the month to today. */
  trend: readonly Nanos[];
}

/**
 * What somebody is told about a budget, once in a month: that a share of it is spent, or that the forecast exceeds one.
 *
 * @public
 */
export interface BudgetAlert {
  /** Whether it is spent already, or only expected. */
  kind: 'spent' | 'forecast';
  /** A share of the amount. */
  threshold: number;
}

/**
 * An alert that is out, or has been passed over because a higher one was due with it.
 *
 * @public
 */
export interface RecordedAlert extends BudgetAlert {
  /** What the budget allowed then, in units of the currency. */
  amount: number;
}

/**
 * What is to be done about alerts.
 *
 * @public
 */
export interface AlertPlan {
  /** To be sent. */
  due: readonly BudgetAlert[];
  /** Reached, but said by one that is due or was sent: never to be sent. */
  covered: readonly BudgetAlert[];
  /** Recorded with another amount and not reached by today's: to be forgotten, so that they can be reached again. */
  rearmed: readonly BudgetAlert[];
}
