import { describe, expect, it } from '@jest/globals';
import { ROLES } from '@gusu/values';
import { ACCOUNTS } from './identity/accounts.js';
import { readOptions } from './options.js';

describe('the options of npm start', () => {
  it('have defaults', () => {
    expect(readOptions([])).toMatchObject({ port: 3000, withDemo: true });
  });

  it('are read', () => {
    expect(readOptions(['--port', '3100', '--data', '/x', '--empty', '--kafka', 'b:9092'])).toEqual({
      port: 3100,
      dataDir: '/x',
      withDemo: false,
      kafka: 'b:9092',
    });
  });

  it.each([['--port', 'x'], ['--port', '70000'], ['--kafka', 'nonsense'], ['--unknown']])(
    'refuse %s %s',
    (...args) => {
      expect(() => readOptions(args.filter((arg) => arg !== undefined))).toThrow();
    },
  );
});

describe('what a person mistyped', () => {
  it.each([
    [['--unknown'], /^Unknown option '--unknown'\n\nnpm start -- \[options\]/],
    [['start'], /^Unexpected argument 'start'\n\nnpm start/],
    [['--port'], /^Option '--port <value>' argument missing\n\nnpm start/],
    [['--empty=yes'], /^Option '--empty' does not take an argument/],
    [['--port', '0'], /^--port 0 is no port \(1 to 65535\)$/],
    [['--data', ''], /^--data needs a folder$/],
    [['--kafka', 'nowhere'], /^--kafka nowhere is neither HOST:PORT nor local$/],
  ])('%j is answered in words', (args, words) => {
    expect(() => readOptions(args)).toThrow(words);
  });

  it('is helped by --help', () => {
    expect([readOptions(['--help']), readOptions(['-h', '--port', 'x'])]).toEqual(['help', 'help']);
  });
});

describe('the demo accounts', () => {
  it('are at least one for every role, each with its own name', () => {
    expect(new Set(ACCOUNTS.map(({ role }) => role))).toEqual(new Set(ROLES));
    expect(new Set(ACCOUNTS.map(({ account }) => account)).size).toBe(ACCOUNTS.length);
  });
});
