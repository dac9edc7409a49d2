/** Longest name that the API takes. */
const MAXIMUM = 63;

/** What the API takes for a cluster's name. */
export const CLUSTER_NAME = /^[a-z0-9]([-a-z0-9.]*[a-z0-9])?$/;

/**
 * A name for a cluster from the name of its context: `arn:aws:eks:eu-west-1:1:cluster/prod` and
 * `kubernetes-admin@prod` are `prod`.
 *
 * @returns a name that the API takes, or an empty text where nothing of the context can be used
 */
export function suggestName(context: string): string {
  return context
    .replace(/^.*[/@]/, '')
    .toLowerCase()
    .replace(/[^a-z0-9.-]+/g, '-')
    .slice(0, MAXIMUM)
    .replace(/^[^a-z0-9]+|[^a-z0-9]+$/g, '');
}

/** What is wrong with a name, in words; undefined when nothing is. */
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'A cluster needs a name.';
  if (name.length > MAXIMUM) {
    return `A name has at most ${MAXIMUM} characters; this one has ${name.length}.`;
  }
  return CLUSTER_NAME.test(name)
    ? undefined
    : 'Use lower-case letters, digits, dots and hyphens; begin and end with a letter or a digit.';
}
