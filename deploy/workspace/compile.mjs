// Compiles one project's TypeScript with swc: node deploy/workspace/compile.mjs libs/values
import { transformFile } from '@swc/core';
import { cp, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';

const projectRoot = process.argv[2];
if (!projectRoot) throw new Error('usage: node deploy/workspace/compile.mjs PROJECT_ROOT');

const sourceRoot = join(projectRoot, 'src');
const outputRoot = join(projectRoot, 'dist');

await rm(outputRoot, { recursive: true, force: true });
const files = await readdir(sourceRoot, { recursive: true, withFileTypes: true });
await Promise.all(
  files.filter((file) => file.isFile()).map((file) => build(join(file.parentPath, file.name))),
);

async function build(source) {
  if (source.endsWith('.test.ts')) return;
  const target = join(outputRoot, source.slice(sourceRoot.length + 1));
  await mkdir(dirname(target), { recursive: true });
  if (!source.endsWith('.ts')) return cp(source, target);
  const output = target.replace(/\.ts$/, '.js');
  const { code, map } = await transformFile(source, {
    swcrc: false,
    sourceMaps: true,
    jsc: {
      target: 'es2022',
      keepClassNames: true,
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'es6' },
  });
  await writeFile(output, `${code}\n//# sourceMappingURL=${output.split('/').pop()}.map\n`);
  await writeFile(`${output}.map`, map);
}
