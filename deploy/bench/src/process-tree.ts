import { readdirSync, readFileSync } from 'node:fs';

/** Ticks of /proc in a second; the kernel's interface fixes it. */
const TICKS_PER_SECOND = 100;

interface Stat {
  pid: number;
  parent: number;
  ticks: number;
}

function statOf(pid: string): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    // The name in parentheses may hold spaces; behind it come state, parent, …, utime and stime.
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid: Number(pid), parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) };
  } catch {
    return undefined;
  }
}

/** CPU seconds that a process and all its descendants have used; undefined where there is no /proc. */
export function cpuSecondsOfTree(root: number): number | undefined {
  if (process.platform !== 'linux') return undefined;
  const stats = readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .flatMap((pid) => statOf(pid) ?? []);
  const inTree = new Set([root]);
  for (let grown = true; grown;) {
    const before = inTree.size;
    for (const { pid, parent } of stats) if (inTree.has(parent)) inTree.add(pid);
    grown = inTree.size > before;
  }
  const ticks = stats.filter(({ pid }) => inTree.has(pid)).reduce((sum, one) => sum + one.ticks, 0);
  return ticks / TICKS_PER_SECOND;
}
