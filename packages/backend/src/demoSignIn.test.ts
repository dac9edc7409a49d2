import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { authProvidersExtensionPoint } from '@backstage/plugin-auth-node';
import demoSignIn, { createDemoAuthenticator } from './demoSignIn';

const USER = 'user:default/hannah.baker';

async function register(listen: unknown, users = [{ entityRef: USER }]) {
  const registerProvider = jest.fn();
  const backend = await startTestBackend({
    extensionPoints: [[authProvidersExtensionPoint, { registerProvider }]],
    features: [
      demoSignIn,
      mockServices.rootConfig.factory({
        data: {
          backend: listen === undefined ? {} : { listen },
          auth: { providers: { demo: { users } } },
        } as never,
      }),
    ],
  });
  await backend.stop();
  return registerProvider;
}

describe('signing in without a password', () => {
  it.each<[unknown]>([
    [{ host: '127.0.0.1', port: 7007 }],
    ['127.0.0.2:7007'],
    [{ host: 'localhost' }],
    [{ host: '::1' }],
  ])('is offered by a portal that listens on %j', async listen => {
    expect(await register(listen)).toHaveBeenCalledWith(
      expect.objectContaining({ providerId: 'demo' }),
    );
  });

  it.each<[unknown]>([
    [undefined],
    [':7007'],
    ['7007'],
    [{ port: 7007 }],
    [{ host: '0.0.0.0' }],
    [{ host: '::' }],
    [{ host: '10.0.0.1' }],
    [{ host: '127.example.com' }],
    [{ host: 'localhost.example.com' }],
  ])('keeps a portal from starting that listens on %j', async listen => {
    await expect(register(listen)).rejects.toThrow(
      /auth\.providers\.demo.*without a password.*backend\.listen\.host.*127\.0\.0\.1/,
    );
  });

  it('is not there where nobody is named, wherever the portal listens', async () => {
    expect(await register({ host: '0.0.0.0' }, [])).not.toHaveBeenCalled();
  });

  const signIn = (host: string | undefined, user = USER) =>
    createDemoAuthenticator(new Set([USER])).authenticate(
      {
        req: {
          headers: { host },
          header: (name: string) =>
            (({ 'x-demo-user': user, host } as any)[name.toLowerCase()]),
        } as never,
      },
      undefined,
    );

  it.each([
    ['127.0.0.1:7007'],
    ['127.0.0.1'],
    ['localhost:7007'],
    ['LOCALHOST'],
    ['[::1]:7007'],
  ])('is answered at %s', async host => {
    await expect(signIn(host)).resolves.toEqual({ result: USER });
  });

  it.each([
    [undefined],
    [''],
    ['evil.example:7007'],
    ['127.0.0.1.evil.example'],
    ['localhost.evil.example'],
    ['evil.example@127.0.0.1'],
    ['127.0.0.1:7007@evil.example'],
    ['10.0.0.1:7007'],
    ['[::2]:7007'],
  ])('is refused to a page of another name (DNS rebinding): %s', async host => {
    await expect(signIn(host)).rejects.toThrow(/Host.*loopback/);
  });

  it('is refused for who is not named', async () => {
    await expect(signIn('127.0.0.1', 'user:default/root')).rejects.toThrow(
      USER,
    );
  });
});
