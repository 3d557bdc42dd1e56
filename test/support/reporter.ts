import { stripVTControlCharacters } from 'node:util';
import type { Reporter, SerializedError, TestCase, TestModule, TestSuite, Vitest } from 'vitest/node';

const longestSilence = 7_000;

/**
 * One line for each finished file, and in test/journeys for each story; failures in full; a sign of life in every
 * silence; at the very end `N passed, N failed`, also when the run broke off, since the process writes it as it exits.
 */
export function createReporter(): Reporter {
  const tally = { passed: 0, failed: 0, skipped: 0 };
  const failures: string[] = [];
  const running = new Map<string, { readonly name: string; readonly since: number }>();
  const spoken = new Map<string, string>();
  const began = Date.now();
  let lastLine = began;
  let complete = false;
  let vitest: Vitest | undefined;

  const say = (line: string): void => {
    lastLine = Date.now();
    console.log(line);
  };
  const begin = (id: string, name: string): void => void running.set(id, { name, since: Date.now() });
  const fail = (name: string, errors: readonly SerializedError[], said = ''): void => {
    tally.failed += 1;
    // The end of the output says why as well, for whoever sees only that.
    const why = errors.map(({ message }) => stripVTControlCharacters(message).split('\n')[0] ?? '');
    failures.push([name, ...why].join('\n    '));
    say(`\n✗ ${name}\n${said}`);
    for (const error of errors) vitest?.logger.printError(error, { fullStack: true });
  };

  const signOfLife = (): void => {
    if (Date.now() - lastLine < longestSilence) return;
    const oldest = [...running.values()].toSorted((a, b) => a.since - b.since);
    const named = oldest.slice(0, 3).map(({ name, since }) => `${name} (${seconds(since)})`);
    const rest = oldest.length > 3 ? ` and ${oldest.length - 3} more` : '';
    say(`… ${seconds(began)}: ${named.length > 0 ? named.join(', ') + rest : 'getting ready'}`);
  };

  const conclude = (exitCode: number): void => {
    for (const failure of failures) say(`✗ ${failure}`);
    const failed = Math.max(tally.failed, complete && exitCode === 0 ? 0 : 1);
    if (failed > 0 && exitCode === 0) process.exitCode = 1;
    const skipped = tally.skipped > 0 ? `, ${tally.skipped} skipped` : '';
    say(`Tests took ${seconds(began)}.`);
    say(`${tally.passed} passed, ${failed} failed${skipped}`);
  };

  return {
    onInit(run) {
      vitest = run;
      // One stream for everything, so that the order holds and the tally stays last.
      run.logger.error = run.logger.log.bind(run.logger);
      setInterval(signOfLife, 1_000).unref();
      process.once('exit', conclude);
    },
    onTestModuleStart: (file) => begin(file.id, file.relativeModuleId),
    onTestCaseReady(test) {
      running.delete(test.module.id);
      begin(test.id, titleOf(test));
    },
    onUserConsoleLog({ taskId = '', content }) {
      spoken.set(taskId, (spoken.get(taskId) ?? '') + content);
    },
    onTestCaseResult(test) {
      running.delete(test.id);
      const { state, errors = [] } = test.result();
      if (state === 'failed') fail(titleOf(test), errors, spoken.get(test.id));
      else if (state !== 'pending') tally[state] += 1;
      if (state === 'passed' && test.module.relativeModuleId.startsWith('test/journeys/'))
        say(`✓ ${test.fullName.replaceAll(' > ', ' › ')}`);
      spoken.delete(test.id);
    },
    onTestSuiteResult: (suite) => outsideTests(suite, suite.fullName),
    onTestModuleEnd(file) {
      running.delete(file.id);
      outsideTests(file, file.relativeModuleId);
      const tests = [...file.children.allTests()];
      const passed = tests.filter((test) => test.result().state === 'passed').length;
      const mark = file.ok() ? '✓' : '✗';
      say(`${mark} ${file.relativeModuleId}  ${passed}/${tests.length}  ${durationOf(file)}`);
    },
    onTestRunEnd(_files, errors, reason) {
      running.clear();
      complete = reason !== 'interrupted';
      if (errors.length > 0) fail('Errors outside any test', errors);
      if (reason === 'interrupted') failures.push('Interrupted before the end');
    },
  };

  /** What went wrong in a hook, or before the first test. */
  function outsideTests(group: TestModule | TestSuite, name: string): void {
    if (group.errors().length > 0) fail(name, group.errors());
  }
}

function titleOf(test: TestCase): string {
  return `${test.module.relativeModuleId} › ${test.fullName.replaceAll(' > ', ' › ')}`;
}

function durationOf(file: TestModule): string {
  const { collectDuration, setupDuration, duration } = file.diagnostic();
  return `${((collectDuration + setupDuration + duration) / 1_000).toFixed(1)} s`;
}

function seconds(since: number): string {
  return `${Math.round((Date.now() - since) / 1_000)} s`;
}
