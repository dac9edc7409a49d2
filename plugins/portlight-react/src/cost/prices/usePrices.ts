import type { PriceList } from '@portlight/plugin-portlight-common';
import type { ApiAnswer } from '../../host/useApiQuery';
import { useCostAnswer } from '../parts';

/** The prices in force, with the currency that everything is reported in. */
export const usePrices = (): ApiAnswer<PriceList> =>
  useCostAnswer(['prices'], (api, signal) => api.listPrices({}, { signal }));
