import { walkRoutes } from '@gusu/http';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MoveCaller } from './fixture/move-caller.js';
import { changeRules, decideApplication, endApplications, moveTitles } from './fixture/moves-of-cases.js';
import { declareFacts, declareRights, moveEnterprises } from './fixture/moves-of-facts.js';
import { MovingClock } from './fixture/moving-clock.js';
import { STATE_CHANGES } from './fixture/state-changes.js';
import { TestRegistry } from './fixture/test-registry.module.js';
import { Witness } from './fixture/witness.module.js';

const clock = new MovingClock('2026-07-01');
let registry: TestRegistry;
let witness: Witness;
let caller: MoveCaller;

beforeAll(async () => {
  registry = await TestRegistry.start(clock);
  witness = await Witness.of(registry);
  caller = new MoveCaller(registry, clock, witness);
  const story = [moveEnterprises, declareFacts, declareRights, decideApplication, endApplications];
  for (const chapter of [...story, moveTitles, changeRules]) await chapter(caller);
}, 300_000);
afterAll(async () => {
  await witness.close();
  await registry.stop();
});

/** The run of an import follows its start, at a time of its own. */
const BY_WORKER = ['import.finish'];

describe('every route that changes something', () => {
  it('is known by what it leaves behind, and was called', () => {
    const changing = walkRoutes(registry.app)
      .routes.filter(({ method }) => method !== 'GET' && method !== 'HEAD')
      .map(({ method, url }) => `${method} ${url}`)
      .sort();
    expect(Object.keys(STATE_CHANGES).sort()).toEqual(changing);
    expect([...caller.testimonies.keys()].sort()).toEqual(changing);
  });

  it.each(Object.keys(STATE_CHANGES))('%s leaves its audit entries and its events', (route) => {
    const { audits = [], events = [] } = caller.testimonies.get(route) ?? {};
    const own = audits.filter((action) => !BY_WORKER.includes(action));
    expect({ audits: own.sort(), events: [...events].sort() }).toEqual(STATE_CHANGES[route]);
  });

  it.each(Object.keys(STATE_CHANGES))('%s leaves them in one trace', (route) => {
    const { audits = [], traceIds = [] } = caller.testimonies.get(route) ?? {};
    if (!audits.some((action) => BY_WORKER.includes(action)))
      expect(traceIds).toEqual([expect.stringMatching(/^[0-9a-f]{32}$/)]);
  });

  it.each(Object.keys(STATE_CHANGES))(
    '%s changes nothing when its entry or its event cannot be written',
    (route) => {
      const { broken = [], isRolledBack } = caller.testimonies.get(route) ?? {};
      const breaks = STATE_CHANGES[route]?.events.length ? 2 : 1;
      expect(broken).toEqual(Array.from({ length: breaks }, () => 500));
      expect(isRolledBack).toBe(true);
    },
  );
});
