// A backend whose only plugin is Portlight, as a process of its own; configured by `--config FILE`.
import { createBackend } from '@backstage/backend-defaults';

const backend = createBackend();
backend.add(import('@portlight/plugin-portlight-backend'));
backend.start();
