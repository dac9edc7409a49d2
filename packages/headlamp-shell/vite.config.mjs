import react from '@vitejs/plugin-react';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig } from 'vite';

const require = createRequire(import.meta.url);
const headlamp = path.dirname(
  require.resolve('@kinvolk/headlamp-plugin/package.json'),
);

// Headlamp keeps React Router 5 and a few others in a node_modules of its own, beside the portal's versions. Our
// entry must use exactly the copies that Headlamp's own code finds, or their contexts do not meet.
const shared = [
  '@emotion/react',
  '@emotion/styled',
  '@iconify/react',
  '@mui/material',
  '@reduxjs/toolkit',
  '@tanstack/react-query',
  'i18next',
  'notistack',
  'react',
  'react-dom',
  'react-i18next',
  'react-redux',
  'react-router',
  'react-router-dom',
];

function folderAsHeadlampSeesIt(name) {
  for (let folder = headlamp; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (fs.existsSync(candidate)) return candidate;
    if (folder === path.dirname(folder)) {
      throw new Error(`${name} is not installed for @kinvolk/headlamp-plugin`);
    }
  }
}

export default defineConfig({
  plugins: [react()],
  // Headlamp's own code reads these
  define: {
    global: 'globalThis',
    'process.env': '{}',
    'import.meta.env.PUBLIC_URL': '""',
  },
  resolve: {
    alias: shared.map(name => ({
      find: new RegExp(`^${name}(?=/|$)`),
      replacement: folderAsHeadlampSeesIt(name),
    })),
  },
  build: {
    outDir: 'dist',
    minify: false,
    // Headlamp loads its texts by an address that depends on the language, from inside node_modules
    dynamicImportVarsOptions: { exclude: [] },
    sourcemap: false,
    chunkSizeWarningLimit: 50_000,
    rollupOptions: { maxParallelFileOps: 200 },
  },
});
