module.exports = require('@backstage/cli/config/eslint-factory')(__dirname, {
  rules: {
    // These wait for something and fail where it does not come.
    'jest/expect-expect': [
      'warn',
      {
        assertFunctionNames: [
          'expect*',
          'gone',
          'untilShown',
          'waitFor',
          '*.request.expect',
        ],
      },
    ],
  },
  overrides: [
    {
      // The subjects are one suite that several test files run.
      files: ['contract/subjects/*.ts'],
      rules: { 'jest/no-export': 'off' },
    },
    {
      // The one place that decides what is skipped; it is no test itself.
      files: ['parts/describeWith.ts'],
      rules: {
        'jest/no-export': 'off',
        'jest/no-disabled-tests': 'off',
        'jest/valid-describe-callback': 'off',
        'jest/valid-title': 'off',
      },
    },
    {
      // What is measured or shaken is a part of the backend by itself, which is no API of its package.
      files: ['bench/**', 'chaos/**', 'integration/costUsage.test.ts'],
      rules: { '@backstage/no-forbidden-package-imports': 'off' },
    },
  ],
});
