import { HEALTH_STATUSES } from '@portlight/plugin-portlight-common';
import { statusLook, type Filter } from '../components';

type AnyFilter = Filter<never>;

const fromValues = (values: readonly string[]) =>
  values.map(value => ({ value, label: value }));

/** Filters by the five statuses. */
export const HEALTH_FILTER: AnyFilter = {
  id: 'health',
  label: 'Status',
  options: HEALTH_STATUSES.map(status => ({
    value: status,
    label: statusLook(status).word,
  })),
};

/** Filters by the kinds of workloads. */
export const KIND_FILTER: AnyFilter = {
  id: 'kind',
  label: 'Kind',
  options: fromValues([
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'CronJob',
    'Job',
    'Pod',
  ]),
};

/** Filters by the phases of pods. */
export const PHASE_FILTER: AnyFilter = {
  id: 'phase',
  label: 'Phase',
  options: fromValues(['Pending', 'Running', 'Succeeded', 'Failed', 'Unknown']),
};

/** Filters by a label selector. */
export const LABEL_FILTER: AnyFilter = {
  id: 'labels',
  label: 'Labels',
  placeholder: 'app=cart,tier in (web,api)',
};

/** Filters by part of an image. */
export const IMAGE_FILTER: AnyFilter = {
  id: 'image',
  label: 'Image',
  placeholder: 'registry.example/cart:1.4',
};

/** Filters by the namespaces there are. */
export const namespaceFilter = (namespaces: readonly string[]): AnyFilter => ({
  id: 'namespace',
  label: 'Namespace',
  options: fromValues(namespaces),
});

/** Filters by the owners there are; a text where they are not known. */
export const ownerFilter = (owners: readonly string[]): AnyFilter =>
  owners.length
    ? { id: 'owner', label: 'Owner', options: fromValues(owners) }
    : { id: 'owner', label: 'Owner', placeholder: 'group:default/payments' };
