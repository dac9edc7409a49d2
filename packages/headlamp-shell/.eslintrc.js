module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // The entry uses the copies of React, MUI and others that Headlamp's own code finds (vite.config.mjs): to declare
    // them here would install second ones beside them.
    '@backstage/no-undeclared-imports': 'off',
  },
});
