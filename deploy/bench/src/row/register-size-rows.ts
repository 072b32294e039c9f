import type { TestClaims } from '@gusu/testing';
import { DISTRICTS } from '@gusu/values';
import type { Machine } from '../machine.js';
import { median, quantile, rounds, type Row } from '../measure.js';
import type { ServiceProcess } from '../service-process.js';
import type { StandingRegisters } from '../standing-register.js';
import { syntheticName } from '../synthetic-name.js';
import { syntheticCode } from '../synthetic-register.js';

const SMALL = 10_000;
const LARGE = 1_000_000;
const REQUESTS = 300;
/** As much of the initials as somebody types: place, name and the beginning of the trade. */
const TYPED = 6;

const OFFICERS: readonly TestClaims[] = [
  { sub: 'bench-city', roles: ['city-officer'] },
  { sub: 'bench-clerk', roles: ['district-clerk'], district: DISTRICTS[0]?.code },
  // The clerk with the fewest things to do walks past most of what waits for others.
  { sub: 'bench-quiet-clerk', roles: ['district-clerk'], district: DISTRICTS[9]?.code },
];

/** Asks one after the other and returns how many millis the slowest twentieth of the answers took at least. */
async function p95(service: ServiceProcess, token: string, paths: readonly string[]): Promise<number> {
  const millis: number[] = [];
  for (const path of paths) {
    const started = performance.now();
    const answer = await fetch(`${service.base}${path}`, { headers: { authorization: `Bearer ${token}` } });
    const body = (await answer.json()) as { items?: unknown[] };
    millis.push(performance.now() - started);
    if (!body.items?.length) throw new Error(`${path} found nothing: ${JSON.stringify(body).slice(0, 300)}`);
  }
  return quantile(millis, 0.95);
}

const LISTS = Array.from({ length: REQUESTS }, () => '/v1/worklist');

export function worklistRow(machine: Machine, registers: StandingRegisters): Row {
  return {
    name: 'worklist',
    what: `my list of an officer, p95, ${LARGE} enterprises in the register against ${SMALL}; the slowest of three officers`,
    floor: 2,
    goal: 1.2,
    isCeiling: true,
    async measure(count) {
      const small = await registers.of(SMALL);
      const large = await registers.of(LARGE);
      const seen = [];
      for (const officer of OFFICERS) {
        const token = await machine.tokenOf(officer);
        for (const { service } of [small, large]) await p95(service, token, LISTS);
        const pairs = await rounds(count, async () => ({
          small: await p95(small.service, token, LISTS),
          large: await p95(large.service, token, LISTS),
        }));
        const ratio = median(pairs.map((pair) => pair.large / pair.small));
        seen.push({ officer, ratio, millis: median(pairs.map((pair) => pair.large)) });
      }
      const slowest = seen.reduce((one, other) => (other.ratio > one.ratio ? other : one));
      const remark = seen
        .map(({ officer, ratio }) => `${officer.sub.slice(6)} ${ratio.toFixed(2)}`)
        .join(', ');
      return { value: slowest.millis, unit: 'ms p95', ratio: slowest.ratio, remark };
    },
  };
}

export function initialsRow(machine: Machine, registers: StandingRegisters): Row {
  return {
    name: 'initials',
    what: `search by pinyin initials among ${LARGE}, p95 against the same enterprises by code`,
    floor: 20,
    goal: 5,
    isCeiling: true,
    async measure(count) {
      const { service } = await registers.of(LARGE);
      const token = await machine.officer();
      const numbers = Array.from({ length: REQUESTS }, (_, at) => (at * 3_331) % LARGE);
      const initials = numbers.map(
        (n) => `/v1/enterprises?initials=${syntheticName(n).initials.slice(0, TYPED)}`,
      );
      const codes = numbers.map((n) => `/v1/enterprises?creditCode=${syntheticCode(n)}`);
      for (const paths of [initials, codes]) await p95(service, token, paths);
      const pairs = await rounds(count, async () => ({
        initials: await p95(service, token, initials),
        code: await p95(service, token, codes),
      }));
      return {
        value: median(pairs.map((pair) => pair.initials)),
        unit: 'ms p95',
        ratio: median(pairs.map((pair) => pair.initials / pair.code)),
        remark: `by code ${median(pairs.map((pair) => pair.code)).toFixed(1)} ms`,
      };
    },
  };
}
