import { walkRoutes } from '@gusu/http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MoveCaller } from './fixture/move-caller.js';
import { changeRules, decideApplication, endApplications, moveTitles } from './fixture/moves-of-cases.js';
import { declareFacts, declareRights, moveEnterprises } from './fixture/moves-of-facts.js';
import { MovingClock } from './fixture/moving-clock.js';
import { adminOf, bank, cityOfficer, kunshanClerk, type Person, syntheticCode } from './fixture/people.js';
import { PERSONAL, Planter } from './fixture/planter.js';
import { TestRegistry } from './fixture/test-registry.module.js';
import { Witness } from './fixture/witness.module.js';

const clock = new MovingClock('2026-07-01');
let registry: TestRegistry;
let witness: Witness;
let planter: Planter;
let caller: MoveCaller;

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
  witness = await Witness.of(registry);
  planter = new Planter(registry, witness);
  caller = new MoveCaller(registry, clock, planter);
  const story = [moveEnterprises, declareFacts, declareRights, decideApplication, endApplications];
  for (const chapter of [...story, moveTitles, changeRules]) await chapter(caller);
}, 300_000);
afterAll(async () => {
  await witness.close();
  await registry.stop();
});

/** Every address that can be read, with everything that the story named. */
function addresses(): string[] {
  const named = [{}, ...caller.names];
  return walkRoutes(registry.app)
    .routes.filter(({ method }) => method === 'GET')
    .flatMap(({ url }) => {
      const asked = [...url.matchAll(/:(\w+)/g)].map(([, name = '']) => name);
      const fitting = named.filter((names: Record<string, string>) => asked.every((name) => names[name]));
      return fitting.map((names: Record<string, string>) =>
        url.replace(/:(\w+)/g, (_, name: string) => names[name] ?? ''),
      );
    })
    .filter((path, at, all) => all.indexOf(path) === at);
}

async function toldOf(person: Person | undefined): Promise<string[]> {
  const found: string[] = [];
  for (const path of addresses()) {
    const { text = '' } = await (person ? registry.get(path, person) : registry.stranger('get', path));
    if (PERSONAL.test(text)) found.push(path);
  }
  return found;
}

describe('what belongs to a person', () => {
  it('is taken where somebody objects by name, and nowhere else', () => {
    expect([...planter.taken].sort()).toEqual([
      'objections /evidence/0',
      'objections /objector/address',
      'objections /objector/name',
      'objections /objector/phone',
      'objections /reason',
    ]);
  });

  it.each<[string, Person | undefined]>([
    ['nobody in particular', undefined],
    ['another enterprise', adminOf(syntheticCode(9_999))],
    ['another district', kunshanClerk],
    ['a bank', bank],
  ])('is told to %s at no address', async (_, person) => {
    expect(await toldOf(person)).toEqual([]);
  });

  it('is told to those who decide the objection, so that the walk above would have found it', async () => {
    const found = await toldOf(cityOfficer);
    expect(found.some((path) => path.endsWith('/objections'))).toBe(true);
  });

  it('is on no event', async () => {
    const events = await registry.query<{ key: string; data: string }>('select key, data from outbox');
    expect(events.length).toBeGreaterThan(40);
    expect(events.filter(({ key, data }) => PERSONAL.test(`${key} ${data}`))).toEqual([]);
  });

  it('is in no entry of the audit chain', async () => {
    const entries = await registry.query<{ entry: string }>('select entry from audit_entry');
    expect(entries.filter(({ entry }) => PERSONAL.test(entry))).toEqual([]);
  });
});
