import { runAsProgram } from '../children';
import { openDatabase } from '../history/openDatabase';
import type { CostInput, CostResult } from './CostInput';
import { measureBackfill } from './measureBackfill';
import { measureHour } from './measureHour';
import { measureReport } from './measureReport';

runAsProgram<CostInput, CostResult>(async input => {
  const database = await openDatabase(input.database);
  try {
    switch (input.what) {
      case 'hour':
        return await measureHour(database, input);
      case 'report':
        return await measureReport(database, input);
      default:
        return await measureBackfill(database, input);
    }
  } finally {
    await database.stop();
  }
});
