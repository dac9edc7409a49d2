/**
 * The boundaries of SPEC section 2: layers point one way, and a domain is entered through its index.
 */
const DOMAINS =
  'clusters|inventory|health|peers|metrics|databases|placement|cost|rightsizing|readiness|helm|activity';

const layer = (name, from, mayUse) => ({
  name: `layer-${name}`,
  severity: 'error',
  comment: `${name} may only use: ${mayUse.join(', ') || 'nothing of ours'}`,
  from: { path: from },
  to: {
    path: '^(plugins|packages|test)/',
    pathNot: [from, ...mayUse.map(to => `^${to}/`), 'node_modules'],
  },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    layer('common', '^plugins/portlight-common/', []),
    layer('node', '^plugins/portlight-node/', ['plugins/portlight-common']),
    layer('react', '^plugins/portlight-react/', ['plugins/portlight-common']),
    layer('backend', '^plugins/portlight-backend/', [
      'plugins/portlight-node',
      'plugins/portlight-common',
    ]),
    layer('frontend', '^plugins/portlight/', [
      'plugins/portlight-react',
      'plugins/portlight-common',
    ]),
    layer('headlamp', '^plugins/headlamp/', [
      'plugins/portlight-react',
      'plugins/portlight-common',
    ]),
    layer('simulator', '^packages/simulator/', []),
    layer('cli', '^packages/cli/', ['plugins/portlight-common']),
    {
      name: 'common-is-pure',
      severity: 'error',
      comment: 'portlight-common runs in browsers and knows no framework',
      from: {
        path: '^plugins/portlight-common/src/',
        pathNot: '\\.test\\.tsx?$',
      },
      to: { path: 'node_modules/(@backstage|react|@mui|knex|express)/' },
    },
    {
      name: 'common-without-node',
      severity: 'error',
      comment: 'portlight-common runs in browsers',
      from: {
        path: '^plugins/portlight-common/src/',
        pathNot: '\\.test\\.tsx?$',
      },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'shared-views-know-no-host',
      severity: 'error',
      comment:
        'portlight-react gets routing, links and theme from its host (SPEC section 2)',
      from: { path: '^plugins/portlight-react/src/' },
      to: {
        path: 'node_modules/(@backstage|@kinvolk|@material-ui|react-router|react-router-dom)/',
      },
    },
    {
      name: 'domains-through-their-index',
      severity: 'error',
      comment: "another domain's files are reached through its index only",
      from: {
        path: `^(plugins/[^/]+/src)/(${DOMAINS})/`,
        pathNot: '\\.test\\.tsx?$',
      },
      to: {
        path: `^$1/(${DOMAINS})/.+`,
        pathNot: [
          `^$1/$2/`,
          `^$1/(${DOMAINS})/index\\.tsx?$`,
          `^$1/(${DOMAINS})/[^/]+/index\\.tsx?$`,
        ],
      },
    },
    {
      name: 'no-cycles-between-files',
      severity: 'error',
      from: { path: '^(plugins|packages)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^|/)(dist|dist-types|generated)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      mainFields: ['main', 'types'],
    },
  },
};
