import { runAsProgram } from '../children';
import { openDatabase } from '../history/openDatabase';
import { measureRightsizing } from './measureRightsizing';
import type { RightsizingInput, RightsizingResult } from './RightsizingInput';

runAsProgram<RightsizingInput, RightsizingResult>(async input => {
  const database = await openDatabase(input.database);
  try {
    return await measureRightsizing(database, input);
  } finally {
    await database.stop();
  }
});
