import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@gusu/values';
import { EVENTS } from './events.js';
import { REFUSALS } from './refusals.js';
import { type JsonSchema, wireSchema } from './wire-schema.js';

interface Term {
  chinese: string;
  identifiers: string[];
}

function termsOf(markdown: string): Term[] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('| ') && !line.startsWith('| 中文') && !line.startsWith('| ---'))
    .map((line) => {
      const [, chinese = '', identifiers = ''] = line.split('|').map((cell) => cell.trim());
      return {
        chinese,
        identifiers: [...identifiers.matchAll(/`([^`]+)`( role)?/g)].map(
          ([, id, role]) => `${id}${role ?? ''}`,
        ),
      };
    });
}

function repeated(words: readonly string[]): string[] {
  return words.filter((word, index) => words.indexOf(word) !== index);
}

function wordsOf(schema: JsonSchema): string[] {
  const fields = Object.entries((schema.properties ?? {}) as Record<string, JsonSchema>);
  const values = Array.isArray(schema.enum) ? schema.enum.filter((value) => typeof value === 'string') : [];
  return [...values, ...fields.flatMap(([name, field]) => [name, ...wordsOf(field)])];
}

const terms = termsOf(readFileSync(new URL('../GLOSSARY.md', import.meta.url), 'utf8'));
const known = new Set(terms.flatMap(({ identifiers }) => identifiers));
const unknown = (words: readonly string[]) => [...new Set(words)].filter((word) => !known.has(word));

describe('the glossary', () => {
  it('gives every term an identifier, and no term and no identifier twice', () => {
    expect(terms.length).toBeGreaterThan(100);
    expect(terms.filter(({ identifiers }) => identifiers.length === 0)).toEqual([]);
    expect(repeated(terms.map(({ chinese }) => chinese))).toEqual([]);
    expect(repeated(terms.flatMap(({ identifiers }) => identifiers))).toEqual([]);
  });

  it('knows the service, the noun and the fact of every event', () => {
    expect(unknown(EVENTS.flatMap(({ type }) => type.split('.')))).toEqual([]);
  });

  it('knows every field and every listed value that goes over the wire', () => {
    expect(unknown(EVENTS.flatMap(({ schema }) => wordsOf(wireSchema(schema))))).toEqual([]);
  });

  it('knows the noun of every refusal', () => {
    const nouns = Object.keys(REFUSALS).flatMap((code) =>
      code.includes('/') ? [code.split('/')[0] ?? ''] : [],
    );
    expect(unknown(nouns)).toEqual([]);
  });

  it('knows the noun of every folder of every service', () => {
    const notNouns = ['migrations', 'fixture'];
    const apps = new URL('../../../apps/', import.meta.url);
    const services = readdirSync(apps).filter((app) => existsSync(new URL(`${app}/src/migrations`, apps)));
    const nouns = services.flatMap((app) =>
      readdirSync(new URL(`${app}/src/`, apps), { withFileTypes: true })
        .filter((entry) => entry.isDirectory() && !notNouns.includes(entry.name))
        .map(({ name }) => name),
    );
    expect(services).toContain('enterprise-registry');
    expect(unknown(nouns)).toEqual([]);
  });

  it('knows every role', () => {
    expect(unknown(ROLES.map((role) => (role === 'bank' ? 'bank role' : role)))).toEqual([]);
  });

  it('uses none of the words that say nothing', () => {
    const empty = /utils?|helper|common|shared|manager|processor|handler|impl|base|abstract|data|info|misc/i;
    // A code in capitals is the word of a document: what DATA_FRAUD falsifies is indeed data.
    const isCode = (identifier: string) => /^[A-Z_]+$/.test(identifier);
    // The fact of an event is a verb in the past: a recovery that is shared out says what happened to it.
    const facts = new Set(EVENTS.map(({ type }) => type.split('.').at(-1)));
    const saysSomething = (identifier: string) => isCode(identifier) || facts.has(identifier);
    expect([...known].filter((identifier) => empty.test(identifier) && !saysSomething(identifier))).toEqual(
      [],
    );
  });

  it('would notice a term that is missing and one that stands twice', () => {
    const wrong = termsOf(
      '| 企业 | `enterprise` | |\n| 公司 | `enterprise` | |\n| 企业 | `company` | |\n| 园区 | park | |',
    );
    expect(repeated(wrong.map(({ chinese }) => chinese))).toEqual(['企业']);
    expect(repeated(wrong.flatMap(({ identifiers }) => identifiers))).toEqual(['enterprise']);
    expect(wrong.filter(({ identifiers }) => identifiers.length === 0)).toHaveLength(1);
    expect(unknown(['gongsi', 'enterprise'])).toEqual(['gongsi']);
    expect(
      wordsOf({ properties: { list: { type: 'string', enum: ['x'] }, deep: { properties: { y: {} } } } }),
    ).toEqual(['list', 'x', 'deep', 'y']);
  });
});
