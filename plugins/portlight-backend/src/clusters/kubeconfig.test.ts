import fc from 'fast-check';
import { parseKubeconfig } from './kubeconfig';

const FILE = '/home/me/.kube/config';

const GOOD = `
apiVersion: v1
kind: Config
clusters:
- name: c1
  cluster: { server: https://one.example:6443/, certificate-authority: pki/ca.crt }
- name: c2
  cluster: { server: 10.0.0.2, proxy-url: http://proxy.example:3128 }
- name: c3
  cluster: {}
users:
- name: u1
  user: { token: secret, client-key: /keys/me.key }
contexts:
- name: one
  context: { cluster: c1, user: u1 }
- name: two
  context: { cluster: c2 }
- name: no-server
  context: { cluster: c3 }
- name: no-cluster
  context: { cluster: nowhere }
- name: no-user
  context: { cluster: c1, user: nobody }
- context: { cluster: c1 }
current-context: one
`;

describe('parseKubeconfig', () => {
  it('finds every context that can be used, and says what is wrong with each other', () => {
    const { contexts, problems, unusable } = parseKubeconfig(GOOD, FILE);
    expect(unusable.map(({ name }) => name)).toEqual([
      'no-server',
      'no-cluster',
      'no-user',
    ]);
    expect(contexts).toEqual([
      {
        name: 'one',
        server: 'https://one.example:6443',
        cluster: {
          server: 'https://one.example:6443/',
          'certificate-authority': '/home/me/.kube/pki/ca.crt',
        },
        user: { token: 'secret', 'client-key': '/keys/me.key' },
      },
      {
        name: 'two',
        server: 'https://10.0.0.2',
        proxy: 'http://proxy.example:3128',
        cluster: expect.anything(),
        user: {},
      },
    ]);
    expect(problems).toEqual([
      `${FILE}: context "no-server": cluster.server is missing`,
      `${FILE}: context "no-cluster": its cluster "nowhere" is not among clusters`,
      `${FILE}: context "no-user": its user "nobody" is not among users`,
      `${FILE}: contexts[5].name is missing`,
    ]);
  });

  it('takes only the contexts that are wanted', () => {
    const { contexts, problems } = parseKubeconfig(GOOD, FILE, ['two']);
    expect(contexts.map(({ name }) => name)).toEqual(['two']);
    expect(problems).toEqual([]);
  });

  it.each([
    ['', 'is no kubeconfig'],
    ['hello', 'is no kubeconfig'],
    ['- 1', 'is no kubeconfig'],
    ['a: [', 'is no valid YAML'],
    ['kind: Pod', 'its kind is "Pod" instead of "Config"'],
    ['kind: Config', 'has no contexts'],
    ['contexts: 7', 'has no contexts'],
  ])('refuses %j with the file and the reason', (text, reason) => {
    expect(() => parseKubeconfig(text, FILE)).toThrow(reason);
    expect(() => parseKubeconfig(text, FILE)).toThrow(FILE);
  });

  it('names the contexts there are when a wanted one is missing', () => {
    expect(() => parseKubeconfig(GOOD, FILE, ['three'])).toThrow(
      'has no context "three"; it has "one", "two"',
    );
  });

  it.each([
    ['ftp://x', 'has to begin with https:// or http://, not ftp://'],
    ['"https://"', 'is no URL'],
    ['7', 'is missing'],
  ])('does not connect to the server %s', (server, reason) => {
    const { contexts, problems } = parseKubeconfig(
      `contexts: [{name: x, context: {cluster: c}}]
clusters: [{name: c, cluster: {server: ${server}}}]`,
      FILE,
    );
    expect(contexts).toEqual([]);
    expect(problems).toEqual([expect.stringContaining(reason)]);
  });

  it('never shows a secret in what it says', () => {
    const { problems } = parseKubeconfig(
      GOOD.replace('user: u1', 'user: u1x').replace(
        'cluster: c1',
        'cluster: 5',
      ),
      FILE,
    );
    expect(problems.join()).not.toContain('secret');
  });

  it('takes any JSON without an error that is not meant', () => {
    fc.assert(
      fc.property(
        fc.record({
          kind: fc.constant('Config'),
          contexts: fc.array(fc.jsonValue(), { minLength: 1 }),
          clusters: fc.jsonValue(),
          users: fc.jsonValue(),
        }),
        config => {
          const parse = () => parseKubeconfig(JSON.stringify(config), FILE);
          const isEntry = (each: unknown) =>
            typeof each === 'object' && each !== null && !Array.isArray(each);
          const entries = config.contexts.filter(isEntry);
          fc.pre(entries.length > 0);
          const { contexts, problems } = parse();
          expect(contexts.length + problems.length).toBe(entries.length);
        },
      ),
    );
  });
});
