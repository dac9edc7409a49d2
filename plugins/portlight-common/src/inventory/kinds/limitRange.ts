import { compact, items, quantities, text } from '../prune';
import { defineKind } from './defineKind';

export const limitRangeKind = defineKind({
  kind: 'LimitRange',
  group: '',
  version: 'v1',
  resource: 'limitranges',
  namespaced: true,
  keep: ({ spec }) => ({
    spec: compact({
      limits: items(spec.limits, limit =>
        compact({
          type: text(limit.type, 63),
          max: quantities(limit.max),
          min: quantities(limit.min),
          default: quantities(limit.default),
          defaultRequest: quantities(limit.defaultRequest),
          maxLimitRequestRatio: quantities(limit.maxLimitRequestRatio),
        }),
      ),
    }),
  }),
});
