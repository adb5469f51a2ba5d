import type { FullResult, Reporter, TestCase } from '@playwright/test/reporter';
import { writeResults } from './results.ts';
import { readIds } from './titles.ts';

/** Notes which requirements held in this run; `npm run requirements` writes them into SECURITY.md. */
export default class RequirementReporter implements Reporter {
  private readonly tests = new Map<TestCase, string[]>();

  onTestEnd(test: TestCase): void {
    const ids = readIds(test.title);
    if (ids.length > 0) this.tests.set(test, ids);
  }

  onEnd(_: FullResult): void {
    const on = new Date().toISOString().slice(0, 10);
    const results: Record<string, { on: string; held: number; broken: number }> = {};
    for (const [test, ids] of this.tests) {
      const outcome = test.outcome();
      if (outcome === 'skipped') continue;
      for (const id of ids) {
        results[id] ??= { on, held: 0, broken: 0 };
        if (outcome === 'unexpected') results[id].broken += 1;
        else results[id].held += 1;
      }
    }
    if (Object.keys(results).length > 0) writeResults(results);
  }

  printsToStdio(): boolean {
    return false;
  }
}
