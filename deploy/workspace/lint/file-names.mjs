// A file name says which noun and which role; words that say nothing about what is inside are refused.
import { basename } from 'node:path';

const EMPTY_WORDS = [
  'util',
  'utils',
  'helper',
  'helpers',
  'common',
  'shared',
  'manager',
  'processor',
  'handler',
  'impl',
  'base',
  'abstract',
  'data',
  'info',
  'misc',
  'core',
];
const SERVICE_SUFFIXES = [
  'rules',
  'service',
  'repository',
  'row',
  'controller',
  'dto',
  'consumer',
  'module',
  'test',
  'http.test',
];

function refusalOf(filename) {
  const stem = basename(filename).replace(/\.[cm]?[jt]s$/, '');
  const empty = stem.split(/[.-]/).find((word) => EMPTY_WORDS.includes(word));
  if (empty) return `the word "${empty}" says nothing about what is inside`;
  const [noun, ...rest] = stem.split('.');
  if (!/^[a-z0-9]+(-[a-z0-9]+)*$/.test(noun)) return `"${noun}" is not a kebab-case noun`;
  const suffix = rest.join('.');
  if (suffix && filename.includes('/apps/') && !SERVICE_SUFFIXES.includes(suffix))
    return `".${suffix}" is not one of the file suffixes`;
  return null;
}

/** @type {import('eslint').Rule.RuleModule} */
export const fileNames = {
  meta: { type: 'problem', schema: [], docs: { description: 'file names follow the closed lists' } },
  create(context) {
    return {
      Program(node) {
        const refusal = refusalOf(context.filename);
        if (refusal) context.report({ node, message: refusal });
      },
    };
  },
};
