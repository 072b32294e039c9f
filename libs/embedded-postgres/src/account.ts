import { chmodSync, lstatSync, mkdirSync, realpathSync, statSync, symlinkSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

/** Under which user PostgreSQL runs: it refuses to run as root, so root lends it the unprivileged `nobody`. */
export interface Account {
  uid?: number;
  gid?: number;
}

const NOBODY = 65534;
/** Where things go that an unprivileged user must reach although the asked-for place lies behind a closed folder. */
const TRAVERSABLE_HOME = '/var/lib/gusu';

export function postgresAccount(): Account {
  return process.getuid?.() === 0 ? { uid: NOBODY, gid: NOBODY } : {};
}

/** Whether every folder above `path` may be entered by users other than its owner. */
function isTraversable(path: string): boolean {
  for (let folder = dirname(realpathSync(path)); ; folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o001) === 0) return false;
    if (folder === dirname(folder)) return true;
  }
}

function traversableHome(): string {
  mkdirSync(TRAVERSABLE_HOME, { recursive: true, mode: 0o755 });
  chmodSync(TRAVERSABLE_HOME, 0o755);
  return TRAVERSABLE_HOME;
}

/** Whether `account` can reach `path`, which exists. */
export function canReach(account: Account, path: string): boolean {
  return account.uid === undefined || isTraversable(path);
}

/**
 * A folder that `account` can enter, reachable at `path`: the folder itself, or, behind closed folders, a link to one under a
 * place that is open. The link's random name keeps a deleted and made-again `path` from finding an older cluster.
 */
export function reachableFolder(account: Account, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const isThere = lstatSync(path, { throwIfNoEntry: false }) !== undefined;
  if (isThere) return realpathSync(path);
  const closed =
    account.uid !== undefined && !(isTraversable(join(dirname(path), '.')) && isOpen(dirname(path)));
  if (!closed) {
    mkdirSync(path, { mode: 0o700 });
    return realpathSync(path);
  }
  const target = join(traversableHome(), `cluster-${randomBytes(8).toString('hex')}`);
  mkdirSync(target, { mode: 0o700 });
  symlinkSync(target, path);
  return target;
}

function isOpen(folder: string): boolean {
  return (statSync(folder).mode & 0o001) !== 0;
}

export function openPlaceFor(name: string): string {
  return join(traversableHome(), name);
}
