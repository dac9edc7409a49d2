import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';
import { toHaveNoViolations } from 'jest-axe';

expect.extend(toHaveNoViolations);

// A busy machine takes its time to load what a page loads lazily.
configure({ asyncUtilTimeout: 10_000 });
