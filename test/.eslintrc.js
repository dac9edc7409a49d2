module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // What is measured is a part of the backend by itself, which is no API of its package.
      files: ['bench/**'],
      rules: { '@backstage/no-forbidden-package-imports': 'off' },
    },
  ],
});
