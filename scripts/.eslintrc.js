const { createConfig } = require('@backstage/cli/config/eslint-factory');

module.exports = createConfig(__dirname, {
  root: true,
  env: { node: true },
  rules: {
    // Their output is what people run them for.
    'no-console': 'off',
  },
});
