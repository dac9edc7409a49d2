import { isFields } from '../kubeconfigFields';
import { hasControls, isSet, type Refusals } from './Refusals';
import type { ExecCredentials } from './types';

const MOST_ARGUMENTS = 32;
const LONGEST_TEXT = 1024;
const PLAIN = `This has to be text of at most ${LONGEST_TEXT} characters without line breaks or control characters.`;
const API_VERSIONS = [
  'client.authentication.k8s.io/v1',
  'client.authentication.k8s.io/v1beta1',
];
/**
 * What the usual plugins of EKS, AKS and GKE are told. A list of what is allowed, since a variable can make a
 * program load other code (LD_PRELOAD, NODE_OPTIONS), read other files or send its secrets elsewhere (HTTPS_PROXY).
 */
const VARIABLES = new Set([
  'AWS_PROFILE',
  'AWS_REGION',
  'AWS_DEFAULT_REGION',
  'AWS_STS_REGIONAL_ENDPOINTS',
  'AAD_LOGIN_METHOD',
  'AAD_SERVICE_PRINCIPAL_CLIENT_ID',
  'AAD_SERVICE_PRINCIPAL_CLIENT_SECRET',
  'AZURE_CLIENT_ID',
  'AZURE_CLIENT_SECRET',
  'AZURE_TENANT_ID',
  'USE_GKE_GCLOUD_AUTH_PLUGIN',
]);

/** Reads `users[].user.exec`: only a command that the operator allows, written exactly as there. */
export function readExec(
  exec: unknown,
  field: string,
  allowed: readonly string[],
  refusals: Refusals,
): ExecCredentials | undefined {
  const command = isFields(exec) ? exec.command : undefined;
  if (
    !isFields(exec) ||
    typeof command !== 'string' ||
    !allowed.includes(command)
  ) {
    refusals.add(
      field,
      'exec',
      allowed.length === 0
        ? 'A kubeconfig that makes the portal run a command is not accepted; use a token of a service account or a client certificate.'
        : 'The portal runs only commands that its operator allows, with exactly their path (portlight.registration.allowedExecCommands); use one of those, a token of a service account or a client certificate.',
    );
    return undefined;
  }
  const before = refusals.all.length;
  const invalid = (name: string, message: string) =>
    refusals.add(`${field}.${name}`, 'invalid', message);
  const { apiVersion } = exec;
  if (typeof apiVersion !== 'string' || !API_VERSIONS.includes(apiVersion)) {
    invalid('apiVersion', `This has to be ${API_VERSIONS.join(' or ')}.`);
  }
  if (exec.interactiveMode === 'Always') {
    invalid('interactiveMode', 'Nobody is there to answer the command.');
  }
  const args = isSet(exec.args) ? exec.args : [];
  if (!Array.isArray(args) || args.length > MOST_ARGUMENTS) {
    invalid(
      'args',
      `These have to be a list of at most ${MOST_ARGUMENTS} texts.`,
    );
  } else {
    args.forEach((each, index) => {
      if (!isPlain(each)) invalid(`args[${index}]`, PLAIN);
    });
  }
  const env = isSet(exec.env) ? exec.env : [];
  if (!Array.isArray(env) || env.length > MOST_ARGUMENTS) {
    invalid(
      'env',
      `This has to be a list of at most ${MOST_ARGUMENTS} variables.`,
    );
  } else {
    env.forEach((each, index) => {
      const place = `env[${index}]`;
      if (!isFields(each) || typeof each.name !== 'string') {
        invalid(place, 'A variable has a name and a value.');
      } else if (!VARIABLES.has(each.name)) {
        invalid(
          `${place}.name`,
          `Only these variables are accepted: ${[...VARIABLES].join(', ')}.`,
        );
      } else if (!isPlain(each.value)) invalid(`${place}.value`, PLAIN);
    });
  }
  if (refusals.all.length > before) return undefined;
  return {
    apiVersion: apiVersion as string,
    command,
    args: args as string[],
    env: (env as ExecCredentials['env']).map(({ name, value }) => ({
      name,
      value,
    })),
  };
}

function isPlain(value: unknown): value is string {
  return (
    typeof value === 'string' &&
    value.length <= LONGEST_TEXT &&
    !hasControls(value)
  );
}
