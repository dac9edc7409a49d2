import { runAsProgram } from '../children';
import type { HistoryInput, HistoryResult } from './HistoryInput';
import { measureHistory } from './measureHistory';
import { openDatabase } from './openDatabase';
import { measurePlain } from './plain';

runAsProgram<HistoryInput, HistoryResult>(async input => {
  const database = await openDatabase(input.database);
  try {
    return await (input.way === 'plain' ? measurePlain : measureHistory)(
      database,
      input,
    );
  } finally {
    await database.stop();
  }
});
