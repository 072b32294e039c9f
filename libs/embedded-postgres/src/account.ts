import {
  chmodSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmdirSync,
  statSync,
  symlinkSync,
  unlinkSync,
} from 'node:fs';
import { randomBytes } from 'node:crypto';
import { dirname, join } from 'node:path';

/** Under which user PostgreSQL runs: it refuses to run as root, so root lends it the unprivileged `nobody`. */
export interface Account {
  uid?: number;
  gid?: number;
}

const NOBODY: Account = { uid: 65534, gid: 65534 };
/** Where things go that an unprivileged user must reach although the asked-for place lies behind a closed folder. */
const TRAVERSABLE_HOME = '/var/lib/gusu';
const OTHERS_MAY_READ = 0o004;
const OTHERS_MAY_ENTER = 0o001;

export function postgresAccount(): Account {
  return process.getuid?.() === 0 ? nobody() : {};
}

// PostgreSQL refuses a user without a name; older systems give `nobody` another number.
function nobody(): Account {
  try {
    const users = readFileSync('/etc/passwd', 'utf8')
      .split('\n')
      .map((line) => line.split(':'));
    if (users.some(([, , uid]) => Number(uid) === NOBODY.uid)) return NOBODY;
    const named = users.find(([name]) => name === 'nobody');
    return named ? { uid: Number(named[2]), gid: Number(named[3]) } : NOBODY;
  } catch {
    return NOBODY;
  }
}

/** Whether `folder` and every folder above it may be entered by users other than their owners. */
function isTraversable(folder: string): boolean {
  for (let place = realpathSync(folder); ; place = dirname(place)) {
    if ((statSync(place).mode & OTHERS_MAY_ENTER) === 0) return false;
    if (place === dirname(place)) return true;
  }
}

function traversableHome(): string {
  mkdirSync(TRAVERSABLE_HOME, { recursive: true, mode: 0o755 });
  chmodSync(TRAVERSABLE_HOME, 0o755);
  return TRAVERSABLE_HOME;
}

/** Whether `account` can read the file at `path`; a strict umask at install time closes files as well as folders. */
export function canRead(account: Account, path: string): boolean {
  if (account.uid === undefined) return true;
  return isTraversable(dirname(path)) && (statSync(path).mode & OTHERS_MAY_READ) !== 0;
}

/**
 * A folder that `account` can enter, reachable at `path`: the folder itself, or, behind closed folders, a link to one under a
 * place that is open. The link's random name keeps a deleted and made-again `path` from finding an older cluster.
 * @throws Error when a folder with contents lies where `account` cannot reach it
 */
export function reachableFolder(account: Account, path: string): string {
  mkdirSync(dirname(path), { recursive: true });
  const isOpen = account.uid === undefined || isTraversable(dirname(path));
  const found = lstatSync(path, { throwIfNoEntry: false });
  if (found?.isSymbolicLink()) {
    const isDangling = statSync(path, { throwIfNoEntry: false }) === undefined;
    if (!isDangling) return realpathSync(path);
    unlinkSync(path);
  } else if (found) {
    if (isOpen) return realpathSync(path);
    if (readdirSync(path).length > 0)
      throw new Error(
        `${path} lies behind a folder that only root may enter, and PostgreSQL does not run as root: move the folder, or start as the user who made it`,
      );
    rmdirSync(path);
  }
  if (isOpen) {
    mkdirSync(path, { mode: 0o700 });
    return realpathSync(path);
  }
  const target = join(traversableHome(), `cluster-${randomBytes(8).toString('hex')}`);
  mkdirSync(target, { mode: 0o700 });
  symlinkSync(target, path);
  return target;
}

export function openPlaceFor(name: string): string {
  return join(traversableHome(), name);
}

/** Lets everybody read what lies under `folder`, and run what its owner may run. */
export function openToAll(folder: string): void {
  chmodSync(folder, 0o755);
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) openToAll(path);
    else if (entry.isFile()) chmodSync(path, statSync(path).mode & 0o100 ? 0o755 : 0o644);
  }
}
