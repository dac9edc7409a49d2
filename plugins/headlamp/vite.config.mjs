import react from '@vitejs/plugin-react';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = path.dirname(fileURLToPath(import.meta.url));

// What Headlamp hands to plugins at run time (window.pluginLib); all else is bundled into main.js. The list is the
// one of @kinvolk/headlamp-plugin's own vite config, whose commands need a node_modules of the plugin's own.
const provided = {
  '@iconify/react': 'pluginLib.Iconify',
  '@kinvolk/headlamp-plugin/lib': 'pluginLib',
  '@kinvolk/headlamp-plugin/lib/ApiProxy': 'pluginLib.ApiProxy',
  '@kinvolk/headlamp-plugin/lib/CommonComponents': 'pluginLib.CommonComponents',
  '@kinvolk/headlamp-plugin/lib/K8s': 'pluginLib.K8s',
  '@mui/material': 'pluginLib.MuiMaterial',
  react: 'pluginLib.React',
  'react-dom': 'pluginLib.ReactDOM',
  'react-router-dom': 'pluginLib.ReactRouter',
  'react/jsx-runtime': 'pluginLib.ReactJSX',
  recharts: 'pluginLib.Recharts',
};

/** `@mui/material/Button` and `@mui/material/styles` are members of what Headlamp hands out as one object. */
const MATERIAL_SUBMODULE = /^@mui\/material\/(\w+)$/;

function globalOf(request) {
  if (provided[request]) return provided[request];
  const submodule = MATERIAL_SUBMODULE.exec(request);
  if (submodule) return `pluginLib.MuiMaterial.${submodule[1]}`;
  throw new Error(`Headlamp provides no ${request}`);
}

/**
 * Headlamp loads a plugin only if the package.json beside its main.js names a version of its library; ours stands in
 * a workspace, so the shipped one is written here.
 */
const shippedManifest = {
  name: 'shipped-manifest',
  writeBundle() {
    const manifest = JSON.parse(
      fs.readFileSync(path.join(here, 'package.json'), 'utf8'),
    );
    fs.writeFileSync(
      path.join(here, 'dist/package.json'),
      `${JSON.stringify(
        {
          name: manifest.name,
          version: manifest.version,
          description: manifest.description,
          license: manifest.license,
          devDependencies: {
            '@kinvolk/headlamp-plugin':
              manifest.dependencies['@kinvolk/headlamp-plugin'],
          },
        },
        null,
        2,
      )}\n`,
    );
  },
};

export default defineConfig({
  plugins: [react(), shippedManifest],
  define: { 'process.env.NODE_ENV': '"production"' },
  build: {
    // Browsers of the last three years have private fields: to spell them out would be 6 KiB of main.js
    target: ['chrome107', 'edge107', 'firefox104', 'safari16'],
    lib: {
      entry: path.join(here, 'src/index.tsx'),
      name: 'main',
      fileName: 'main',
      formats: ['umd'],
    },
    rollupOptions: {
      external: request =>
        request in provided || MATERIAL_SUBMODULE.test(request),
      output: {
        interop: 'compat',
        entryFileNames: 'main.js',
        globals: globalOf,
        // Headlamp evaluates one file: lazily loaded views cannot be separate chunks
        inlineDynamicImports: true,
      },
    },
  },
});
