import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { isAlive } from './postmaster.js';

/** Which process owns something. Process numbers come again, so the start time belongs to it. */
interface Owner {
  pid: number;
  startedAt: string | undefined;
}

/**
 * Marks something as this process's own by a file beside it, which others respect while this process lives. What a killed process
 * left behind is taken over. Returns what takes the mark away.
 * @throws Error with the words of `inUse` when another living process, or this one, has it
 */
export function takeOwnership(file: string, inUse: (pid: number) => string): () => void {
  const mine = JSON.stringify({ pid: process.pid, startedAt: startOf(process.pid) } satisfies Owner);
  for (;;) {
    try {
      writeFileSync(file, mine, { flag: 'wx' });
      return () => rmSync(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = livingOwner(file);
    if (owner) throw new Error(inUse(owner.pid));
    rmSync(file, { force: true });
  }
}

/**
 * Marks the cluster as started by this process, so that a second start is refused, while a server left over from a killed
 * process is known to have nobody any more. Returns what takes the mark away.
 * @throws Error when another living process, or this one, has the cluster running
 */
export function takeCluster(dataDir: string): () => void {
  return takeOwnership(
    `${dataDir}.owner`,
    (pid) =>
      `${dataDir} is in use: process ${pid} runs a PostgreSQL on it. Stop that one first, or choose another folder.`,
  );
}

/** Whether a process had started a server on this cluster and was killed before it could stop it. */
export function isAbandoned(dataDir: string): boolean {
  const file = `${dataDir}.owner`;
  return existsSync(file) && livingOwner(file) === undefined;
}

function livingOwner(file: string): Owner | undefined {
  try {
    const owner = JSON.parse(readFileSync(file, 'utf8')) as Owner;
    return isAlive(owner.pid) && startOf(owner.pid) === owner.startedAt ? owner : undefined;
  } catch {
    return undefined;
  }
}

function startOf(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    // The name in parentheses may itself hold spaces; the start time is the 20th field after it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').pop()?.split(' ')[19];
  } catch {
    return undefined;
  }
}
