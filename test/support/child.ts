import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';

export interface Child {
  /** The next line it says; throws when it ends without one. */
  line(): Promise<string>;
  /** `kill -9`, and waits until the process is gone. */
  kill(): Promise<void>;
}

/** Starts a script in a process of its own, which does not outlive the test. */
export function startChild(script: URL, ...args: readonly string[]): Child {
  const child = spawn(process.execPath, [script.pathname, ...args], { stdio: ['ignore', 'pipe', 'inherit'] });
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const exited = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await exited;
  };
  onTestFinished(kill);
  return {
    line: async () => {
      const next = await lines.next();
      if (next.done) throw new Error(`${script.pathname} ended without a word`);
      return next.value;
    },
    kill,
  };
}
