/** Ends this process in order when it is told to, or when the launcher that started it has died. */
export function exitWithParent(end: () => void): void {
  let isEnding = false;
  const once = () => {
    if (isEnding) return;
    isEnding = true;
    end();
  };
  process.on('SIGTERM', once);
  process.on('SIGINT', once);
  process.on('disconnect', once);
}
