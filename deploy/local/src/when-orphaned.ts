const LOOK_MILLIS = 500;

/**
 * Calls `then` when the process that started this one is gone. npm runs a script below a shell, and a signal to npm ends that shell
 * without a word to us.
 */
export function whenOrphaned(then: () => void): void {
  const parent = process.ppid;
  const timer = setInterval(() => {
    if (process.ppid === parent) return;
    clearInterval(timer);
    then();
  }, LOOK_MILLIS);
  timer.unref();
}
