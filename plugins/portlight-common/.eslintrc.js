module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  overrides: [
    {
      // They tell on the terminal what they wrote.
      files: ['scripts/*.mjs'],
      rules: { 'no-console': 'off' },
    },
  ],
});
