import { MAX_MESSAGE, compact, fields, number, text } from '../prune';
import { defineKind } from './defineKind';

export const eventKind = defineKind({
  kind: 'Event',
  group: '',
  version: 'v1',
  resource: 'events',
  namespaced: true,
  metadata: { annotations: [] },
  keep: ({ object }) => {
    const involved = fields(object.involvedObject);
    const series = fields(object.series);
    return {
      type: text(object.type, 63),
      reason: text(object.reason, 253),
      message: text(object.message, MAX_MESSAGE),
      involvedObject: compact({
        apiVersion: text(involved.apiVersion, 253),
        kind: text(involved.kind, 253),
        namespace: text(involved.namespace, 253),
        name: text(involved.name, 512),
        fieldPath: text(involved.fieldPath, 253),
      }),
      source: compact({
        component: text(fields(object.source).component, 253),
        host: text(fields(object.source).host, 253),
      }),
      reportingComponent: text(object.reportingComponent, 253) || undefined,
      action: text(object.action, 253),
      count: number(object.count),
      firstTimestamp: text(object.firstTimestamp, 64),
      lastTimestamp: text(object.lastTimestamp, 64),
      eventTime: text(object.eventTime, 64),
      series: compact({
        count: number(series.count),
        lastObservedTime: text(series.lastObservedTime, 64),
      }),
    };
  },
});
