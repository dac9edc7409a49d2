import { ConfigReader } from '@backstage/config';
import { read, refused } from './__testUtils__/kubeconfigs';
import { readRegistrationSettings } from './readRegistrationSettings';

const COMMAND = '/usr/local/bin/aws-iam-authenticator';
const EXEC = {
  apiVersion: 'client.authentication.k8s.io/v1',
  command: COMMAND,
  args: ['token', '-i', 'my-cluster'],
  env: [{ name: 'AWS_PROFILE', value: 'portal' }],
};
const FIELD = 'users[2].user.exec';

const readExec = (exec: unknown, allowed: string[] = [COMMAND]) =>
  read({ user: { exec } }, { allowedExecCommands: allowed });

describe("a stranger's exec", () => {
  it('passes where the operator allows the command, without what is not needed', () => {
    const context = readExec({
      ...EXEC,
      interactiveMode: 'Never',
      installHint: 'curl | sh',
      provideClusterInfo: true,
      unknown: 'x',
    });
    expect(context).toMatchObject({ credentials: 'exec', refusals: [] });
    expect(context.connection).toEqual({
      server: 'https://10.0.0.1:6443',
      exec: EXEC,
    });
    expect(
      readExec({ apiVersion: EXEC.apiVersion, command: COMMAND }).connection
        ?.exec,
    ).toEqual({
      apiVersion: EXEC.apiVersion,
      command: COMMAND,
      args: [],
      env: [],
    });
  });

  it.each([
    ['aws-iam-authenticator'],
    ['./aws-iam-authenticator'],
    ['/usr/local/bin/../bin/aws-iam-authenticator'],
    ['/usr/local//bin/aws-iam-authenticator'],
    ['/usr/local/bin/aws-iam-authenticator '],
    ['/usr/local/bin/aws-iam-authenticator\u0000'],
    ['/usr/local/bin/AWS-iam-authenticator'],
    ['/usr/local/bin/aws-iam-authenticator;id'],
    ['/usr/local/bin/sh'],
    ['/tmp/usr/local/bin/aws-iam-authenticator'],
    [''],
    [7],
    [[COMMAND]],
    [undefined],
  ])('does not pass with the command %j', command => {
    const context = readExec({ ...EXEC, command });
    expect(refused(context)).toEqual([`${FIELD}: exec`]);
    expect(context.connection).toBeUndefined();
  });

  it('does not pass where nothing is allowed', () => {
    expect(refused(readExec(EXEC, []))).toEqual([`${FIELD}: exec`]);
  });

  it.each<[object, string]>([
    [{ apiVersion: 'client.authentication.k8s.io/v1alpha1' }, 'apiVersion'],
    [{ apiVersion: undefined }, 'apiVersion'],
    [{ interactiveMode: 'Always' }, 'interactiveMode'],
    [{ args: 'token' }, 'args'],
    [{ args: Array(33).fill('x') }, 'args'],
    [{ args: ['x', 7] }, 'args[1]'],
    [{ args: ['a\nb'] }, 'args[0]'],
    [{ args: ['x'.repeat(1025)] }, 'args[0]'],
    [{ env: { AWS_PROFILE: 'x' } }, 'env'],
    [{ env: ['AWS_PROFILE=x'] }, 'env[0]'],
    [{ env: [{ name: 'AWS_PROFILE', value: 7 }] }, 'env[0].value'],
    [{ env: [{ name: 'AWS_PROFILE', value: 'a\nb' }] }, 'env[0].value'],
    [{ env: [{ name: 'AWS_PROFILE' }] }, 'env[0].value'],
    ...[
      'LD_PRELOAD',
      'LD_LIBRARY_PATH',
      'DYLD_INSERT_LIBRARIES',
      'PATH',
      'HOME',
      'NODE_OPTIONS',
      'PYTHONPATH',
      'BASH_ENV',
      'HTTPS_PROXY',
      'AWS_CONFIG_FILE',
      'AWS_SHARED_CREDENTIALS_FILE',
      'AWS_ENDPOINT_URL',
      'GOOGLE_APPLICATION_CREDENTIALS',
      'SSL_CERT_FILE',
      'aws_profile',
      '__proto__',
      '',
    ].map((name): [object, string] => [
      { env: [{ name, value: 'x' }] },
      'env[0].name',
    ]),
  ])('does not pass with %j', (changes, field) => {
    const context = readExec({ ...EXEC, ...changes });
    expect(refused(context)).toEqual([`${FIELD}.${field}: invalid`]);
    expect(context.connection).toBeUndefined();
  });
});

describe("the operator's settings of registration", () => {
  const settings = (registration: object) =>
    readRegistrationSettings(new ConfigReader({ registration }));

  it('allow nothing by default', () => {
    expect(readRegistrationSettings(undefined)).toEqual({});
    expect(settings({ allowedExecCommands: [COMMAND] })).toEqual({
      allowedExecCommands: [COMMAND],
    });
    expect(
      settings({ allowInsecureTls: true, allowPlainHttp: 'true' }),
    ).toEqual({ allowInsecureTls: true, allowPlainHttp: true });
  });

  it.each([
    ['aws-iam-authenticator', 'absolute path'],
    ['/usr/bin/../bin/x', 'absolute path'],
    ['/usr//bin/x', 'absolute path'],
    ['/usr/bin/', 'absolute path'],
    ['/', 'absolute path'],
    ['/bin/a\nb', 'absolute path'],
    ['/bin/sh', 'runs anything its arguments say'],
    ['/usr/bin/env', 'runs anything its arguments say'],
    ['/usr/bin/python3.12', 'runs anything its arguments say'],
    ['/usr/local/bin/node', 'runs anything its arguments say'],
    ['/usr/bin/sudo', 'runs anything its arguments say'],
  ])('do not have the command %s', (command, message) => {
    expect(() => settings({ allowedExecCommands: [COMMAND, command] })).toThrow(
      '`portlight.registration.allowedExecCommands[1]`',
    );
    expect(() => settings({ allowedExecCommands: [command] })).toThrow(message);
  });

  it.each([
    [{ allowInsecureTls: 'perhaps' }],
    [{ allowPlainHttp: 7 }],
    [{ allowedExecCommands: '/bin/x' }],
    [{ allowedExecCommands: [7] }],
  ])('are not %j', registration => {
    expect(() => settings(registration)).toThrow('registration.');
  });
});
